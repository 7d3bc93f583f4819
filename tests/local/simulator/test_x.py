"""The simulated X and Switchboard's X code understand each other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.channels.domain import SendError
from chalicelib.channels.x import provider
from chalicelib.channels.x.registering import EVENTS
from tests.local.simulator.messengers import Stack, a_file, a_stack, eventually

KIM = "745000000000000002"
KEYS = {
    "consumer_key": "ck",
    "consumer_secret": "cs&=",
    "access_token": "123-at",
    "access_token_secret": "ats%",
}


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    with a_stack(provider, KEYS, tmp_path, monkeypatch) as made:
        made.register()
        yield made


def test_connecting_answers_the_challenge_and_subscribes_once(stack: Stack) -> None:
    kept = stack.register()

    assert (kept["username"], kept["account_name"]) == ("nordlys", "Nordlys")
    sent = stack.world.outbox.listing(provider="x", since=None)
    asked = [one for one in sent if one["path"].endswith("/subscriptions")]
    assert [one["status"] for one in asked] == [200] * len(EVENTS) + [409] * len(EVENTS)


def test_a_webhook_that_does_not_know_the_secret_is_not_taken(stack: Stack) -> None:
    stack.door.credentials = KEYS | {"consumer_secret": "another"}
    known = stack.world.channels.of_kind("x")[0]
    stack.world.channels.connect(replace(known, webhook_url=""))

    with pytest.raises(SendError, match="CrcValidationFailed"):
        stack.register()


def test_a_customers_text_arrives_and_is_answered(stack: Stack) -> None:
    fact = stack.write(KIM, "Hei på deg")
    id_ = stack.send(KIM, "Hei, Kim")

    assert (fact.kind, fact.text, fact.sender, fact.sender_name) == (
        "message",
        "Hei på deg",
        KIM,
        "Kim Berg",
    )
    assert (stack.thread(KIM)[-1]["id"], stack.thread(KIM)[-1]["text"]) == (id_, "Hei, Kim")


def test_what_we_sent_comes_back_as_an_echo_and_is_read(stack: Stack) -> None:
    stack.write(KIM)
    id_ = stack.send(KIM)

    eventually(lambda: len(stack.door.facts) == 3)
    [echo, read] = stack.door.facts[1:]
    assert (echo.kind, echo.provider_message_id, echo.recipient) == ("echo", id_, KIM)
    assert (read.kind, read.sender, read.direction) == ("read", KIM, "inbound")


def test_what_does_not_arrive_is_not_read(stack: Stack) -> None:
    stack.write(KIM)
    stack.fail("undeliverable")
    stack.send(KIM)

    eventually(lambda: len(stack.door.facts) == 2)
    assert stack.thread(KIM)[-1]["status"] == "sent"


def test_a_photo_is_fetched_with_a_signature(stack: Stack) -> None:
    fact = stack.write(KIM, "Se", media=[stack.picture("en katt.png")])

    [file] = fact.attachments
    assert (fact.text, file.type) == ("Se", "image")
    assert stack.simulator.get(str(file.url).removeprefix("http://testserver")).status_code == 401
    assert stack.download(file) == b"a file"


@pytest.mark.parametrize(
    ("mime_type", "kind"), [("image/png", "image"), ("image/gif", "image"), ("video/mp4", "video")]
)
def test_a_file_reaches_the_phone_whole(stack: Stack, mime_type: str, kind: str) -> None:
    data = bytes(range(256)) * 20_000  # more than one piece
    stack.write(KIM)
    stack.send(KIM, "Se", files=(a_file("f", mime_type, kind, data),))

    [media] = stack.thread(KIM)[-1]["media"]
    held = stack.world.media.get(media["id"])
    assert held
    assert (held.data, held.mime_type) == (data, mime_type)


def test_a_place_is_told(stack: Stack) -> None:
    [place] = stack.write(KIM, None, location={"latitude": 59.9, "longitude": 10.7}).attachments

    assert (place.latitude, place.longitude) == (59.9, 10.7)


@pytest.mark.parametrize("first", [None, "/block"])
def test_who_does_not_take_messages_is_left_alone(stack: Stack, first: str | None) -> None:
    if first:
        stack.write(KIM, first)

    with pytest.raises(SendError, match="does not accept direct messages"):
        stack.send(KIM)


def test_a_text_that_is_too_long_is_refused(stack: Stack) -> None:
    stack.write(KIM)

    with pytest.raises(SendError, match="too long"):
        stack.send(KIM, "x" * 10_001)


@pytest.mark.parametrize(
    ("how", "retryable"), [("500", True), ("429", True), ("timeout", True), ("401", False)]
)
def test_it_fails_where_it_shall(stack: Stack, how: str, retryable: bool) -> None:
    stack.write(KIM)
    stack.fail(how)

    with pytest.raises(SendError) as error:
        stack.send(KIM)
    assert error.value.retryable is retryable
    assert error.value.unauthorized is (how == "401")


@pytest.mark.parametrize("name", KEYS)
def test_any_wrong_key_is_refused(stack: Stack, name: str) -> None:
    stack.write(KIM)

    with pytest.raises(SendError) as error:
        replace(stack, credentials=KEYS | {name: "wrong"}).send(KIM)
    assert error.value.unauthorized


@pytest.mark.parametrize("name", ["reaction", "edit", "delete", "pressed"])
def test_what_x_tells_nothing_of_is_refused(stack: Stack, name: str) -> None:
    about = {"to": "1", "emoji": "👍", "text": "x", "id": "q1", "title": "Ja"}

    assert stack.refuses(KIM, **{name: about}) == f"X tells apps nothing of this: {name}."
