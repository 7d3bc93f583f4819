"""Telegram's updates as facts. Recorded ones: tests/channels/test_recorded.py."""

from datetime import UTC, datetime

import pytest

from chalicelib.channels.telegram.content import SERVICE
from chalicelib.channels.telegram.inbound import parse
from chalicelib.runtime.errors import Invalid
from tests.channels.messengers import a_call
from tests.channels.telegram.payloads import (
    BUTTONS,
    GROUP,
    KIM,
    PHOTO,
    PRIVATE,
    a_message,
    an_update,
)


def told(**update):
    """The one fact of an update."""
    [fact] = parse(a_call(an_update(**update)))
    return fact


def said(**content):
    """The one fact of a message with this content."""
    return told(message=a_message(**content))


@pytest.mark.feature("CH-30")
def test_a_text_says_who_wrote_what_and_when():
    fact = said(text="Hei på deg")

    assert (fact.kind, fact.text, fact.sender, fact.sender_name) == (
        "message",
        "Hei på deg",
        "7001",
        "Kim Berg",
    )
    assert fact.provider_message_id == "5"
    assert fact.at == datetime(2026, 1, 1, 10, tzinfo=UTC)
    assert fact.details["provider_update_id"] == 900


def test_a_chat_with_one_person_is_no_group():
    fact = said(text="Hei")

    assert (fact.chat, fact.is_group) == (None, False)
    assert fact.details["conversation_id"] == "7001"


@pytest.mark.feature("CH-30")
def test_a_group_is_one_chat_with_named_people():
    fact = said(text="Hei", chat=GROUP)

    assert (fact.chat, fact.is_group, fact.sender) == ("-1009", True, "7001")
    assert (fact.sender_name, fact.details["group_name"]) == ("Kim Berg", "Hytta")


@pytest.mark.feature("MSG-21")
def test_of_a_picture_the_largest_size_counts_and_the_caption_is_the_text():
    fact = said(photo=PHOTO, caption="Se her")

    [file] = fact.attachments
    assert (file.type, file.id, file.size, fact.text) == ("image", "large", 90000, "Se her")


def test_an_album_is_a_message_for_each_picture():
    fact = said(photo=PHOTO, media_group_id="13")

    assert fact.details["media_group_id"] == "13"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("document", "document"),
        ("audio", "audio"),
        ("voice", "audio"),
        ("video", "video"),
        ("video_note", "video"),
        ("animation", "video"),
        ("sticker", "sticker"),
    ],
)
def test_every_sort_of_file_is_fetched_by_its_id(name, kind):
    [file] = said(**{name: {"file_id": "F1", "mime_type": "x/y", "file_size": 12}}).attachments

    assert (file.type, file.id, file.mime_type, file.size) == (kind, "F1", "x/y", 12)
    assert file.voice is (True if name == "voice" else None)


def test_an_animation_is_not_counted_twice_though_it_is_a_document_as_well():
    film = {"file_id": "F1", "mime_type": "video/mp4"}

    [file] = said(animation=film, document=film).attachments
    assert (file.type, file.animated) == ("video", True)


def test_a_place_with_a_name_is_one_place():
    spot = {"latitude": 59.91, "longitude": 10.75}

    [place] = said(location=spot, venue={"location": spot, "title": "Opera"}).attachments
    assert (place.latitude, place.longitude, place.name) == (59.91, 10.75, "Opera")


def test_a_contact_card_has_name_and_number():
    card = {"phone_number": "+4791234567", "first_name": "Ola", "last_name": "Nordmann"}

    [contact] = said(contact=card).attachments
    assert (contact.name, contact.phones) == ("Ola Nordmann", ["+4791234567"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"dice": {"emoji": "🎲", "value": 4}}, "🎲 4"),
        ({"poll": {"question": "When?", "options": [{"text": "Now"}]}}, "When?\n• Now"),
        ({"game": {"title": "Lumberjack"}}, "Lumberjack"),
        ({"checklist": {"title": "To do", "tasks": [{"text": "Pay"}]}}, "To do\n• Pay"),
    ],
)
def test_what_is_no_text_is_put_in_words(content, words):
    assert said(**content).text == words


@pytest.mark.parametrize("content", [{"story": {"id": 1}}, {"paid_media": {}}, {"hologram": {}}])
def test_what_nobody_knows_how_to_show_is_told_as_that(content):
    fact = said(**content)

    assert (fact.kind, fact.reason) == ("unsupported", "a kind of message that is not known")


@pytest.mark.parametrize("name", sorted(SERVICE))
def test_what_the_app_itself_writes_is_ignored(name):
    assert said(**{name: True}).kind == "ignored"


