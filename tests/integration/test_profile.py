"""What users say about themselves: profile, photo, mobile numbers."""

import re
from datetime import timedelta

import boto3
import pytest

from chalicelib.accounts.service import numbers, photos
from chalicelib.attachments import service as attachments
from chalicelib.runtime.errors import Invalid, Refused
from chalicelib.runtime.ids import now
from tests.builders import a_company
from tests.door import call
from tests.integration.test_attachments import PNG, upload

PHONE = "+4790000101"


def change(who, **fields):
    return call("PATCH", "/v1/me", fields, who)


@pytest.mark.feature("SETP-02", "SETP-05", "SETP-06", "SETP-08")
def test_a_profile_changes_field_by_field_and_null_takes_one_back(company):
    anna = company.agent("Anna Berg")
    change(anna, name="Anna B", title="Support lead", phone="+47 90 00 01 02")

    me = change(anna, language="nb", country="NO", time_zone="Europe/Oslo").json

    assert me["name"] == "Anna B"
    assert me["profile"] == {
        "title": "Support lead",
        "phone": "+4790000102",
        "language": "nb",
        "country": "NO",
        "time_zone": "Europe/Oslo",
        "numbers": [],
    }
    cleared = change(anna, title=None, language="en-GB").json
    assert (cleared["profile"]["title"], cleared["profile"]["language"]) == (None, "en-GB")
    seen = call("GET", f"/v1/users/{anna.user_id}", caller=company.admin).json
    assert (seen["title"], seen["time_zone"]) == (None, "Europe/Oslo")
    assert "profile" not in seen


@pytest.mark.feature("SETP-05", "SETP-06", "SETP-08")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "XX"),
        ("country", "no"),
        ("language", "tlh"),
        ("language", "english language"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("phone", "12"),
        ("limit", 0),
        ("name", " "),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_changes_nothing(company, field, value):
    anna = company.agent("Anna Berg")
    before = call("GET", "/v1/me", caller=anna).json

    answer = change(anna, **{field: value})

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, field)
    assert call("GET", "/v1/me", caller=anna).json == before


def test_two_windows_that_change_the_profile_at_once_both_get_their_way(company, at_once):
    anna = company.agent()

    at_once([lambda: change(anna, country="SE"), lambda: change(anna, title="Lead")])

    profile = call("GET", "/v1/me", caller=anna).json["profile"]
    assert (profile["country"], profile["title"]) == ("SE", "Lead")


@pytest.mark.feature("AUTH-17")
def test_one_knows_what_one_may(company):
    agent = call("GET", "/v1/me", caller=company.agent()).json
    admin = call("GET", "/v1/me", caller=company.admin).json

    assert "people.manage" not in agent["permissions"]
    assert {"people.manage", "settings.manage"} <= set(admin["permissions"])


@pytest.mark.feature("SETP-03")
def test_a_photo_is_shown_to_colleagues_by_a_link_replaced_and_removed_for_good(company):
    anna = company.agent()
    first = upload(company, PNG, owner=anna.user_id)
    call("PUT", "/v1/me/photo", {"attachment_id": first}, anna)
    url = call("GET", f"/v1/users/{anna.user_id}", caller=company.admin).json["photo_url"]
    assert f"/{anna.user_id}/{first}" in url
    assert "X-Amz-Signature" in url

    second = upload(company, PNG, owner=anna.user_id)
    shown = call("PUT", "/v1/me/photo", {"attachment_id": second}, anna).json["photo_url"]
    assert second in shown
    assert kept(company, anna) == [second]

    assert call("DELETE", "/v1/me/photo", caller=anna).status == 204
    assert call("GET", "/v1/me", caller=anna).json["photo_url"] is None
    assert kept(company, anna) == []


def kept(company, who):
    """The files that are kept of a user, also old versions."""
    prefix = f"attachments/{company.account_id}/{who.user_id}/"
    page = boto3.client("s3").list_object_versions(Bucket="data", Prefix=prefix)
    found = page.get("Versions", []) + page.get("DeleteMarkers", [])
    return [one["Key"].rpartition("/")[2] for one in found]


@pytest.mark.feature("SETP-03")
def test_a_photo_is_an_image_of_ones_own_and_not_too_large(company, monkeypatch):
    anna = company.agent()
    text = upload(company, b"hello", "a.txt", "text/plain", owner=anna.user_id)
    anothers = upload(company, PNG, owner=company.admin.user_id)
    fine = upload(company, PNG, owner=anna.user_id)

    for id_ in (text, anothers, "att_none"):
        assert call("PUT", "/v1/me/photo", {"attachment_id": id_}, anna).status == 422
    monkeypatch.setattr(photos, "LARGEST", 10)
    assert call("PUT", "/v1/me/photo", {"attachment_id": fine}, anna).status == 422
    assert call("GET", "/v1/me", caller=anna).json["photo_url"] is None


