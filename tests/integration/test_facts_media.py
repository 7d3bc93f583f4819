"""Files that customers send are fetched by the worker, kept with the conversation, or named as
missing; never lost without a word and never fetched for nothing."""

import boto3
import pytest

from chalicelib.attachments import service as attachments
from chalicelib.conversations import service
from chalicelib.runtime import outgoing
from chalicelib.runtime.errors import Invalid
from tests.integration.conftest import PNG
from tests.integration.facts import a_telegram, received, said, tell

MEDIA = "https://twilio.example.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"
PHOTO = {"type": "image", "url": MEDIA, "mime_type": "image/png"}


def kept(entry):
    """Keys of what lies with the message's conversation."""
    prefix = f"attachments/{entry.account_id}/{entry.conversation_id}/"
    found = boto3.client("s3").list_objects_v2(Bucket="data", Prefix=prefix)
    return [one["Key"] for one in found.get("Contents", ())]


@pytest.mark.feature("MSG-22", "CH-12")
def test_a_photo_is_kept_and_can_be_opened(company, files):
    tell(company.sms, said(attachments=[PHOTO]))

    entry = received(company.sms)
    [file] = entry.data["attachments"]
    assert (file["kind"], file["mime_type"], file["size"]) == ("image", "image/png", len(PNG))
    assert attachments.read(entry.account_id, entry.conversation_id, file["id"]) == PNG
    url, _ = service.attachment_link(company.admin, entry.conversation_id, entry.id, file["id"])
    assert file["id"] in url


@pytest.mark.feature("MSG-21")
def test_credentials_go_to_the_providers_own_host_alone(company, files):
    strange = PHOTO | {"url": "https://files.evil.example/a.png"}

    tell(company.sms, said(attachments=[PHOTO, strange]))

    [(own, with_token), (other, without)] = files.asked
    assert (own, other) == (MEDIA, strange["url"])
    assert "authorization" in {name.lower() for name in with_token}
    assert without == {}


def test_places_and_cards_have_no_file_and_nothing_is_fetched_for_them(company, files):
    place = {"type": "location", "latitude": 59.9, "longitude": 10.7, "name": "Opera"}
    card = {"type": "contact", "name": "Ola", "phones": ["+4790000009"]}

    tell(company.sms, said(text="", attachments=[place, card]))

    assert received(company.sms).data["attachments"] == [
        {"kind": "location", "latitude": 59.9, "longitude": 10.7, "name": "Opera", "address": None},
        {"kind": "contact", "name": "Ola", "phones": ["+4790000009"]},
    ]
    assert files.asked == []


@pytest.mark.parametrize("said_so", [{"voice": True}, {"type": "voice"}, {"type": "ptt"}])
def test_a_voice_note_is_marked_as_one(company, files, said_so):
    voice = {"type": "audio", "url": MEDIA, "mime_type": "audio/ogg"}
    files.answers = [outgoing.Fetched(b"OggS" + bytes(60), "audio/ogg", MEDIA)]

    tell(company.sms, said(attachments=[voice | said_so]))

    assert received(company.sms).data["attachments"][0]["voice"] is True


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (outgoing.Unreachable("it answers 404", False, 404), "The provider did not hand it out."),
        (outgoing.TooLarge(), "It is larger than we take."),
        (Invalid("this address is not a public one"), "It could not be taken."),
        (outgoing.Fetched(b"", "image/png", MEDIA), "It could not be taken."),
    ],
)
def test_a_file_that_cannot_be_had_is_named_with_the_reason(company, files, error, reason):
    files.answers = [error]

    assert tell(company.sms, said(text="Look", attachments=[PHOTO | {"filename": "cat.png"}]))

    entry = received(company.sms)
    assert entry.data["text"] == "Look"
    assert entry.data["attachments"] == [{"kind": "missing", "name": "cat.png", "reason": reason}]
    assert kept(entry) == []


def test_a_file_with_neither_id_nor_address_is_missing(company, files):
    assert tell(company.sms, said(attachments=[{"type": "image"}]))

    assert received(company.sms).data["attachments"][0]["kind"] == "missing"


@pytest.mark.feature("CH-33")
def test_a_file_that_may_be_there_later_is_waited_for_and_at_last_done_without(company, files):
    late = outgoing.Unreachable("it answers 503", True, 503)
    files.answers = [late, late, late]

    assert not tell(company.sms, said(attachments=[PHOTO]))
    assert service.find_received(company.account_id, company.sms.id, "m1") is None
    assert not tell(company.sms, said(attachments=[PHOTO]), receives=2)
    assert tell(company.sms, said(attachments=[PHOTO]), receives=3)

    assert received(company.sms).data["attachments"][0]["kind"] == "missing"


