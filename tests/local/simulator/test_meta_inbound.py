"""What a customer does on the phone is read by our own parsers as what it was."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Fact
from chalicelib.channels.registry import provider_of
from local.simulator import meta
from local.simulator.app import create_app
from local.simulator.channels import Channel
from local.simulator.phones import Text
from local.simulator.world import World
from tests.builders import a_channel
from tests.local.simulator.conftest import COMPANY, CUSTOMER, Door

SECRET = "app-secret"
PAGE, IG, PERSON = "111899832631525", "17841452691600098", "7012345678901234"
ADDRESSES = {"whatsapp": COMPANY, "messenger": PAGE, "instagram": IG}
CREDENTIALS = {"access_token": "EAAB", "app_secret": SECRET}
KINDS = pytest.mark.parametrize("kind", list(ADDRESSES))


@pytest.fixture
def simulator(tmp_path: Path, world: World) -> Iterator[TestClient]:
    """The phone around a number, a page and an Instagram account, each with one message."""
    for kind, address in ADDRESSES.items():
        settings = {"phone_number_id": "1065", "waba_id": "1022"}
        url = f"http://door.example/hooks/{kind}"
        world.channels.connect(Channel(kind, kind, address, url, CREDENTIALS, settings))
        customer = CUSTOMER if kind == "whatsapp" else PERSON
        world.phones.add(Text(f"{kind}-1", "out", customer, address, "Size?", "read"))
    app = create_app(world, endpoints=tmp_path / "e.json", aws="http://aws", providers=(meta,))
    with TestClient(app) as client:
        yield client


def play(simulator: TestClient, door: Door, kind: str, **what: Any) -> list[Fact]:
    """The facts of what a customer does, from webhooks whose signature holds."""
    customer = CUSTOMER if kind == "whatsapp" else PERSON
    message = {"channel_id": kind, "from": customer, "name": "Kari"} | what
    answer = simulator.post("/inbound", json=message)
    assert answer.status_code == 200, answer.text
    provider, channel = provider_of(kind), a_channel(kind=kind)
    facts: list[Fact] = []
    for request in door.requests:
        headers = {name.lower(): value for name, value in request.headers.items()}
        hook = HookRequest(str(request.url), "POST", headers, {}, request.content)
        assert provider.verify(hook, channel, CREDENTIALS)
        facts += provider.parse(hook)
    return facts


@KINDS
def test_a_text(simulator: TestClient, door: Door, kind: str) -> None:
    [fact] = play(simulator, door, kind, text="Hei på deg 🏔️", reply_to=f"{kind}-1")

    assert (fact.kind, fact.text, fact.reply_to) == ("message", "Hei på deg 🏔️", f"{kind}-1")
    assert fact.sender == (CUSTOMER[1:] if kind == "whatsapp" else PERSON)


@KINDS
def test_a_picture_with_words(simulator: TestClient, door: Door, world: World, kind: str) -> None:
    id_ = world.media.put(b"a tent", "image/jpeg", "tent.jpg")

    facts = play(simulator, door, kind, text="Broken", media=[{"id": id_}])

    assert [fact.text for fact in facts if fact.text] == ["Broken"]
    [file] = [file for fact in facts for file in fact.attachments]
    assert file.type == "image"
    assert id_ in (file.id, (file.url or "").rpartition("/")[2])


@KINDS
def test_a_pressed_button(simulator: TestClient, door: Door, kind: str) -> None:
    pressed = {"to": f"{kind}-1", "id": "m", "title": "Medium"}

    [fact] = play(simulator, door, kind, pressed=pressed)

    assert (fact.kind, fact.text) == ("message", "Medium")
    assert fact.answer is not None
    assert fact.answer.payload == "m"


@KINDS
@pytest.mark.parametrize("emoji", ["👍", None])
def test_a_reaction(simulator: TestClient, door: Door, kind: str, emoji: str | None) -> None:
    [fact] = play(simulator, door, kind, reaction={"to": f"{kind}-1", "emoji": emoji})

    assert (fact.kind, fact.reply_to, fact.emoji) == ("reaction", f"{kind}-1", emoji)
    assert fact.removed is (emoji is None)


@pytest.mark.parametrize("kind", ["whatsapp", "messenger"])
def test_an_edit(simulator: TestClient, door: Door, kind: str) -> None:
    [fact] = play(simulator, door, kind, edit={"to": f"{kind}-1", "text": "Size M"})

    assert (fact.kind, fact.reply_to, fact.text) == ("edit", f"{kind}-1", "Size M")


@pytest.mark.parametrize("kind", ["whatsapp", "instagram"])
def test_a_message_taken_back(simulator: TestClient, door: Door, kind: str) -> None:
    [fact] = play(simulator, door, kind, delete={"to": f"{kind}-1"})

    assert (fact.kind, fact.reply_to) == ("delete", f"{kind}-1")


@pytest.mark.parametrize("kind", ["whatsapp", "messenger"])
def test_a_place(simulator: TestClient, door: Door, kind: str) -> None:
    [fact] = play(simulator, door, kind, location={"latitude": 59.9, "longitude": 10.7})

    [place] = fact.attachments
    assert (place.type, place.latitude, place.longitude) == ("location", 59.9, 10.7)


def test_a_customer_who_hides_their_number(simulator: TestClient, door: Door) -> None:
    [fact] = play(simulator, door, "whatsapp", text="Hei", **{"from": "NO.1349120865530274"})

    assert (fact.sender, fact.sender_name) == ("NO.1349120865530274", "Kari")


def test_a_voice_note_and_words_are_two_messages(
    simulator: TestClient, door: Door, world: World
) -> None:
    id_ = world.media.put(b"hello", "audio/ogg", "voice.ogg")

    words, heard = play(simulator, door, "whatsapp", text="Listen", media=[{"id": id_}])

    assert (words.text, words.attachments) == ("Listen", [])
    assert heard.attachments[0].voice is True


@KINDS
def test_a_message_given_again_is_the_same_message(
    simulator: TestClient, door: Door, kind: str
) -> None:
    for _ in range(2):
        facts = play(simulator, door, kind, text="Hei", id="again-1")

    assert {fact.provider_message_id for fact in facts} == {"again-1"}


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("messenger", {"delete": {"to": "messenger-1"}}),
        ("instagram", {"edit": {"to": "instagram-1", "text": "x"}}),
        ("instagram", {"location": {"latitude": 1, "longitude": 2}}),
        ("whatsapp", {"delete": {"to": "nope"}}),
    ],
)
def test_what_the_app_cannot_do_is_refused(
    simulator: TestClient, door: Door, kind: str, what: dict[str, Any]
) -> None:
    customer = CUSTOMER if kind == "whatsapp" else PERSON
    answer = simulator.post("/inbound", json={"channel_id": kind, "from": customer} | what)

    assert answer.status_code == 400
    assert door.requests == []
    assert json.loads(answer.text)["detail"]
