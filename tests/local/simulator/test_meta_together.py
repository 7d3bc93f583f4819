"""Our own sending code against the simulated Graph API: neither is right by agreeing with itself
alone, yet they have to agree."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import urllib3
from starlette.testclient import TestClient

from chalicelib.channels import http
from chalicelib.channels.domain import Act, Option, SendError, TemplateUse
from chalicelib.channels.registry import provider_of
from local.simulator import meta
from local.simulator.app import create_app
from local.simulator.channels import Channel
from local.simulator.phones import Text
from local.simulator.world import World
from tests.channels.meta.samples import CREDENTIALS, NUMBER, a_file, channel, outgoing
from tests.local.simulator.conftest import CUSTOMER

PERSON = "7012345678901234"
KINDS = pytest.mark.parametrize("kind", ["whatsapp", "messenger", "instagram"])
PREFIXES = {"graph.facebook.com": "/graph", "graph.instagram.com": "/instagram"}


class Bridge:
    """Carries our calls to the simulator, in the place of the connections."""

    def __init__(self, simulator: TestClient) -> None:
        self.simulator = simulator

    def request(self, method: str, url: str, **given: Any) -> urllib3.HTTPResponse:
        parts = urlsplit(url)
        answer = self.simulator.request(
            method,
            PREFIXES[parts.netloc] + parts.path,
            params=parse_qs(parts.query),
            headers=given["headers"],
            content=given.get("body"),
        )
        return urllib3.HTTPResponse(
            io.BytesIO(answer.content), dict(answer.headers), answer.status_code
        )


def door(request: httpx2.Request) -> httpx2.Response:
    """Our webhook, which knows its token, and a store of files."""
    query = request.url.params
    if "hub.mode" in query:
        right = query["hub.verify_token"] == "open-sesame"
        return httpx2.Response(200 if right else 403, text=query["hub.challenge"])
    return httpx2.Response(200, content=b"a tent", headers={"content-type": "image/jpeg"})


@pytest.fixture(autouse=True)
def simulator(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """The Graph API around the tests' three channels, whose customer has just written."""
    world.http = httpx2.AsyncClient(transport=httpx2.MockTransport(door))
    for kind in ("whatsapp", "messenger", "instagram"):
        known = channel(kind)
        address = known.address or ""
        world.channels.connect(
            Channel(kind, kind, address, "", CREDENTIALS, dict(known.settings), "Nordlys")
        )
        world.phones.add(Text(f"{kind}-1", "in", customer(kind), address, "Hi", "received"))
    app = create_app(world, endpoints=tmp_path / "e.json", aws="http://aws", providers=(meta,))
    with TestClient(app) as client:
        monkeypatch.setattr(http, "pool", lambda: Bridge(client))
        yield client


def customer(kind: str) -> str:
    return CUSTOMER if kind == "whatsapp" else PERSON


def send(world: World, kind: str, **facts: Any) -> Text:
    """The message as the phone shows it."""
    message = outgoing(to=customer(kind), **facts)
    text = world.phones.find(provider_of(kind).send(message, channel(kind), CREDENTIALS))
    assert text is not None
    return text


@KINDS
def test_a_channel_is_connected(world: World, kind: str) -> None:
    register = provider_of(kind).register
    assert register is not None

    kept = register(channel(kind), CREDENTIALS, "http://door.example/hooks/new")

    assert kept["recipient"] == (NUMBER if kind == "whatsapp" else channel(kind).address)
    [connected] = world.channels.of_kind(kind)
    if kind == "whatsapp":
        assert connected.webhook_url == "http://door.example/hooks/new"


@KINDS
def test_a_text_with_quick_replies_and_a_file_arrive(world: World, kind: str) -> None:
    asked = send(world, kind, text="Size?", options=(Option("m", "Medium"),))
    shown = send(world, kind, text="", files=(a_file(),))

    assert (asked.text, asked.options) == ("Size?", [{"id": "m", "title": "Medium"}])
    assert [file["kind"] for file in shown.media] == ["image"]


@KINDS
def test_a_reaction_arrives_and_is_taken_back(world: World, kind: str) -> None:
    act = provider_of(kind).act
    assert act is not None
    reactions = []
    for emoji in ("❤️", None):
        act(Act("reaction", customer(kind), f"{kind}-1", emoji), channel(kind), CREDENTIALS)
        text = world.phones.find(f"{kind}-1")
        assert text is not None
        reactions.append(dict(text.reactions))

    assert reactions == [{"out": "❤️"}, {}]


def test_every_template_that_is_listed_can_be_sent(world: World) -> None:
    templates = provider_of("whatsapp").templates
    assert templates is not None
    known = {one.name: one for one in templates(channel("whatsapp"), CREDENTIALS)}
    filled: dict[str, dict[str, Any]] = {
        "order_shipped": {
            "body": ("Kari", "42", "Friday"),
            "buttons": ("42",),
            "header_file": a_file(),
        },
        "continue_conversation": {"body": ("Kari", "Anna")},
        "winter_sale": {"header": ("Kari",), "body": ("søndag",), "buttons": ("VINTER50",)},
    }
    for name, values in filled.items():
        one = known.pop(name)
        assert one.status == "approved"
        use = TemplateUse(id=one.id, name=name, language=one.language, **values)
        text = send(world, "whatsapp", text="", template=use)
        assert "{{" not in text.text
        assert bool(text.media) is ("header_file" in values)

    assert {one.status for one in known.values()} == {"pending"}


@KINDS
def test_expired_credentials_are_flagged(simulator: TestClient, world: World, kind: str) -> None:
    simulator.post("/simulate", json={"provider": "graph", "fail": "401"})

    with pytest.raises(SendError) as refusal:
        send(world, kind)
    assert refusal.value.unauthorized


def test_a_file_of_a_customer_is_found(world: World) -> None:
    fetch = provider_of("whatsapp").fetch
    assert fetch is not None
    id_ = world.media.put(b"a tent", "image/jpeg")

    url, _ = fetch(id_, channel("whatsapp"), CREDENTIALS)

    assert url == f"{world.media.base_url}/graph/files/{id_}"
