"""LINE's events as facts. Recorded ones: tests/channels/test_recorded.py."""

from datetime import UTC, datetime

import pytest

from chalicelib.channels import quick_reply
from chalicelib.channels.domain import Option
from chalicelib.channels.line.inbound import parse
from chalicelib.runtime.errors import Invalid
from tests.channels.line.payloads import GROUP, KIM, ROOM, a_body, a_message, an_event
from tests.channels.messengers import a_call


def told(event):
    """The one fact of an event."""
    [fact] = parse(a_call(a_body(event)))
    return fact


@pytest.mark.feature("CH-30")
def test_a_text_says_who_wrote_what_and_when():
    fact = told(a_message("text", text="Hei på deg"))

    assert (fact.kind, fact.text, fact.sender, fact.recipient) == (
        "message",
        "Hei på deg",
        KIM,
        "Uaccount",
    )
    assert fact.at == datetime(2026, 1, 1, 10, 0, 0, 250_000, tzinfo=UTC)
    assert (fact.chat, fact.is_group) == (None, False)


def test_an_answer_names_the_message_that_it_answers():
    assert told(a_message("text", text="Ja", quotedMessageId="46")).reply_to == "46"


@pytest.mark.parametrize("place", [{"groupId": GROUP}, {"roomId": ROOM}])
@pytest.mark.parametrize("who", [{"userId": KIM}, {}])
def test_a_group_or_room_is_one_chat_and_may_not_name_the_person(place, who):
    fact = told(a_message("text", text="Hei") | {"source": place | who})

    assert (fact.chat, fact.is_group, fact.sender) == (
        next(iter(place.values())),
        True,
        who.get("userId"),
    )


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize("kind", ["image", "video", "audio", "file"])
def test_a_file_is_fetched_by_the_messages_id(kind):
    [file] = told(a_message(kind, fileName="a.pdf", fileSize=10)).attachments

    assert (file.type, file.id, file.filename, file.size) == (
        kind,
        "468789577898262530",
        "a.pdf",
        10,
    )


def test_a_place_and_a_sticker_are_read():
    [place] = told(a_message("location", title="Opera", latitude=59.9, longitude=10.7)).attachments
    [sticker] = told(a_message("sticker", packageId="1", stickerId="2", text="x")).attachments

    assert (place.name, place.latitude, place.longitude) == ("Opera", 59.9, 10.7)
    assert sticker.details == {"package_id": "1", "sticker_id": "2"}


def test_a_kind_that_is_not_known_is_told_as_that():
    assert told(a_message("hologram")).kind == "unsupported"


@pytest.mark.feature("MSG-23")
def test_a_pressed_button_of_ours_tells_what_was_read():
    data = quick_reply.encode(Option("q1", "Ja"))
    fact = told(an_event("postback", postback={"data": data}))

    assert (fact.kind, fact.text, fact.answer.payload) == ("postback", "Ja", "q1")
    assert fact.provider_message_id == "01KDWHOOKEVENT"


def test_a_button_of_somebody_elses_keeps_its_data():
    postback = {"data": "a=1", "params": {"datetime": "2026-01-02T10:00"}}
    fact = told(an_event("postback", postback=postback))

    assert (fact.text, fact.answer.payload) == ("2026-01-02T10:00", "a=1")


@pytest.mark.feature("CH-33")
def test_a_button_without_a_name_has_the_same_one_when_it_comes_again():
    event = an_event("postback", postback={"data": "a=1"}, webhookEventId=None)
    again = event | {"deliveryContext": {"isRedelivery": True}}

    assert told(event).provider_message_id == told(again).provider_message_id
    assert told(again).details["redelivery"] is True


def test_what_was_taken_back_names_its_message():
    fact = told(an_event("unsend", unsend={"messageId": "46"}))

    assert (fact.kind, fact.reply_to) == ("delete", "46")


@pytest.mark.feature("CH-16")
@pytest.mark.parametrize(
    ("event", "kind"), [("follow", "subscribed"), ("unfollow", "unsubscribed")]
)
def test_following_and_leaving_are_told(event, kind):
    fact = told(an_event(event))

    assert (fact.kind, fact.sender) == (kind, KIM)


@pytest.mark.parametrize(
    "event",
    [
        "join",
        "leave",
        "memberJoined",
        "memberLeft",
        "beacon",
        "accountLink",
        "things",
        "videoPlayComplete",
        "module",
        "activated",
        "deactivated",
        "botSuspended",
        "botResumed",
        "membership",
        "delivery",
        "tomorrows",
    ],
)
def test_other_events_are_acknowledged(event):
    fact = told(an_event(event))

    assert (fact.kind, fact.details["type"]) == ("ignored", event)


def test_another_modules_conversation_is_on_standby():
    assert told(a_message("text", text="x") | {"mode": "standby"}).kind == "standby"


def test_the_consoles_verify_button_is_acknowledged():
    [fact] = parse(a_call(a_body()))

    assert (fact.kind, fact.reason) == ("ignored", "no events")


@pytest.mark.feature("CH-33")
def test_a_broken_event_does_not_take_the_others_along():
    events = [a_message("text", text="1"), None, {"type": "message"}, a_message("text", text="2")]

    assert [(fact.kind, fact.text) for fact in parse(a_call(a_body(*events)))] == [
        ("message", "1"),
        ("ignored", ""),
        ("ignored", ""),
        ("message", "2"),
    ]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null"])
def test_what_is_no_object_is_refused(body):
    with pytest.raises(Invalid):
        parse(a_call(body))
