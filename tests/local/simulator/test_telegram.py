"""The simulated Bot API and Switchboard's Telegram code understand each other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.channels.domain import Act, Option, SendError
from chalicelib.channels.telegram import provider
from chalicelib.channels.telegram.outbound import invoke
from tests.local.simulator.messengers import Stack, a_file, a_stack

TOKEN = "110201543:AAH-token"
KIM = "700100200"


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    keys = {"bot_token": TOKEN, "secret_token": "s3cret"}
    with a_stack(provider, keys, tmp_path, monkeypatch) as made:
        made.register()
        yield made


def outbox(stack: Stack) -> list[dict[str, object]]:
    return stack.world.outbox.listing(provider="telegram", since=None)


def test_connecting_is_told_whose_bot_it_is(stack: Stack) -> None:
    kept = stack.register()

    assert (kept["username"], kept["account_name"]) == ("nordlys", "Nordlys")


def test_a_customers_text_arrives_and_is_answered(stack: Stack) -> None:
    fact = stack.write(KIM, "Hei på deg")
    id_ = stack.send(KIM, "**Hei** <du> & *ja*", reply_to=fact.provider_message_id)

    assert (fact.kind, fact.text, fact.sender, fact.sender_name) == (
        "message",
        "Hei på deg",
        KIM,
        "Kim Berg",
    )
    [asked, answered] = stack.thread(KIM)
    assert (answered["id"], answered["text"], answered["reply_to"]) == (
        id_,
        "Hei <du> & ja",
        asked["id"],
    )
    assert asked["status"] == "received"


def test_no_token_is_left_in_the_outbox(stack: Stack) -> None:
    stack.write(KIM)
    stack.send(KIM)

    assert TOKEN not in str(outbox(stack))
    assert "s3cret" not in str(outbox(stack))
    assert outbox(stack)[-1]["path"] == "/telegram/bot…/sendMessage"


def test_a_picture_is_fetched_by_its_id(stack: Stack) -> None:
    fact = stack.write(KIM, "Se", media=[stack.picture()])

    [file] = fact.attachments
    assert (fact.text, file.type) == ("Se", "image")
    assert stack.download(file) == b"a file"


@pytest.mark.parametrize(
    ("mime_type", "kind"),
    [("image/png", "image"), ("application/pdf", "file"), ("audio/ogg", "audio")],
)
def test_a_file_reaches_the_phone(stack: Stack, mime_type: str, kind: str) -> None:
    stack.write(KIM)
    stack.send(KIM, "", files=(a_file("f", mime_type, kind),))

    [media] = stack.thread(KIM)[-1]["media"]
    assert (media["mime_type"], media["kind"]) == (mime_type, kind)


def test_a_pressed_button_comes_back(stack: Stack) -> None:
    stack.write(KIM)
    id_ = stack.send(KIM, options=(Option("q1", "Ja"), Option("q2", "Nei")))

    fact = stack.write(KIM, None, pressed={"to": id_, "id": "q1", "title": "Ja"})
    assert (fact.kind, fact.text, fact.reply_to) == ("postback", "Ja", id_)
    assert fact.answer
    assert fact.answer.payload == "q1"


def test_reactions_go_both_ways(stack: Stack) -> None:
    asked = stack.write(KIM).provider_message_id or ""
    id_ = stack.send(KIM)

    fact = stack.write(KIM, None, reaction={"to": id_, "emoji": "👍"})
    assert provider.act
    provider.act(Act("reaction", KIM, asked, emoji="❤"), stack.channel, stack.credentials)

    assert (fact.kind, fact.emoji, fact.reply_to) == ("reaction", "👍", id_)
    assert [text["reactions"] for text in stack.thread(KIM)] == [{"out": "❤"}, {"in": "👍"}]


def test_what_we_sent_can_be_changed_and_taken_back(stack: Stack) -> None:
    stack.write(KIM)
    id_ = stack.send(KIM)
    assert provider.act

    provider.act(Act("edit", KIM, id_, text="Hallo"), stack.channel, stack.credentials)
    assert stack.thread(KIM)[-1]["text"] == "Hallo"
    for _ in range(2):  # the second time it is gone already
        provider.act(Act("delete", KIM, id_), stack.channel, stack.credentials)
    assert stack.thread(KIM)[-1]["deleted"]


def test_a_customer_changes_what_they_wrote(stack: Stack) -> None:
    id_ = stack.write(KIM, "Hie").provider_message_id

    fact = stack.write(KIM, None, edit={"to": id_, "text": "Hei"})
    assert (fact.kind, fact.text, fact.reply_to) == ("edit", "Hei", id_)


def test_who_blocked_the_bot_gets_nothing_until_they_come_back(stack: Stack) -> None:
    assert stack.write(KIM, "/block").kind == "unsubscribed"
    with pytest.raises(SendError) as error:
        stack.send(KIM)
    assert error.value.opted_out

    assert stack.write(KIM, "/unblock").kind == "subscribed"
    assert stack.send(KIM)


def test_who_never_started_the_bot_is_not_known(stack: Stack) -> None:
    with pytest.raises(SendError, match="does not know this chat"):
        stack.send("999")


def test_a_text_that_is_too_long_is_refused(stack: Stack) -> None:
    stack.write(KIM)

    with pytest.raises(SendError, match="too long"):
        stack.send(KIM, "x" * 4097)


@pytest.mark.parametrize(
    ("how", "retryable"), [("500", True), ("429", True), ("timeout", True), ("401", False)]
)
def test_it_fails_where_it_shall(stack: Stack, how: str, retryable: bool) -> None:
    stack.write(KIM)
    stack.fail(how)

    with pytest.raises(SendError) as error:
        stack.send(KIM)
    assert error.value.retryable is retryable
    assert error.value.after == (1 if how == "429" else None)
    assert error.value.unauthorized is (how == "401")


def test_a_wrong_token_is_refused(stack: Stack) -> None:
    stack = replace(stack, credentials={"bot_token": "1:wrong", "secret_token": "x"})

    with pytest.raises(SendError) as error:
        stack.register()
    assert error.value.unauthorized


def test_the_same_update_can_come_twice(stack: Stack) -> None:
    first, again = stack.write(KIM, id="77"), stack.write(KIM, id="77")

    assert first == again


def test_a_webhook_with_another_secret_is_turned_away(stack: Stack) -> None:
    stack.door.credentials = {"secret_token": "another"}
    stack.simulator.post("/inbound", json={"channel_id": "chn_1", "from": KIM, "text": "Hei"})

    assert stack.thread(KIM)[-1]["status"] == "failed"


@pytest.mark.parametrize(
    "more", [{"delete": {"to": "1"}}, {"reaction": {"to": "1", "emoji": "👍"}}]
)
def test_what_telegram_tells_nothing_of_is_refused(stack: Stack, more: dict[str, object]) -> None:
    assert stack.refuses(KIM, **more)


def test_a_method_that_does_not_exist_is_not_found(stack: Stack) -> None:
    assert invoke("sendPigeon", stack.credentials, {}).status == 404
