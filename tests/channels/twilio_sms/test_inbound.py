"""Twilio's webhooks as facts: our own payloads always, recorded ones where they lie beside us."""

import json
from pathlib import Path

import pytest

from chalicelib.channels.twilio_sms import provider
from chalicelib.channels.twilio_sms.inbound import HELP, START, STOP, parse
from chalicelib.runtime.errors import Invalid
from tests.builders import a_hook
from tests.channels.conftest import recorded
from tests.door import encoded

OURS = json.loads((Path(__file__).parent / "payloads" / "messages.json").read_text())
RECORDED = recorded("twilio_sms/*.json") + recorded("twilio_status/*.json")


def facts(fields, query=None):
    """What a form with these fields says."""
    return [fact.model_dump() for fact in parse(a_hook(encoded(fields), query=query or {}))]


@pytest.mark.parametrize("payload", OURS, ids=lambda payload: payload["name"])
def test_our_own_payloads(payload):
    found = facts(payload["fields"], payload.get("query"))

    assert len(found) == len(payload["expect"])
    for fact, expected in zip(found, payload["expect"], strict=True):
        assert expected.items() <= fact.items()


@pytest.mark.skipif(not RECORDED, reason="no recorded payloads beside the project")
@pytest.mark.parametrize(("name", "payload"), RECORDED, ids=[name for name, _ in RECORDED])
def test_recorded_payloads(name, payload):
    expect = payload["expect"]

    [fact] = facts(payload["body"], payload.get("query"))

    assert fact["fact"] == expect["kind"]
    assert fact["provider_message_id"] == expect["provider_message_id"]
    if expect["kind"] == "message":
        assert fact["sender"] == expect["from"]
        assert fact["recipient"] == expect["to"]
        assert fact["text"] == (expect["text"] or "")
        urls = [attachment["url"] for attachment in expect["attachments"]]
        assert [attachment["url"] for attachment in fact["attachments"]] == urls
        assert fact["consent"] == expect.get("consent_action")
    elif expect["kind"] == "status":
        assert fact["status"] == expect["status"]
        assert bool(fact["error"]) == (expect["status"] == "failed")
    else:
        assert fact["reason"] == expect["reason"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "MessageSid is missing"),
        (b"From=%2B4790123456&Body=hi", "MessageSid is missing"),
        (b"MessageSid=&From=x", "MessageSid is missing"),
        (b"MessageSid=SM1&Body=hi", "From is missing"),
        (b"\xff\xfe", "not UTF-8"),
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


@pytest.mark.parametrize(
    ("words", "consent"), [(STOP, "opt_out"), (START, "opt_in"), (HELP, "help")]
)
def test_every_keyword_speaks_for_itself_and_not_inside_a_sentence(words, consent):
    for word in words:
        fields = {"MessageSid": "SM1", "From": "x"}
        assert facts(fields | {"Body": word.upper()})[0]["consent"] == consent
        assert facts(fields | {"Body": f"{word} please"})[0]["consent"] is None


def test_a_call_is_acknowledged_with_an_empty_reply_of_twilios_own_kind():
    assert provider.answer == ("<Response/>", "text/xml")
