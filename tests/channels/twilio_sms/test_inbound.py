"""Twilio's webhooks as facts. Recorded payloads: tests/channels/test_recorded.py."""

import json
from pathlib import Path

import pytest

from chalicelib.channels.domain import HookAnswer
from chalicelib.channels.twilio_sms import provider
from chalicelib.channels.twilio_sms.inbound import HELP, START, STOP, parse
from chalicelib.runtime.errors import Invalid
from tests.builders import a_hook
from tests.channels.twilio.forms import encoded

OURS = json.loads((Path(__file__).parent / "payloads" / "messages.json").read_text())


def facts(fields, query=None):
    """What a form with these fields says."""
    return [fact.model_dump() for fact in parse(a_hook(encoded(fields), query=query or {}))]


def a_text(**fields):
    """The one fact of a message with these fields."""
    [fact] = parse(a_hook(encoded({"MessageSid": "SM1", "From": "+4790123456"} | fields)))
    return fact


@pytest.mark.feature("CH-12", "CH-16")
@pytest.mark.parametrize("payload", OURS, ids=lambda payload: payload["name"])
def test_our_own_payloads(payload):
    found = facts(payload["fields"], payload.get("query"))

    assert len(found) == len(payload["expect"])
    for fact, expected in zip(found, payload["expect"], strict=True):
        files = expected.get("attachments", fact["attachments"])
        assert len(fact["attachments"]) == len(files)
        for got, wanted in zip(fact["attachments"], files, strict=True):
            assert wanted.items() <= got.items()
        assert (expected | {"attachments": fact["attachments"]}).items() <= fact.items()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "MessageSid is missing"),
        (b"From=%2B4790123456&Body=hi", "MessageSid is missing"),
        (b"MessageSid=&From=x", "MessageSid is missing"),
        (b"MessageSid=SM1&Body=hi", "From is missing"),
        (b"MessageSid=SM1&From=whatsapp:&Body=hi", "From is missing"),
        (b"\xff\xfe", "not a form in UTF-8"),
    ],
)
def test_what_names_no_message_is_refused_in_words(body, sentence):
    with pytest.raises(Invalid, match=sentence):
        parse(a_hook(body))


def test_bytes_that_are_no_text_inside_a_field_do_no_harm():
    [fact] = parse(a_hook(b"MessageSid=SM1&From=x&Body=%FF%FE%00ok"))

    assert fact.text.endswith("ok")
    assert "\x00" not in fact.text


def test_a_megabyte_of_text_is_still_one_message():
    [fact] = parse(a_hook(b"MessageSid=SM1&From=x&Body=" + b"x" * 1_000_000))

    assert len(fact.text) == 1_000_000


@pytest.mark.feature("CH-16")
@pytest.mark.parametrize(
    ("words", "consent"), [(STOP, "opt_out"), (START, "opt_in"), (HELP, "help")]
)
def test_every_keyword_speaks_for_itself_and_not_inside_a_sentence(words, consent):
    for word in words:
        assert a_text(Body=f" {word.upper()}\n").consent == consent
        assert a_text(Body=f"{word} please").consent is None
        assert a_text(Body=f"{word}!").consent is None


@pytest.mark.feature("CH-16")
def test_twilios_own_word_on_consent_counts_more_than_the_text():
    assert a_text(Body="Slutt", OptOutType="STOP").consent == "opt_out"
    assert a_text(Body="stop", OptOutType="START").consent == "opt_in"
    assert a_text(Body="stop", OptOutType="SOMETHING").consent == "opt_out"
    assert a_text(Body="hei", OptOutType="STOP").details["opt_out_type"] == "STOP"


@pytest.mark.feature("CH-16")
def test_a_report_of_an_opt_out_is_one():
    [fact] = parse(
        a_hook(encoded({"MessageSid": "SM1", "MessageStatus": "failed", "ErrorCode": "21610"}))
    )

    assert (fact.kind, fact.consent, fact.error_code) == ("status", "opt_out", "21610")


@pytest.mark.feature("CH-12")
@pytest.mark.parametrize(
    ("mime", "kind"),
    [
        ("image/jpeg", "image"),
        ("audio/amr", "audio"),
        ("video/3gpp", "video"),
        ("text/vcard", "file"),
        ("", "file"),
    ],
)
def test_a_file_is_of_the_sort_that_its_type_says(mime, kind):
    [file] = a_text(MediaUrl0="https://api.twilio.com/ME1", MediaContentType0=mime).attachments

    assert (file.type, file.mime_type) == (kind, mime or None)


def test_ten_files_are_the_most():
    urls = {f"MediaUrl{i}": f"https://api.twilio.com/ME{i}" for i in range(12)}

    assert len(a_text(NumMedia="12", **urls).attachments) == 10


@pytest.mark.feature("MSG-12")
@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("accepted", "queued"),
        ("scheduled", "queued"),
        ("queued", "queued"),
        ("sending", "queued"),
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("read", "read"),
        ("undelivered", "failed"),
        ("failed", "failed"),
        ("canceled", "failed"),
    ],
)
def test_every_state_is_one_of_ours(raw, status):
    [fact] = parse(
        a_hook(encoded({"MessageSid": "SM1", "MessageStatus": raw}), query={"ref": "cnv_1.2"})
    )

    assert (fact.status, fact.status_raw, fact.ref) == (status, raw, "cnv_1.2")
    assert bool(fact.error) == (status == "failed")


def test_twilios_own_words_on_a_failure_are_kept_beside_ours():
    report = {"MessageSid": "SM1", "MessageStatus": "failed", "ErrorCode": "30008"}
    [fact] = parse(a_hook(encoded(report | {"ErrorMessage": "Unknown error"})))

    assert fact.error == "The carrier could not deliver it and gave no reason."
    assert fact.details == {"error_message": "Unknown error"}


def test_an_old_report_names_its_state_otherwise():
    [fact] = parse(a_hook(encoded({"SmsSid": "SM1", "SmsStatus": "delivered"})))

    assert (fact.kind, fact.status) == ("status", "delivered")


@pytest.mark.parametrize("status", ["received", "receiving", "RECEIVED", ""])
def test_a_message_that_was_received_is_no_report(status):
    assert a_text(SmsStatus=status, Body="hei").kind == "message"


def test_a_new_state_is_acknowledged():
    [fact] = parse(a_hook(encoded({"MessageSid": "SM1", "MessageStatus": "teleported"})))

    assert (fact.kind, fact.status_raw) == ("ignored", "teleported")


def test_a_call_is_acknowledged_with_an_empty_reply_of_twilios_own_kind():
    assert provider.answer == HookAnswer("<Response/>", "text/xml")
