"""Sending direct messages, handing over files, connecting an account."""

import pytest
import urllib3

from chalicelib.channels.domain import SendError
from chalicelib.channels.http import Reply
from chalicelib.channels.x import media
from chalicelib.channels.x.errors import refused as error_of
from chalicelib.channels.x.media import CHUNK, fetch
from chalicelib.channels.x.outbound import send
from chalicelib.channels.x.registering import EVENTS, register
from tests.builders import a_channel
from tests.channels.messengers import a_file, a_part

CREDENTIALS = {
    "consumer_key": "ck",
    "consumer_secret": "cs",
    "access_token": "123-at",
    "access_token_secret": "ats",
}
ACCOUNT = a_channel(kind="x", settings={})
API = "https://api.x.com/2"
SENT = (201, {"data": {"dm_conversation_id": "1-23", "dm_event_id": "1582103724607971332"}})
HOOK = "https://api.example.com/hooks/chn_1"


def refused(wire, *answers):
    wire(*answers)
    with pytest.raises(SendError) as error:
        send(a_part(), ACCOUNT, CREDENTIALS)
    return error.value


def uploaded(**info):
    return 200, {"data": {"id": "77", "processing_info": info} if info else {"id": "77"}}


@pytest.mark.feature("CH-08")
def test_a_text_goes_to_the_person_signed_and_its_id_comes_back(wire):
    line = wire(SENT)

    assert send(a_part(), ACCOUNT, CREDENTIALS) == "1582103724607971332"
    assert line.urls == [f"{API}/dm_conversations/with/23/messages"]
    assert line.body() == {"text": "Ja, vi sender til Norge 🎉"}
    assert line.headers()["Authorization"].startswith("OAuth oauth_consumer_key=")


def test_an_address_that_is_no_number_never_gets_into_a_path(wire):
    line = wire(SENT)

    with pytest.raises(SendError, match="number"):
        send(a_part(to="../../2/tweets"), ACCOUNT, CREDENTIALS)
    assert line.requests == []


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("kind", "mime_type", "category"),
    [
        ("image", "image/jpeg", "dm_image"),
        ("image", "image/gif", "dm_gif"),
        ("video", "video/mp4", "dm_video"),
    ],
)
def test_a_file_is_handed_over_in_pieces_and_then_named(wire, kind, mime_type, category):
    line = wire(uploaded(), (200, {}), (200, {}), uploaded(), SENT)
    file = a_file("f", mime_type, kind, b"x" * (CHUNK + 1))

    send(a_part(files=(file,), text=""), ACCOUNT, CREDENTIALS)

    upload = f"{API}/media/upload"
    assert line.urls[:4] == [
        f"{upload}/initialize",
        f"{upload}/77/append",
        f"{upload}/77/append",
        f"{upload}/77/finalize",
    ]
    assert line.body(0) == {
        "media_type": mime_type,
        "total_bytes": CHUNK + 1,
        "media_category": category,
    }
    assert [len(given["fields"]["media"][1]) for _, _, given in line.requests[1:3]] == [CHUNK, 1]
    assert line.body() == {"attachments": [{"media_id": "77"}]}


@pytest.fixture
def naps(monkeypatch):
    """How long was waited for."""
    found = []
    monkeypatch.setattr(media.time, "sleep", found.append)
    return found


def test_a_film_is_waited_for_as_long_as_x_says(wire, naps):
    pending = uploaded(state="in_progress", check_after_secs=2)
    line = wire(uploaded(), (200, {}), pending, uploaded(state="succeeded"), SENT)

    send(a_part(files=(a_file("f", "video/mp4", "video"),), text=""), ACCOUNT, CREDENTIALS)

    assert line.urls[3] == f"{API}/media/upload?command=STATUS&media_id=77"
    assert naps == [2]


@pytest.mark.parametrize(("state", "retryable"), [("failed", False), ("in_progress", True)])
def test_a_film_that_x_does_not_finish_reading_is_told(wire, naps, state, retryable):
    wire(uploaded(), (200, {}), uploaded(state=state, check_after_secs=90))

    with pytest.raises(SendError) as error:
        send(a_part(files=(a_file("f", "video/mp4", "video"),)), ACCOUNT, CREDENTIALS)
    assert error.value.retryable is retryable
    assert sum(naps) <= 12


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize(
    "answer",
    [
        (401, {"title": "Unauthorized"}),
        (403, {"errors": [{"code": 64, "message": "Your account is suspended"}]}),
        (400, {"errors": [{"code": 89, "message": "Invalid or expired token."}]}),
    ],
)
def test_keys_that_are_none_any_more_are_about_the_channel(wire, answer):
    error = refused(wire, answer)

    assert (error.unauthorized, error.retryable) == (True, False)


