"""Sending through the Bot API, and what else a bot does."""

from dataclasses import replace

import pytest
import urllib3

from chalicelib.channels.domain import Act, Option, SendError
from chalicelib.channels.telegram import provider
from chalicelib.channels.telegram.acts import UPDATES, act, fetch, register
from chalicelib.channels.telegram.outbound import send
from tests.builders import a_channel
from tests.channels.messengers import a_file, a_part

TOKEN = "110201543:AAH-token"
CREDENTIALS = {"bot_token": TOKEN, "secret_token": "s3cret"}
BOT = a_channel(kind="telegram", settings={})
API = f"https://api.telegram.org/bot{TOKEN}"
SENT = (200, {"ok": True, "result": {"message_id": 42}})


def refusal(status, description, **parameters):
    return status, {"ok": False, "description": description, "parameters": parameters}


def refused(wire, *answers, part=None):
    """The error that a send ends in."""
    wire(*answers)
    with pytest.raises(SendError) as error:
        send(part or a_part(), BOT, CREDENTIALS)
    return error.value


@pytest.mark.feature("CH-30")
def test_a_text_goes_to_the_chat_and_its_number_comes_back(wire):
    line = wire(SENT)

    assert send(a_part(), BOT, CREDENTIALS) == "42"
    assert line.urls == [f"{API}/sendMessage"]
    assert line.body() == {
        "chat_id": "23",
        "text": "Ja, vi sender til Norge 🎉",
        "parse_mode": "HTML",
    }


@pytest.mark.feature("MSG-20")
def test_marks_become_tags_and_the_rest_is_escaped(wire):
    line = wire(SENT)
    send(
        a_part(text="**Hei** <b> *du* `a<b`\n- se [her](https://x.example?a=1&b=2)"),
        BOT,
        CREDENTIALS,
    )

    assert line.body()["text"] == (
        "<b>Hei</b> &lt;b&gt; <i>du</i> <code>a&lt;b</code>\n"
        '• se <a href="https://x.example?a=1&amp;b=2">her</a>'
    )


@pytest.mark.feature("MSG-20")
def test_a_text_whose_tags_telegram_does_not_understand_goes_out_plain(wire):
    line = wire(refusal(400, "Bad Request: can't parse entities: …"), SENT)

    assert send(a_part(text="**Hei**"), BOT, CREDENTIALS) == "42"
    assert (line.body()["text"], "parse_mode" in line.body()) == ("Hei", False)


def test_an_answer_quotes_the_message_if_it_is_still_there(wire):
    line = wire(SENT)
    send(a_part(reply_to="7"), BOT, CREDENTIALS)

    known = {"message_id": 7, "allow_sending_without_reply": True}
    assert line.body()["reply_parameters"] == known


@pytest.mark.feature("MSG-23")
def test_quick_replies_are_buttons_below_the_message(wire):
    line = wire(SENT)
    send(a_part(options=(Option("q1", "Yes"), Option("q2", "No"))), BOT, CREDENTIALS)

    assert line.body()["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Yes", "callback_data": "q1"}],
            [{"text": "No", "callback_data": "q2"}],
        ]
    }


def test_a_button_whose_name_telegram_would_refuse_is_refused_before(wire):
    line = wire(SENT)

    with pytest.raises(SendError, match="too long"):
        send(a_part(options=(Option("x" * 65, "Yes"),)), BOT, CREDENTIALS)
    assert line.requests == []


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("kind", "mime_type", "method", "field"),
    [
        ("image", "image/jpeg", "sendPhoto", "photo"),
        ("image", "image/gif", "sendAnimation", "animation"),
        ("video", "video/mp4", "sendVideo", "video"),
        ("video", "video/webm", "sendDocument", "document"),
        ("audio", "audio/ogg; codecs=opus", "sendVoice", "voice"),
        ("audio", "audio/mpeg", "sendAudio", "audio"),
        ("audio", "audio/wav", "sendDocument", "document"),
        ("file", "application/pdf", "sendDocument", "document"),
    ],
)
def test_every_sort_of_file_is_uploaded_as_what_it_is(wire, kind, mime_type, method, field):
    line = wire(SENT)
    send(a_part(files=(a_file("f", mime_type, kind),), text="Se"), BOT, CREDENTIALS)

    [(_, url, given)] = line.requests
    assert url == f"{API}/{method}"
    assert given["fields"][field] == ("f", b"bytes", mime_type)
    assert given["fields"]["caption"] == "Se"


def test_a_picture_that_telegram_cannot_show_goes_as_a_document(wire):
    line = wire(refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"), SENT)

    assert send(a_part(files=(a_file(),), text=""), BOT, CREDENTIALS) == "42"
    assert line.urls == [f"{API}/sendPhoto", f"{API}/sendDocument"]


def test_a_group_that_moved_is_written_to_where_it_is_now(wire):
    moved = refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100777)
    line = wire(moved, SENT)

    assert send(a_part(to="-1009"), BOT, CREDENTIALS) == "42"
    assert [line.body(0)["chat_id"], line.body(1)["chat_id"]] == ["-1009", "-100777"]


def test_in_a_businesss_own_chat_the_bot_speaks_through_its_connection(wire):
    line = wire(SENT)
    send(a_part(), replace(BOT, settings={"business_connection_id": "bc1"}), CREDENTIALS)

    assert line.body()["business_connection_id"] == "bc1"


