"""What another system posts, as facts; and every mistake named."""

import json
from datetime import UTC, datetime

import pytest

from chalicelib.channels.api_channel import provider
from chalicelib.channels.api_channel.inbound import MOST_EVENTS, parse
from chalicelib.runtime.errors import Invalid
from tests.builders import a_hook

pytestmark = pytest.mark.feature("CH-32")

KIM = {"id": "kim", "name": "Kim", "avatar_url": "https://shop.example/kim.png"}


def facts(body):
    return parse(a_hook(body if isinstance(body, bytes) else json.dumps(body).encode()))


def a_message(**fields):
    return {"type": "message", "id": "m-1", "from": KIM, "text": "Hello"} | fields


def mistakes(body):
    with pytest.raises(Invalid) as refusal:
        facts(body)
    return {one["field"]: one["message"] for one in refusal.value.facts["errors"]}


def test_a_message_has_everything_that_was_said():
    [fact] = facts(
        a_message(
            reply_to="m-0",
            at="2026-05-01T12:00:00+02:00",
            pressed={"id": "yes"},
            attachments=[
                {"url": "https://shop.example/a.pdf", "name": "a.pdf", "size": 12},
                {"type": "image", "url": "https://shop.example/1", "mime_type": "image/png"},
                {"type": "location", "latitude": 59.9, "longitude": 10.7, "name": "Office"},
            ],
        )
    )

    assert (fact.kind, fact.provider_message_id, fact.text) == ("message", "m-1", "Hello")
    assert (fact.sender, fact.sender_name, fact.avatar_url) == ("kim", "Kim", KIM["avatar_url"])
    assert fact.reply_to == "m-0"
    assert fact.at == datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert fact.answer.payload == "yes"
    file, image, place = fact.attachments
    assert (file.type, file.filename, file.size) == ("file", "a.pdf", 12)
    assert (image.type, image.url, image.mime_type) == (
        "image",
        "https://shop.example/1",
        "image/png",
    )
    assert (place.type, place.latitude, place.name) == ("location", 59.9, "Office")


def test_several_events_come_in_their_order():
    found = facts([a_message(id="m-1"), a_message(id="m-2"), {"type": "typing", "from": KIM}])

    assert [fact.kind for fact in found] == ["message", "message", "typing"]
    assert [fact.provider_message_id for fact in found] == ["m-1", "m-2", None]


def test_no_events_are_acknowledged():
    [fact] = facts([])

    assert (fact.kind, fact.reason) == ("ignored", "no events")


@pytest.mark.feature("MSG-12")
def test_a_report_names_a_message_by_its_id_or_by_ours():
    [read] = facts({"type": "status", "message": "m-9", "status": "read"})
    [failed] = facts({"type": "status", "ref": "cnv_1.2", "status": "failed"})

    assert (read.kind, read.provider_message_id, read.status) == ("status", "m-9", "read")
    assert read.error is None
    assert (failed.ref, failed.status) == ("cnv_1.2", "failed")
    assert failed.error == "The other system could not deliver it."


def test_a_failure_says_why_in_the_other_systems_words():
    [fact] = facts({"type": "status", "ref": "r", "status": "failed", "error": "Kim has left."})

    assert fact.error == "Kim has left."


@pytest.mark.feature("MSG-14")
def test_a_reaction_comes_and_goes():
    given = {"type": "reaction", "message": "m-1", "from": KIM}
    [put] = facts(given | {"emoji": "👍"})
    [taken] = facts(given | {"emoji": None})

    assert (put.reply_to, put.emoji, put.removed) == ("m-1", "👍", False)
    assert (taken.reply_to, taken.emoji, taken.removed) == ("m-1", None, True)


def test_a_message_is_edited_and_deleted():
    [edit] = facts({"type": "edit", "message": "m-1", "from": KIM, "text": "Hello!"})
    [delete] = facts({"type": "delete", "message": "m-1", "from": KIM})

    assert (edit.kind, edit.reply_to, edit.text) == ("edit", "m-1", "Hello!")
    assert (delete.kind, delete.reply_to, delete.sender) == ("delete", "m-1", "kim")


def test_nul_bytes_do_not_come_in():
    assert facts(a_message(text="a\x00b"))[0].text == "ab"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"nul", b"[" * 100_000])
def test_what_is_not_json_is_refused(body):
    with pytest.raises(Invalid, match="not JSON"):
        facts(body)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (3, "body"),
        (None, "body"),
        ({}, "type"),
        ({"type": "mesage"}, "type"),
        ([a_message(), 7], "1"),
        ([a_message(), {"type": "?"}], "1.type"),
        ({"type": "message", "text": "x", "from": KIM}, "id"),
        (a_message(id=7), "id"),
        (a_message(id=" "), "id"),
        (a_message(**{"from": {}}), "from.id"),
        (a_message(text=None), "text"),
        (a_message(text="x" * 20_001), "text"),
        (a_message(text="\ud83d"), "text"),
        (a_message(text=" "), "body"),
        (a_message(colour="red"), "colour"),
        (a_message(at="2026-05-01T12:00:00"), "at"),
        (a_message(attachments=[{"url": "file:///etc/passwd"}]), "attachments.0.url"),
        (a_message(attachments=[{"type": "location", "latitude": 1}]), "attachments.0.longitude"),
        (a_message(attachments=["x"]), "attachments.0"),
        ({"type": "status", "status": "read"}, "body"),
        ({"type": "status", "message": "m", "status": "seen"}, "status"),
        ({"type": "reaction", "message": "m", "from": KIM}, "emoji"),
        ({"type": "edit", "message": "m", "from": KIM, "text": ""}, "text"),
    ],
)
def test_a_mistake_is_named_where_it_is(body, field):
    assert field in mistakes(body)


def test_every_mistake_is_told_at_once_and_the_first_in_the_sentence():
    with pytest.raises(Invalid, match=r"^0\.id: Field required \(1 more\)$"):
        facts([{"type": "message", "text": "x"}])


def test_a_call_with_too_many_events_is_refused():
    with pytest.raises(Invalid, match="at most 100 events"):
        facts([a_message()] * (MOST_EVENTS + 1))


def test_one_wrong_event_refuses_the_call_so_that_nothing_is_taken_by_halves():
    assert set(mistakes([a_message(), a_message(id=None)])) == {"1.id"}


def test_a_call_is_acknowledged_with_json():
    assert (provider.answer.body, provider.answer.content_type) == ("{}", "application/json")