@pytest.mark.parametrize(
    ("reset", "after"), [("1767261630", 30), ("1767261000", 1), ("1767290000", 900), ("", None)]
)
def test_too_many_messages_wait_until_the_time_that_x_names(reset, after):
    reply = Reply(429, {}, {"x-rate-limit-reset": reset})
    error = error_of(reply, now=1767261600)

    assert (error.retryable, error.after) == (True, after)


def test_a_broken_x_is_tried_again(wire):
    assert refused(wire, (503, b"<html>")).retryable


def test_silence_is_tried_again(wire):
    wire(error=urllib3.exceptions.ReadTimeoutError(None, "/", "silence"))

    with pytest.raises(SendError) as error:
        send(a_part(), ACCOUNT, CREDENTIALS)
    assert error.value.retryable


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (403, {"errors": [{"code": 349}]}, "does not accept direct messages from this account"),
        (403, {"detail": "You cannot send messages to this user."}, "does not accept direct"),
        (400, {"detail": "Nope."}, "X refused it: Nope."),
        (400, {"errors": ["odd"]}, "X refused it."),
        (200, {}, "X refused it."),
    ],
)
def test_a_refusal_is_a_sentence(wire, status, body, sentence):
    error = refused(wire, (status, body))

    assert sentence in str(error)
    assert not error.retryable


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("url", "signed"),
    [
        ("https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg", True),
        ("https://ton.x.com/1.1/ton/data/dm/1/2/a.jpg", True),
        ("https://video.twimg.com/dm_video/1.mp4", False),
        ("http://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg", False),
        ("https://ton.twitter.com.evil.example/a.jpg", False),
        ("https://ton.twitter.com@evil.example/a.jpg", False),
        ("https://api.x.com.evil.example/a.jpg", False),
    ],
)
def test_only_xs_own_host_gets_a_signature(url, signed):
    where, headers = fetch(url, ACCOUNT, CREDENTIALS)

    assert (where, bool(headers)) == (url, signed)


ME = (200, {"data": {"id": "1745", "username": "nordlys", "name": "Nordlys"}})
APP = (200, {"token_type": "bearer", "access_token": "AAAA"})


def test_connecting_registers_the_webhook_and_subscribes_to_messages(wire):
    line = wire(ME, APP, (200, {"data": []}), (200, {"data": {"id": "9"}}), (200, {}))

    assert register(ACCOUNT, CREDENTIALS, HOOK) == {
        "user_id": "1745",
        "username": "nordlys",
        "account_name": "Nordlys",
        "webhook_id": "9",
    }
    assert line.urls[:4] == [
        f"{API}/users/me",
        "https://api.x.com/oauth2/token",
        f"{API}/webhooks",
        f"{API}/webhooks",
    ]
    assert line.body(3) == {"url": HOOK}
    assert line.headers(3)["Authorization"] == "Bearer AAAA"
    bodies = [line.body(4 + index) for index in range(len(EVENTS))]
    assert [one["event_type"] for one in bodies] == list(EVENTS)
    assert {one["webhook_id"] for one in bodies} == {"9"}
    assert {one["filter"]["user_id"] for one in bodies} == {"1745"}


@pytest.mark.parametrize(("valid", "calls"), [(True, 0), (False, 1)])
def test_a_webhook_that_is_there_is_kept_and_one_that_x_gave_up_revived(wire, valid, calls):
    hooks = {"data": [{"id": "8", "url": "https://else"}, {"id": "9", "url": HOOK, "valid": valid}]}
    line = wire(ME, APP, (200, hooks), (200, {"data": {}}))

    assert register(ACCOUNT, CREDENTIALS, HOOK)["webhook_id"] == "9"
    assert [url for method, url, _ in line.requests if method == "PUT"] == [
        f"{API}/webhooks/9"
    ] * calls


def test_a_subscription_that_is_there_is_no_error(wire):
    hooks = {"data": [{"id": "9", "url": HOOK, "valid": True}]}
    wire(ME, APP, (200, hooks), (409, {"detail": "already exists"}))

    assert register(ACCOUNT, CREDENTIALS, HOOK)["webhook_id"] == "9"


@pytest.mark.parametrize(
    ("answers", "unauthorized"),
    [
        ([(401, {})], True),
        ([ME, (403, {})], True),
        ([ME, APP, (200, {"data": []}), (400, {"detail": "CrcValidationFailed"})], False),
        ([ME, APP, (200, {"data": [{"id": "9", "url": HOOK}]}), (403, {"detail": "No"})], False),
        ([(200, {})], False),
    ],
)
def test_connecting_with_what_x_does_not_accept_says_so(wire, answers, unauthorized):
    wire(*answers)

    with pytest.raises(SendError) as error:
        register(ACCOUNT, CREDENTIALS, HOOK)
    assert error.value.unauthorized is unauthorized
