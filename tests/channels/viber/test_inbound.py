"""Viber's callbacks as facts. Recorded ones: tests/channels/test_recorded.py."""

from datetime import UTC, datetime

import pytest

from chalicelib.channels import quick_reply
from chalicelib.channels.domain import Option
from chalicelib.channels.viber.inbound import parse
from chalicelib.runtime.errors import Invalid
from tests.channels.messengers import a_call
from tests.channels.viber.payloads import AT, KIM, TOKEN, a_message, an_event


def told(body):
    """The one fact of a callback."""
    [fact] = parse(a_call(body))
    return fact


def said(**message):
    return told(a_message(**message))


@pytest.mark.feature("CH-22")
def test_a_text_says_who_wrote_what_and_when():
    fact = said(type="text", text="Hei på deg", tracking_data="cnv_1.2")

    assert (fact.kind, fact.text, fact.sender, fact.sender_name) == (
        "message",
        "Hei på deg",
        KIM["id"],
        "Kim Berg",
    )
    assert fact.avatar_url == KIM["avatar"]
    assert fact.at == datetime(2026, 1, 1, 10, 0, 0, 250_000, tzinfo=UTC)
    assert fact.details == {"type": "text", "tracking_data": "cnv_1.2"}


@pytest.mark.feature("CH-33")
@pytest.mark.parametrize("token", [TOKEN, str(TOKEN)])
def test_a_token_keeps_every_digit(token):
    body = a_message(type="text", text="x") | {"message_token": token}

    assert told(body).provider_message_id == "5741311803571721087"


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("kind", "found"),
    [("picture", "image"), ("gif", "image"), ("video", "video"), ("file", "file")],
)
def test_a_file_lies_at_an_address(kind, found):
    fact = said(type=kind, media="https://dl.example/1", file_name="a.pdf", size=10, text="Se")

    [file] = fact.attachments
    assert (file.type, file.url, file.filename, file.size) == (
        found,
        "https://dl.example/1",
        "a.pdf",
        10,
    )
    assert fact.text == "Se"


def test_a_sticker_has_a_number_and_perhaps_a_picture():
    [file] = said(type="sticker", sticker_id=46105).attachments

    assert (file.type, file.url, file.details) == ("sticker", None, {"sticker_id": 46105})


def test_a_link_is_its_address_and_what_was_written_beside_it():
    fact = said(type="url", media="https://shop.example", text="See")

    assert (fact.text, fact.details["caption"], fact.attachments) == (
        "https://shop.example",
        "See",
        [],
    )


def test_a_place_and_a_contact_are_read():
    [place] = said(type="location", location={"lat": "59.9", "lon": 10.7}).attachments
    [contact] = said(type="contact", contact={"name": "Ola", "phone_number": "+47"}).attachments

    assert (place.latitude, place.longitude) == (59.9, 10.7)
    assert (contact.name, contact.phones) == ("Ola", ["+47"])


def test_a_kind_that_is_not_known_is_told_as_that():
    fact = said(type="rich_media", text="x")

    assert (fact.kind, fact.text) == ("unsupported", "x")


@pytest.mark.feature("MSG-23")
def test_a_pressed_button_tells_what_was_read_and_what_it_is_called():
    fact = said(type="text", text=quick_reply.encode(Option("q1", "Ja, takk ❤")))

    assert (fact.kind, fact.text, fact.answer.payload) == ("message", "Ja, takk ❤", "q1")


@pytest.mark.parametrize("text", ['{"id": 1}', '{"id": ', "[]", '{"id": "a", "title": ""}'])
def test_what_only_looks_like_a_button_is_a_text(text):
    fact = said(type="text", text=text)

    assert (fact.text, fact.answer) == (text, None)


@pytest.mark.feature("MSG-12", "CH-22")
@pytest.mark.parametrize(
    ("event", "status"), [("delivered", "delivered"), ("seen", "read"), ("failed", "failed")]
)
def test_what_became_of_a_message_is_a_status(event, status):
    fact = told(an_event(event, user_id=KIM["id"]))

    assert (fact.kind, fact.direction, fact.status, fact.status_raw) == (
        "status",
        "outbound",
        status,
        event,
    )
    assert (fact.provider_message_id, fact.recipient) == (str(TOKEN), KIM["id"])
    assert bool(fact.error) is (status == "failed")


def test_a_failure_gives_its_reason():
    assert told(an_event("failed", user_id="1", desc="no device")).error == "no device"


@pytest.mark.feature("CH-16", "CH-23")
@pytest.mark.parametrize("event", ["subscribed", "unsubscribed", "conversation_started"])
def test_coming_and_going_is_told_by_person(event):
    by_user, by_id = told(an_event(event, user=KIM)), told(an_event(event, user_id=KIM["id"]))

    assert (by_user.kind, by_user.sender, by_user.sender_name) == (event, KIM["id"], "Kim Berg")
    assert (by_id.kind, by_id.sender) == (event, KIM["id"])


def test_the_link_through_which_somebody_came_is_kept():
    fact = told(an_event("conversation_started", user=KIM, context="shop"))

    assert fact.referral == {"context": "shop"}


@pytest.mark.parametrize("event", ["webhook", "action", "client_status", "", None, 7])
def test_other_events_are_acknowledged(event):
    fact = told(an_event(event))

    assert (fact.kind, fact.provider_message_id) == ("ignored", str(TOKEN))


@pytest.mark.parametrize("timestamp", [4_987_034_606_158_369_000, -1, None, "soon", True, [AT]])
def test_a_time_that_cannot_be_is_none(timestamp):
    assert told(an_event("seen", user_id="1") | {"timestamp": timestamp}).at is None


@pytest.mark.parametrize(
    "spoil", [{"sender": None}, {"sender": {"id": ""}}, {"message_token": None}, {"sender": "Kim"}]
)
def test_a_message_of_nobody_is_ignored(spoil):
    assert told(a_message(type="text", text="x") | spoil).kind == "ignored"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null"])
def test_what_is_no_object_is_refused(body):
    with pytest.raises(Invalid):
        parse(a_call(body))
