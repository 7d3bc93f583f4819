"""The simulated LINE and Switchboard's LINE code understand each other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.channels.domain import Option, SendError
from chalicelib.channels.line import provider
from tests.local.simulator.messengers import Stack, a_file, a_stack

KIM = "U206d25c2ea6bd87c17655609a1c37cb8"
KEYS = {"channel_secret": "secret-1", "channel_access_token": "token-1"}


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    with a_stack(provider, KEYS, tmp_path, monkeypatch) as made:
        made.register()
        yield made


def test_connecting_is_told_whose_account_it_is(stack: Stack) -> None:
    kept = stack.register()

    assert (kept["basic_id"], kept["account_name"]) == ("@nordlys", "Nordlys")


def test_a_customers_text_arrives_and_is_answered(stack: Stack) -> None:
    fact = stack.write(KIM, "Hei på deg", reply_to="46")
    id_ = stack.send(KIM, "Hei, Kim")

    assert (fact.kind, fact.text, fact.sender, fact.reply_to) == (
        "message",
        "Hei på deg",
        KIM,
        "46",
    )
    assert (stack.thread(KIM)[-1]["id"], stack.thread(KIM)[-1]["status"]) == (id_, "delivered")


def test_a_second_attempt_sends_nothing_twice(stack: Stack) -> None:
    stack.write(KIM)

    assert stack.send(KIM) == stack.send(KIM)
    assert len(stack.thread(KIM)) == 2


def test_a_picture_is_fetched_by_the_messages_id(stack: Stack) -> None:
    fact = stack.write(KIM, None, media=[stack.picture()])

    [file] = fact.attachments
    assert (file.type, file.id) == ("image", fact.provider_message_id)
    assert stack.download(file) == b"a file"


def test_a_picture_reaches_the_phone(stack: Stack) -> None:
    stack.write(KIM)
    stack.send(KIM, "", files=(a_file("dog.png", "image/png", "image"),))

    [media] = stack.thread(KIM)[-1]["media"]
    assert media["mime_type"] == "image/png"


def test_a_pressed_button_comes_back(stack: Stack) -> None:
    stack.write(KIM)
    id_ = stack.send(KIM, options=(Option("q1", "Ja"),))
    [button] = stack.thread(KIM)[-1]["options"]

    fact = stack.write(KIM, None, pressed={"to": id_, **button})
    assert (fact.kind, fact.text) == ("postback", "Ja")
    assert fact.answer
    assert fact.answer.payload == "q1"


def test_a_place_and_what_was_taken_back_are_told(stack: Stack) -> None:
    sent = stack.write(KIM, None, location={"latitude": 59.9, "longitude": 10.7, "name": "Opera"})
    fact = stack.write(KIM, None, delete={"to": sent.provider_message_id})

    assert sent.attachments[0].name == "Opera"
    assert (fact.kind, fact.reply_to) == ("delete", sent.provider_message_id)


def test_who_blocked_the_account_is_told_apart_and_gets_nothing(stack: Stack) -> None:
    assert stack.write(KIM, "/block").kind == "unsubscribed"
    stack.send(KIM)  # LINE says yes all the same

    assert stack.thread(KIM)[-1]["status"] == "failed"
    assert stack.write(KIM, "/unblock").kind == "subscribed"


def test_who_never_wrote_is_not_reached(stack: Stack) -> None:
    with pytest.raises(SendError, match="has left, or blocked"):
        stack.send("U999")


def test_a_text_that_is_too_long_is_refused(stack: Stack) -> None:
    stack.write(KIM)

    with pytest.raises(SendError, match="between 0 and 5000"):
        stack.send(KIM, "x" * 5001)


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


def test_a_wrong_token_gets_neither_messages_nor_files(stack: Stack) -> None:
    fact = stack.write(KIM, None, media=[stack.picture()])
    path = f"/line-data/v2/bot/message/{fact.provider_message_id}/content"

    with pytest.raises(SendError) as error:
        replace(stack, credentials=KEYS | {"channel_access_token": "wrong"}).register()
    assert error.value.unauthorized
    assert stack.simulator.get(path).status_code == 401


def test_another_secret_is_turned_away(stack: Stack) -> None:
    stack.door.credentials = KEYS | {"channel_secret": "another"}
    stack.simulator.post("/inbound", json={"channel_id": "chn_1", "from": KIM, "text": "Hei"})

    assert stack.thread(KIM)[-1]["status"] == "failed"


@pytest.mark.parametrize("name", ["reaction", "edit"])
def test_what_line_tells_nothing_of_is_refused(stack: Stack, name: str) -> None:
    said = stack.refuses(KIM, **{name: {"to": "1", "emoji": "👍", "text": "x"}})

    assert said == f"LINE tells accounts nothing of this: {name}."
