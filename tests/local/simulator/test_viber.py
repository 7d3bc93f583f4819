"""The simulated Viber and Switchboard's Viber code understand each other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.channels.domain import Option, SendError
from chalicelib.channels.viber import provider
from tests.local.simulator.messengers import Stack, a_file, a_stack, eventually

KIM = "a1B2c3D4e5F6g7H8=="


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    with a_stack(provider, {"auth_token": "44dafb7e"}, tmp_path, monkeypatch) as made:
        made.register()
        yield made


def test_connecting_calls_the_webhook_before_it_is_taken(stack: Stack) -> None:
    assert [fact.reason for fact in stack.door.facts] == ["a check of the webhook"]
    assert stack.world.channels.of_kind("viber")[0].webhook_url.startswith("http://door")


def test_a_webhook_that_turns_viber_away_is_not_taken(stack: Stack) -> None:
    stack.door.credentials = {"auth_token": "another"}

    with pytest.raises(SendError, match="Result:403"):
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
    assert stack.thread(KIM)[-1]["id"] == id_
    assert int(id_) > 2**53


def test_what_became_of_a_message_is_told(stack: Stack) -> None:
    stack.write(KIM)
    id_ = stack.send(KIM)

    eventually(lambda: len(stack.door.facts) == 4)
    told = [(fact.status, fact.provider_message_id) for fact in stack.door.facts[2:]]
    assert told == [("delivered", id_), ("read", id_)]
    assert stack.thread(KIM)[-1]["status"] == "read"


def test_what_cannot_arrive_fails(stack: Stack) -> None:
    stack.write(KIM)
    stack.fail("undeliverable")
    stack.send(KIM)

    eventually(lambda: len(stack.door.facts) == 3)
    assert (stack.door.facts[-1].status, stack.door.facts[-1].error) == (
        "failed",
        "No suitable device",
    )


def test_files_go_both_ways(stack: Stack) -> None:
    fact = stack.write(KIM, "Se", media=[stack.picture()])
    stack.send(KIM, "Fin!", files=(a_file("dog.png", "image/png", "image"),))

    [file] = fact.attachments
    assert (fact.text, file.type) == ("Se", "image")
    assert stack.simulator.get(str(file.url).removeprefix("http://testserver")).content == b"a file"
    [media] = stack.thread(KIM)[-1]["media"]
    assert media["mime_type"] == "image/png"


def test_a_pressed_button_comes_back(stack: Stack) -> None:
    stack.write(KIM)
    id_ = stack.send(KIM, options=(Option("q1", "Ja"),))
    [button] = stack.thread(KIM)[-1]["options"]

    fact = stack.write(KIM, None, pressed={"to": id_, **button})
    assert (fact.kind, fact.text) == ("message", "Ja")
    assert fact.answer
    assert fact.answer.payload == "q1"


def test_a_place_is_told(stack: Stack) -> None:
    [place] = stack.write(KIM, None, location={"latitude": 59.9, "longitude": 10.7}).attachments

    assert (place.latitude, place.longitude) == (59.9, 10.7)


@pytest.mark.parametrize("first", [None, "/block"])
def test_who_does_not_subscribe_gets_nothing(stack: Stack, first: str | None) -> None:
    if first:
        assert stack.write(KIM, first).kind == "unsubscribed"

    with pytest.raises(SendError) as error:
        stack.send(KIM)
    assert error.value.opted_out


def test_who_comes_back_is_reached_again(stack: Stack) -> None:
    stack.write(KIM, "/block")

    assert stack.write(KIM, "/unblock").kind == "subscribed"
    assert stack.send(KIM)


def test_a_text_that_is_too_long_is_refused(stack: Stack) -> None:
    stack.write(KIM)

    with pytest.raises(SendError, match="did not understand"):
        stack.send(KIM, "x" * 7001)


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


def test_a_wrong_token_is_refused(stack: Stack) -> None:
    with pytest.raises(SendError) as error:
        replace(stack, credentials={"auth_token": "wrong"}).register()

    assert error.value.unauthorized


def test_no_token_is_left_in_the_outbox(stack: Stack) -> None:
    stack.write(KIM)
    stack.send(KIM)

    assert "44dafb7e" not in str(stack.world.outbox.listing(provider="viber", since=None))


@pytest.mark.parametrize("name", ["reaction", "edit", "delete"])
def test_what_viber_tells_nothing_of_is_refused(stack: Stack, name: str) -> None:
    said = stack.refuses(KIM, **{name: {"to": "1", "emoji": "👍", "text": "x"}})

    assert said == f"Viber tells bots nothing of this: {name}."
