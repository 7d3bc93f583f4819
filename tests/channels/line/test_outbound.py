"""Sending through LINE's Messaging API."""

import uuid

import pytest
import urllib3

from chalicelib.channels import quick_reply
from chalicelib.channels.domain import Option, SendError
from chalicelib.channels.line.outbound import fetch, profile, register, send
from tests.builders import a_channel
from tests.channels.messengers import a_file, a_part

CREDENTIALS = {"channel_access_token": "token-1", "channel_secret": "secret-1"}
ACCOUNT = a_channel(kind="line", settings={})
PUSH = "https://api.line.me/v2/bot/message/push"
SENT = (200, {"sentMessages": [{"id": "461230966842064897", "quoteToken": "q"}]})


def refused(wire, *answers):
    wire(*answers)
    with pytest.raises(SendError) as error:
        send(a_part(), ACCOUNT, CREDENTIALS)
    return error.value


def retry_key(wire, **facts):
    line = wire(SENT)
    send(a_part(**facts), ACCOUNT, CREDENTIALS)
    return line.headers()["X-Line-Retry-Key"]


@pytest.mark.feature("CH-30")
def test_a_text_is_pushed_and_its_id_comes_back(wire):
    line = wire(SENT)

    assert send(a_part(to="U4af"), ACCOUNT, CREDENTIALS) == "461230966842064897"
    assert line.urls == [PUSH]
    assert line.headers()["Authorization"] == "Bearer token-1"
    message = {"type": "text", "text": "Ja, vi sender til Norge 🎉"}
    assert line.body() == {"to": "U4af", "messages": [message]}


@pytest.mark.feature("CH-33")
def test_every_attempt_at_a_part_has_the_same_retry_key_and_every_part_another(wire):
    keys = [
        retry_key(wire),
        retry_key(wire),
        retry_key(wire, text="more"),
        retry_key(wire, ref="2"),
    ]

    assert uuid.UUID(keys[0])
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    ("body", "id_"), [({"sentMessages": [{"id": "46"}]}, "46"), ({}, "req-1"), (b"", "req-1")]
)
def test_what_was_accepted_before_is_sent(wire, body, id_):
    wire((409, body, {"X-Line-Accepted-Request-Id": "req-1"}))

    assert send(a_part(), ACCOUNT, CREDENTIALS) == id_


@pytest.mark.feature("MSG-21")
def test_a_picture_goes_as_an_address_that_line_fetches(wire):
    line = wire(SENT)
    send(a_part(files=(a_file(),), text=""), ACCOUNT, CREDENTIALS)

    url = "https://files.example/cat.jpg"
    picture = {"type": "image", "originalContentUrl": url, "previewImageUrl": url}
    assert line.body()["messages"] == [picture]


@pytest.mark.feature("MSG-23")
def test_quick_replies_show_as_the_customers_words_and_come_back_whole(wire):
    line = wire(SENT)
    send(a_part(options=(Option("q1", "Ja"),)), ACCOUNT, CREDENTIALS)

    [item] = line.body()["messages"][0]["quickReply"]["items"]
    assert (item["action"]["label"], item["action"]["displayText"]) == ("Ja", "Ja")
    assert quick_reply.decode(item["action"]["data"]) == Option("q1", "Ja")


@pytest.mark.feature("CH-34")
def test_a_token_that_is_none_any_more_is_about_the_channel(wire):
    assert refused(wire, (401, {"message": "Authentication failed"})).unauthorized


def test_too_fast_is_tried_again(wire):
    error = refused(wire, (429, {"message": "The API rate limit has been exceeded."}))

    assert error.retryable


def test_a_month_that_is_used_up_is_not(wire):
    error = refused(wire, (429, {"message": "You have reached your monthly limit."}))

    assert (str(error), error.retryable) == (
        "The account has used up this month's messages at LINE.",
        False,
    )


def test_a_broken_line_is_tried_again(wire):
    assert refused(wire, (500, {"message": "Internal Server Error"})).retryable


def test_silence_is_tried_again(wire):
    wire(error=urllib3.exceptions.ReadTimeoutError(None, "/", "silence"))

    with pytest.raises(SendError) as error:
        send(a_part(), ACCOUNT, CREDENTIALS)
    assert error.value.retryable


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (400, {"message": "Failed to send messages"}, "this person has left, or blocked"),
        (
            400,
            {"message": "The request body has 1 error(s)", "details": [{"message": "Too long"}]},
            r"LINE refused it: The request body has 1 error\(s\) \(Too long\)",
        ),
        (403, {}, "may not send such messages"),
        (400, {}, "LINE refused it"),
    ],
)
def test_a_refusal_is_a_sentence(wire, status, body, sentence):
    wire((status, body))

    with pytest.raises(SendError, match=sentence) as error:
        send(a_part(), ACCOUNT, CREDENTIALS)
    assert not error.value.retryable


@pytest.mark.feature("MSG-21")
def test_content_lies_on_lines_own_host_and_needs_the_token():
    url, headers = fetch("468789", ACCOUNT, CREDENTIALS)

    assert url == "https://api-data.line.me/v2/bot/message/468789/content"
    assert headers == {"Authorization": "Bearer token-1"}


@pytest.mark.parametrize("url", ["https://evil.example/1.jpg", "../../oauth", "1/content?x="])
def test_nobody_else_gets_the_token(url):
    assert fetch(url, ACCOUNT, CREDENTIALS) == (url, {})


def test_connecting_proves_the_token_and_sets_the_webhook(wire):
    info = {"userId": "Ubot", "basicId": "@nordlys", "displayName": "Nordlys"}
    line = wire((200, info), (200, {}))

    assert register(ACCOUNT, CREDENTIALS, "https://api.example.com/hooks/chn_1") == {
        "user_id": "Ubot",
        "basic_id": "@nordlys",
        "account_name": "Nordlys",
    }
    assert [method for method, _, _ in line.requests] == ["GET", "PUT"]
    assert line.body() == {"endpoint": "https://api.example.com/hooks/chn_1"}


@pytest.mark.parametrize("answers", [[(401, {})], [(200, {}), (400, {"message": "Invalid URL"})]])
def test_connecting_with_what_line_does_not_accept_says_so(wire, answers):
    wire(*answers)

    with pytest.raises(SendError):
        register(ACCOUNT, CREDENTIALS, "https://api.example.com/hooks/chn_1")


@pytest.mark.feature("CRM-01")
@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (
            (200, {"displayName": "Sora", "pictureUrl": "https://x.example/1"}),
            {"sender_name": "Sora", "avatar_url": "https://x.example/1"},
        ),
        ((404, {"message": "Not found"}), {}),
        ((200, {"displayName": 7}), {}),
        ((500, {}), {}),
    ],
)
def test_a_customer_is_called_as_line_calls_them(wire, answer, known):
    wire(answer)

    assert profile("U206d25c2ea6bd87c17655609a1c37cb8", ACCOUNT, CREDENTIALS) == known


def test_only_what_can_be_a_customer_is_asked_for(wire):
    assert profile("../info", ACCOUNT, CREDENTIALS) == {}