def test_a_link_to_a_photo_is_signed_anew_only_when_it_grows_old(company, monkeypatch):
    anna = company.agent()
    photo = upload(company, PNG, owner=anna.user_id)
    call("PUT", "/v1/me/photo", {"attachment_id": photo}, anna)
    signed = []
    monkeypatch.setattr(
        attachments, "link", lambda *given: (signed.append(given) or "https://x", 300)
    )
    photos._links.clear()

    for _ in range(3):
        assert call("GET", "/v1/me", caller=anna).json["photo_url"] == "https://x"

    assert len(signed) == 1


def code_in(line):
    """The code of the newest text."""
    return re.search(r"\d{6}", line.texts()[-1])[0]


@pytest.mark.feature("SETP-04")
def test_a_number_is_ones_own_once_its_code_came_back(company, line):
    anna = company.agent()
    asked = call("POST", "/v1/me/numbers", {"phone": "+47 900 00 101"}, anna)
    path = f"/v1/me/numbers/{PHONE}"
    assert (asked.status, asked.json) == (202, {"phone": PHONE, "verified": False})
    assert call("GET", "/v1/me", caller=anna).json["profile"]["numbers"] == []

    wrong = "000000" if code_in(line) != "000000" else "000001"
    assert call("POST", f"{path}/verify", {"code": wrong}, anna).status == 400
    me = call("POST", f"{path}/verify", {"code": code_in(line)}, anna)

    assert me.json["profile"]["numbers"] == [{"phone": PHONE, "verified": True}]
    assert call("POST", f"{path}/verify", {"code": code_in(line)}, anna).status == 400
    assert call("POST", "/v1/me/numbers", {"phone": PHONE}, anna).status == 422
    assert call("DELETE", path, caller=anna).status == 204
    assert call("GET", "/v1/me", caller=anna).json["profile"]["numbers"] == []
    assert call("DELETE", path, caller=anna).status == 404


@pytest.mark.feature("SETP-04")
def test_a_code_is_good_for_ten_minutes_and_five_tries_and_its_own_user(company, line):
    anna, bo, at = company.agent("Anna Berg"), company.agent("Bo Lind"), now()
    numbers.add_number(anna, PHONE, at)
    code = code_in(line)

    with pytest.raises(Invalid):
        numbers.verify_number(bo, PHONE, code, at)
    with pytest.raises(Invalid):
        numbers.verify_number(anna, PHONE, code, at + timedelta(minutes=10))
    with pytest.raises(Refused, match="a moment ago"):
        numbers.add_number(anna, PHONE, at + timedelta(seconds=59))
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(Invalid):
            numbers.verify_number(anna, PHONE, wrong, at)
    with pytest.raises(Invalid):
        numbers.verify_number(anna, PHONE, code, at)
    numbers.add_number(anna, PHONE, at + timedelta(minutes=2))
    numbers.verify_number(anna, PHONE, code_in(line), at + timedelta(minutes=3))


@pytest.mark.feature("SETP-04")
def test_many_who_guess_at_once_have_five_tries_together(company, line, at_once):
    anna, at = company.agent(), now()
    numbers.add_number(anna, PHONE, at)
    code = code_in(line)
    wrong = [f"{(int(code) + n) % 1_000_000:06}" for n in range(1, 9)]

    at_once([lambda guess=guess: numbers.verify_number(anna, PHONE, guess, at) for guess in wrong])

    with pytest.raises(Invalid):
        numbers.verify_number(anna, PHONE, code, at)


@pytest.mark.feature("SETP-04")
def test_neither_code_nor_number_is_stored_in_the_clear_with_the_code(company, line, aws):
    anna = company.agent()
    numbers.add_number(anna, PHONE, now())

    [item] = [one for one in aws.items("accounts") if one["sk"]["S"].startswith("code#")
              and one["pk"]["S"] == company.account_id]  # fmt: skip

    assert code_in(line) not in str(item)


@pytest.mark.feature("SETP-04")
def test_without_an_sms_channel_no_number_is_verified(aws):
    from chalicelib.channels import service as channels

    company = a_company()
    channels.disconnect(company.admin, company.sms.id)

    answer = call("POST", "/v1/me/numbers", {"phone": PHONE}, company.admin)

    assert answer.status == 422
    assert "connect an SMS channel" in answer.json["detail"]