@pytest.mark.feature("CH-33")
def test_a_file_that_comes_at_the_second_look_is_there(company, files):
    files.answers = [outgoing.Unreachable("it answers 503", True, 503)]

    assert not tell(company.sms, said(attachments=[PHOTO]))
    assert tell(company.sms, said(attachments=[PHOTO]), receives=2)

    assert received(company.sms).data["attachments"][0]["kind"] == "image"


@pytest.mark.feature("MSG-21")
def test_a_file_whose_scan_takes_too_long_is_done_without(company, files, monkeypatch):
    def still_scanning(*_):
        raise attachments.domain.BeingScanned("it is still being checked")

    monkeypatch.setattr(attachments, "put", still_scanning)

    assert not tell(company.sms, said(attachments=[PHOTO]))
    assert tell(company.sms, said(attachments=[PHOTO]), receives=3)

    assert "malware" in received(company.sms).data["attachments"][0]["reason"]


@pytest.mark.feature("CH-33")
def test_delivered_twice_it_is_one_message_with_one_file_fetched_once(company, files):
    for _ in range(3):
        assert tell(company.sms, said(attachments=[PHOTO]))

    entry = received(company.sms)
    assert len(company.thread(entry.conversation_id)) == 1
    assert len(kept(entry)) == 1
    assert len(files.asked) == 1


@pytest.mark.feature("CH-33")
def test_a_run_that_ends_between_message_and_file_keeps_the_file_the_next_time(
    company, files, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(attachments.store, "keep", lambda *_: 1 / 0)
        assert not tell(company.sms, said(attachments=[PHOTO]))
    entry = received(company.sms)
    assert kept(entry) == []

    assert tell(company.sms, said(attachments=[PHOTO]), receives=2)

    assert kept(entry) == [
        f"attachments/{entry.account_id}/{entry.conversation_id}/"
        + entry.data["attachments"][0]["id"]
    ]


@pytest.mark.feature("MSG-21")
def test_a_message_has_at_most_twenty_files(company, files):
    tell(company.sms, said(attachments=[PHOTO] * 25))

    ids = [file["id"] for file in received(company.sms).data["attachments"]]
    assert len(ids) == len(set(ids)) == 20


@pytest.mark.feature("MSG-21")
def test_what_claims_to_be_a_photo_and_is_a_page_is_only_to_be_saved(company, files):
    files.answers = [outgoing.Fetched(b"<html><script>alert(1)</script>", "image/png", MEDIA)]

    tell(company.sms, said(attachments=[PHOTO]))

    file = received(company.sms).data["attachments"][0]
    assert (file["kind"], file["mime_type"]) == ("file", "application/octet-stream")


@pytest.mark.parametrize(
    ("attachment", "url", "name"),
    [
        ({"filename": "../../etc/passwd"}, MEDIA, "passwd"),
        ({}, "https://files.example/a/b/cat%20one.png?x=1", "cat one.png"),
        ({}, MEDIA, "image.png"),
        ({"type": "sticker"}, MEDIA, "sticker.png"),
    ],
)
def test_a_file_has_a_name_that_people_can_read(company, files, attachment, url, name):
    files.answers = [outgoing.Fetched(PNG, "image/png", url)]

    tell(company.sms, said(attachments=[PHOTO | attachment]))

    shown = received(company.sms).data["attachments"][0]["name"]
    assert shown.removesuffix(".png") == name.removesuffix(".png")


def test_a_provider_that_hands_out_ids_is_asked_where_the_file_is(company, files, line):
    telegram = a_telegram(company)
    line.answers = [(200, {"ok": True, "result": {"file_path": "photos/1.png", "file_size": 70}})]

    tell(telegram, said("1", sender="7", attachments=[{"type": "image", "id": "AgAD"}]))

    assert received(telegram, "7:1").data["attachments"][0]["kind"] == "image"
    [(url, _)] = files.asked
    assert url.endswith("/photos/1.png")


def test_a_provider_that_no_longer_knows_an_id_leaves_a_word(company, files, line):
    telegram = a_telegram(company)
    line.answers = [(400, {"ok": False, "error_code": 400, "description": "wrong file_id"})]

    assert tell(telegram, said("1", sender="7", attachments=[{"type": "image", "id": "AgAD"}]))

    assert received(telegram, "7:1").data["attachments"][0]["kind"] == "missing"
    assert files.asked == []