@pytest.mark.feature("CH-16")
def test_who_blocked_the_bot_wants_nothing_more(wire):
    error = refused(wire, refusal(403, "Forbidden: bot was blocked by the user"))

    assert (str(error), error.opted_out, error.retryable) == (
        "This person has blocked the bot.",
        True,
        False,
    )


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize("status", [401, 404])
def test_a_token_that_is_none_any_more_is_about_the_channel(wire, status):
    error = refused(wire, refusal(status, "Unauthorized"))

    assert (error.unauthorized, error.retryable) == (True, False)
    assert TOKEN not in str(error)


@pytest.mark.parametrize(("wait", "after"), [(17, 17), (90_000, 900), (None, None)])
def test_too_many_messages_wait_as_long_as_telegram_says(wire, wait, after):
    parameters = {"retry_after": wait} if wait else {}
    error = refused(wire, refusal(429, "Too Many Requests", **parameters))

    assert (error.retryable, error.after) == (True, after)


def test_a_broken_telegram_is_tried_again(wire):
    assert refused(wire, (502, b"<html>")).retryable


def test_silence_is_tried_again(wire):
    wire(error=urllib3.exceptions.ReadTimeoutError(None, "/", "silence"))

    with pytest.raises(SendError) as error:
        send(a_part(), BOT, CREDENTIALS)
    assert error.value.retryable


@pytest.mark.parametrize(
    ("description", "sentence"),
    [
        ("Bad Request: chat not found", "Telegram does not know this chat."),
        ("Forbidden: bot can't initiate conversation with a user", "has not started the bot"),
        ("Bad Request: SOMETHING_NEW", "Telegram refused it: Bad Request: SOMETHING_NEW"),
        ("", "Telegram refused it."),
    ],
)
def test_a_refusal_is_a_sentence(wire, description, sentence):
    error = refused(wire, refusal(400, description))

    assert sentence in str(error)
    assert not error.retryable


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(
    ("emoji", "reaction"),
    [
        ("👍", [{"type": "emoji", "emoji": "👍"}]),
        ("❤\ufe0f", [{"type": "emoji", "emoji": "❤"}]),
        (None, []),
    ],
)
def test_a_reaction_is_put_on_or_taken_off(wire, emoji, reaction):
    line = wire((200, {"ok": True, "result": True}))
    act(Act("reaction", "23", "5", emoji=emoji), BOT, CREDENTIALS)

    assert line.urls == [f"{API}/setMessageReaction"]
    assert line.body() == {"chat_id": "23", "message_id": 5, "reaction": reaction}


def test_an_edit_reaches_the_caption_where_there_is_no_text(wire):
    line = wire(refusal(400, "Bad Request: there is no text in the message to edit"), SENT)
    act(Act("edit", "23", "5", text="**Ny**"), BOT, CREDENTIALS)

    assert line.urls == [f"{API}/editMessageText", f"{API}/editMessageCaption"]
    assert line.body()["caption"] == "<b>Ny</b>"


def test_taking_back_what_is_gone_already_is_no_error(wire):
    line = wire(refusal(400, "Bad Request: message to delete not found"))
    act(Act("delete", "23", "5"), BOT, CREDENTIALS)

    assert line.urls == [f"{API}/deleteMessage"]


def test_taking_back_too_late_is_told(wire):
    wire(refusal(400, "Bad Request: message can't be deleted for everyone"))

    with pytest.raises(SendError, match="does not let this message be deleted"):
        act(Act("delete", "23", "5"), BOT, CREDENTIALS)


@pytest.mark.feature("MSG-21")
def test_a_file_is_asked_for_by_its_id_and_lies_at_telegrams_own_host(wire):
    line = wire((200, {"ok": True, "result": {"file_path": "photos/file 1.jpg"}}))

    url, headers = fetch("F1", BOT, CREDENTIALS)
    assert line.body() == {"file_id": "F1"}
    assert url == f"https://api.telegram.org/file/bot{TOKEN}/photos/file%201.jpg"
    assert headers == {}


@pytest.mark.parametrize("path", [None, "", "../../x", 7])
def test_a_path_that_leads_elsewhere_is_not_followed(wire, path):
    wire((200, {"ok": True, "result": {"file_path": path}}))

    with pytest.raises(SendError):
        fetch("F1", BOT, CREDENTIALS)


def test_a_file_that_is_too_big_is_told(wire):
    wire(refusal(400, "Bad Request: file is too big"))

    with pytest.raises(SendError, match="larger than Telegram hands"):
        fetch("F1", BOT, CREDENTIALS)


def test_connecting_proves_the_token_and_sets_the_webhook(wire):
    line = wire((200, {"ok": True, "result": {"id": 11, "username": "nordlys_bot"}}))
    kept = register(BOT, CREDENTIALS, "https://api.example.com/hooks/chn_1")

    assert kept == {"bot_id": "11", "username": "nordlys_bot", "account_name": ""}
    assert line.urls == [f"{API}/getMe", f"{API}/setWebhook"]
    assert line.body() == {
        "url": "https://api.example.com/hooks/chn_1",
        "secret_token": "s3cret",
        "allowed_updates": list(UPDATES),
    }


def test_connecting_with_a_wrong_token_says_so(wire):
    wire(refusal(401, "Unauthorized"))

    with pytest.raises(SendError, match="token") as error:
        register(BOT, CREDENTIALS, "https://api.example.com/hooks/chn_1")
    assert error.value.unauthorized


def test_message_numbers_mean_something_in_their_chat_alone():
    assert provider.ids_per_chat
