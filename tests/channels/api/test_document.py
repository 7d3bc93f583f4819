"""docs/api-channel.md says what is so."""

import json
import re
from pathlib import Path

import pytest

from chalicelib.channels import http
from chalicelib.channels.api_channel import outbound
from chalicelib.channels.api_channel.inbound import TYPES, parse
from chalicelib.channels.domain import Link, Option, OutgoingMessage
from tests.builders import a_channel, a_hook
from tests.channels.twilio.wire import Wire

pytestmark = pytest.mark.feature("CH-32")

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "api-channel.md").read_text()
TO_US, TO_YOU = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL))


def test_the_example_of_a_message_to_us_is_taken():
    [fact] = parse(a_hook(json.dumps(TO_US).encode()))

    assert (fact.kind, fact.text) == ("message", TO_US["text"])
    assert [one.type for one in fact.attachments] == ["image", "location"]


def test_every_type_of_event_is_explained():
    for kind in TYPES:
        assert f"| `{kind}` |" in TEXT


def test_the_example_of_a_message_to_you_has_the_fields_that_are_sent(monkeypatch):
    wire = Wire(200, {})
    monkeypatch.setattr(http, "pool", lambda: wire)
    monkeypatch.setattr(outbound, "check_url", lambda url: url)
    message = OutgoingMessage(
        to="kim",
        sender="Shop",
        text="Yes, **three** of them.",
        ref="cnv_1.42",
        status_url="",
        files=(Link("https://x.example/1", "offer.pdf", "application/pdf", 9, "file", bytes),),
        options=(Option("opt_1", "Reserve one"),),
        reply_to="m-17",
    )
    channel = a_channel(kind="api", settings={"callback_url": "https://shop.example/x"})

    outbound.send(message, channel, {"signing_secret": "whsec_" + "A" * 32})

    [(_, _, given)] = wire.requests
    sent = json.loads(given["body"])
    assert list(sent) == list(TO_YOU)
    assert (sent["text"], sent["markdown"]) == (TO_YOU["text"], TO_YOU["markdown"])
    assert list(sent["attachments"][0]) == list(TO_YOU["attachments"][0])