def test_a_group_that_grew_is_found_under_its_new_number():
    fact = said(chat=GROUP, migrate_to_chat_id=-100777)

    assert (fact.kind, fact.sender, fact.new_address) == ("identity_change", "-1009", "-100777")


@pytest.mark.parametrize(
    ("text", "command", "referral"),
    [
        ("/start", "/start", None),
        ("/start spring-sale", "/start", {"start": "spring-sale"}),
        ("/help@nordlys_bot", "/help", None),
        ("/usr/bin/env", None, None),
        ("see /help", None, None),
    ],
)
def test_a_command_is_the_first_word_alone(text, command, referral):
    fact = said(text=text)

    assert (fact.text, fact.details.get("command"), fact.referral) == (text, command, referral)


def test_an_answer_names_the_message_that_it_answers():
    assert said(text="Ja", reply_to_message=a_message(message_id=3)).reply_to == "3"


def test_a_message_in_a_topic_of_a_forum_answers_nothing():
    root = a_message(message_id=2, forum_topic_created={"name": "Ski"})

    assert said(text="Ja", reply_to_message=root).reply_to is None


def test_what_was_forwarded_says_so():
    assert said(text="x", forward_origin={"type": "user"}).forwarded
    assert said(text="x").forwarded is None


@pytest.mark.feature("MSG-23")
def test_a_form_inside_telegram_comes_back_as_an_answer():
    fact = said(web_app_data={"data": '{"size": 42}', "button_text": "Order"})

    assert (fact.text, fact.answer.kind, fact.answer.payload) == (
        "Order",
        "web_app",
        '{"size": 42}',
    )


@pytest.mark.feature("MSG-23")
def test_a_pressed_button_tells_what_was_read_and_what_it_is_called():
    query = {"id": "77", "from": KIM, "message": a_message(reply_markup=BUTTONS), "data": "q1"}
    fact = told(callback_query=query)

    assert (fact.kind, fact.text, fact.answer.payload) == ("postback", "Yes", "q1")
    assert (fact.provider_message_id, fact.reply_to, fact.sender) == ("77", "5", "7001")


def test_a_button_pressed_in_a_group_belongs_to_the_group():
    query = {"id": "77", "from": KIM, "message": a_message(chat=GROUP), "data": "q1"}
    fact = told(callback_query=query)

    assert (fact.chat, fact.is_group, fact.sender) == ("-1009", True, "7001")


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(
    ("old", "new", "emoji", "removed"),
    [([], ["👍"], "👍", False), (["👍"], ["❤"], "❤", False), (["👍"], [], "👍", True)],
)
def test_a_reaction_is_what_changed(old, new, emoji, removed):
    before, after = ([{"type": "emoji", "emoji": one} for one in some] for some in (old, new))
    change = {"chat": PRIVATE, "message_id": 5, "user": KIM, "date": 1767261600}
    fact = told(message_reaction=change | {"old_reaction": before, "new_reaction": after})

    assert (fact.kind, fact.emoji, fact.removed) == ("reaction", emoji, removed)
    assert (fact.reply_to, fact.provider_message_id) == ("5", None)


def test_a_reaction_that_is_no_emoji_is_ignored():
    change = {"chat": PRIVATE, "message_id": 5, "user": KIM, "old_reaction": []}
    fact = told(message_reaction=change | {"new_reaction": [{"type": "custom_emoji"}]})

    assert fact.kind == "ignored"


@pytest.mark.parametrize("name", ["edited_message", "edited_business_message"])
def test_an_edit_names_its_message(name):
    fact = told(**{name: a_message(text="Hei!", edit_date=1767261700)})

    assert (fact.kind, fact.text, fact.reply_to) == ("edit", "Hei!", "5")


def test_a_post_in_a_channel_has_no_person():
    post = {"message_id": 9, "chat": GROUP, "date": 1767261600, "text": "News"}
    fact = told(channel_post=post | {"author_signature": "Kim"})

    assert (fact.kind, fact.sender, fact.chat, fact.sender_name) == (
        "message",
        None,
        "-1009",
        "Kim",
    )


@pytest.mark.parametrize("name", ["inline_query", "poll", "chat_member", "tomorrows_update"])
def test_other_updates_are_acknowledged(name):
    assert told(**{name: {}}).kind == "ignored"


@pytest.mark.parametrize("message", [None, [], "x", {}, {"message_id": 1}, {"chat": {"id": 1}}])
def test_a_message_without_a_number_or_a_writer_is_ignored(message):
    assert told(message=message).kind == "ignored"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null", b"[" * 100_000])
def test_what_is_no_object_is_refused(body):
    with pytest.raises(Invalid):
        parse(a_call(body))
