"""Files on their way: offered, uploaded, checked, kept with their conversation, read by a link."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests

from chalicelib.attachments import service, store
from chalicelib.attachments.domain import MEGABYTE, BeingScanned
from chalicelib.runtime.errors import Refused
from chalicelib.runtime.settings import settings
from tests.door import call

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200)
OWNER, CONVERSATION = "usr_1", "cnv_1"


def upload(company, content=PNG, name="photo.png", mime_type="image/png", owner=OWNER):
    """A file as a browser sends it; answers its id."""
    file, form = service.offer(company.account_id, owner, name, mime_type, len(content))
    answer = requests.post(form["url"], form["fields"], files={"file": content}, timeout=5)
    assert answer.status_code == 204
    return file.id


def adopt(company, *ids, owner=OWNER, conversation=CONVERSATION):
    return service.adopt(company.account_id, owner, conversation, ids)


def keys(prefix=""):
    """Every object and old version in the bucket under a prefix."""
    page = boto3.client("s3").list_object_versions(Bucket="data", Prefix=prefix)
    return [one["Key"] for one in page.get("Versions", []) + page.get("DeleteMarkers", [])]


@pytest.fixture
def scanning(monkeypatch):
    """GuardDuty holds files back; its verdicts are given by hand, and nobody waits."""
    monkeypatch.setattr(service, "VERDICT_PAUSE", 0)
    waiting = settings().model_copy(update={"scan_attachments": True})
    monkeypatch.setattr(service, "settings", lambda: waiting)

    def says(company, id_, verdict):
        tags = {"TagSet": [{"Key": store.SCAN_TAG, "Value": verdict}]}
        key = store.upload_key(company.account_id, id_)
        boto3.client("s3").put_object_tagging(Bucket="data", Key=key, Tagging=tags)

    return says


@pytest.mark.feature("MSG-04", "MSG-21")
def test_an_agent_gets_a_form_that_takes_this_one_file_and_no_larger_one(company):
    anna = company.agent()
    body = {"name": "C:\\pictures\\sea \u202egpj.png", "mime_type": "image/png", "size": 2048}

    answer = call("POST", "/v1/attachments", body, anna)

    assert answer.status == 201
    file, form = answer.json["attachment"], answer.json["upload"]
    assert file == {
        "id": file["id"], "name": "sea gpj.png", "mime_type": "image/png", "size": 2048,
        "kind": "image",
    }  # fmt: skip
    assert form["url"] == "https://data.s3.eu-north-1.amazonaws.com/"
    assert form["fields"]["key"] == f"uploads/{company.account_id}/{file['id']}"
    policy = json.loads(base64.b64decode(form["fields"]["policy"]))
    assert ["content-length-range", 1, 25 * MEGABYTE] in policy["conditions"]
    for condition in (
        {"Content-Type": "image/png"},
        {"x-amz-meta-owner": anna.user_id},
        {"x-amz-meta-name": "sea%20gpj.png"},
        {"key": form["fields"]["key"]},
    ):
        assert condition in policy["conditions"]


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        ({"name": "film.mov", "mime_type": "video/quicktime", "size": 25 * MEGABYTE + 1}, 422,
         "at most 25 MB"),
        ({"name": "a.png", "mime_type": "image/png", "size": 0}, 422, "is empty"),
        ({"name": "setup.exe", "mime_type": "application/x-msdownload", "size": 9}, 422, "allowed"),
        ({"name": "a.png", "mime_type": "image/png"}, 400, "missing"),
        ({"name": "", "mime_type": "image/png", "size": 9}, 400, "missing"),
        ({"name": "a.png", "mime_type": "image/png", "size": -1}, 400, "missing"),
    ],
)  # fmt: skip
def test_what_may_not_be_sent_is_refused_before_it_is_uploaded(company, body, status, why):
    answer = call("POST", "/v1/attachments", body, company.agent())

    assert answer.status == status
    assert why in answer.json["detail"]
    assert keys("uploads/" + company.account_id) == []


@pytest.mark.feature("MSG-04", "MSG-06")
def test_what_was_uploaded_becomes_the_conversations(company):
    photo = upload(company, name="sjø 🚢.png")
    voice = upload(company, b"OggS\0\x02" + bytes(200), "voice.ogg", "audio/ogg;codecs=opus")

    files = adopt(company, photo, voice)

    assert files == [
        {"id": photo, "name": "sjø 🚢.png", "mime_type": "image/png", "size": len(PNG),
         "kind": "image"},
        {"id": voice, "name": "voice.ogg", "mime_type": "audio/ogg", "size": 206, "kind": "audio"},
    ]  # fmt: skip
    assert set(keys("attachments/" + company.account_id)) == {
        f"attachments/{company.account_id}/{CONVERSATION}/{id_}" for id_ in (photo, voice)
    }


def test_adopting_again_changes_nothing_even_when_the_upload_has_expired(company):
    id_ = upload(company)
    once = adopt(company, id_, id_)
    boto3.client("s3").delete_object(Bucket="data", Key=store.upload_key(company.account_id, id_))

    again = adopt(company, id_)

    assert again == once
    assert len(keys("attachments/" + company.account_id)) == 1


@pytest.mark.feature("MSG-21")
def test_a_photo_under_a_wrong_ending_is_kept_as_what_it_is(company):
    id_ = upload(company, PNG, "photo.jpg", "image/jpeg")

    assert adopt(company, id_)[0]["mime_type"] == "image/png"
    kept = boto3.client("s3").head_object(
        Bucket="data", Key=store.kept_key(company.account_id, CONVERSATION, id_)
    )
    assert kept["ContentType"] == "image/png"


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize("content", [b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff", b"<svg onload=alert(1)>"])
def test_content_that_is_not_what_it_claims_is_refused_and_not_kept(company, content):
    good, bad = upload(company), upload(company, content, "cat.png")

    with pytest.raises(Refused, match=r"cat\.png cannot be sent"):
        adopt(company, good, bad)

    assert keys("attachments/" + company.account_id) == []


@pytest.mark.feature("MSG-21")
def test_what_grew_beyond_the_limit_is_refused(company, monkeypatch):
    id_ = upload(company)
    monkeypatch.setattr(service, "limit", lambda: 100)

    with pytest.raises(Refused, match=r"photo\.png has"):
        adopt(company, id_)


@pytest.mark.feature("MSG-22", "AUTH-11")
@pytest.mark.parametrize(
    "id_", ["att_01JD0000000000000000000000", "", "../../models/x", "att_1", "a" * 2000]
)
def test_what_was_never_uploaded_is_refused(company, id_):
    with pytest.raises(Refused, match="not uploaded"):
        adopt(company, id_)


@pytest.mark.feature("MSG-22", "AUTH-11")
def test_nobody_sends_or_gets_at_somebody_elses_file(company):
    from tests.builders import a_company

    id_ = upload(company)
    adopt(company, id_)

    for who, account in (("usr_2", company), (OWNER, a_company())):
        with pytest.raises(Refused, match="not uploaded"):
            adopt(account, id_, owner=who)


def test_a_message_takes_ten_files_and_no_more(company):
    with pytest.raises(Refused, match="at most 10"):
        adopt(company, *(f"att_{n}" for n in range(11)))


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("verdict", "why"), [("THREATS_FOUND", "malware was found"), ("UNSUPPORTED", "password")]
)
def test_an_infected_file_is_refused(company, scanning, verdict, why):
    id_ = upload(company)
    scanning(company, id_, verdict)

    with pytest.raises(Refused, match=why):
        adopt(company, id_)

    assert keys("attachments/" + company.account_id) == []


@pytest.mark.feature("MSG-21")
def test_a_file_waits_for_its_verdict(company, scanning):
    id_ = upload(company)

    with pytest.raises(BeingScanned, match="try again in a moment"):
        adopt(company, id_)
    scanning(company, id_, "NO_THREATS_FOUND")

    assert adopt(company, id_)[0]["id"] == id_


@pytest.mark.feature("MSG-21")
def test_a_file_that_is_swapped_after_its_check_is_not_the_one_that_is_kept(company):
    """The form can be posted again; what is kept is the version that was checked."""
    id_ = upload(company)
    [checked] = service.check(company.account_id, OWNER, [id_])
    boto3.client("s3").put_object(Bucket="data", Key=checked.key, Body=b"MZ evil")

    service.keep(company.account_id, CONVERSATION, [checked])

    key = store.kept_key(company.account_id, CONVERSATION, id_)
    kept = boto3.client("s3").get_object(Bucket="data", Key=key)
    assert kept["Body"].read() == PNG


@pytest.mark.feature("MSG-22")
def test_a_link_reads_one_file_for_five_minutes_under_a_type_that_does_not_run(company):
    id_ = upload(company, b"name,price\n", "prices.csv", "text/csv")
    [file] = adopt(company, id_)

    url, seconds = service.link(company.account_id, CONVERSATION, file)

    query = parse_qs(urlsplit(url).query)
    assert seconds == 300
    assert query["X-Amz-Expires"] == ["300"]
    assert query["response-content-type"] == ["text/plain; charset=utf-8"]
    assert query["response-content-disposition"] == [
        "attachment; filename=\"prices.csv\"; filename*=UTF-8''prices.csv"
    ]
    assert requests.get(url, timeout=5).text == "name,price\n"


@pytest.mark.feature("MSG-22")
def test_purging_a_conversation_leaves_no_version_and_touches_no_other(company):
    one, other = upload(company), upload(company)
    adopt(company, one)
    adopt(company, other, conversation="cnv_10")

    service.purge(company.account_id, CONVERSATION)
    service.purge(company.account_id, CONVERSATION)

    assert keys("attachments/" + company.account_id) == [
        f"attachments/{company.account_id}/cnv_10/{other}"
    ]
