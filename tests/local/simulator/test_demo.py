"""The demo's channels in both directions: each simulated provider and our own code of its kind
understand each other, without a stack between them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.testclient import TestClient
from urllib3.filepost import encode_multipart_formdata

from chalicelib.channels import http
from chalicelib.channels.domain import Channel as OurChannel
from chalicelib.channels.domain import HookRequest, OutgoingMessage, SendError
from chalicelib.channels.facts import SAID, Fact
from chalicelib.channels.registry import provider_of
from chalicelib.runtime import outgoing
from local import demo
from local.addresses import API_PATHS
from local.demo.company import KARI
from local.simulator.app import create_app
from local.simulator.channels import Channel, Channels
from local.simulator.people import address
from local.simulator.phones import Phones
from local.simulator.world import World
from tests.local.simulator.conftest import Door

PROVIDERS = "http://providers.example"
HOOKED = [channel for channel in demo.CHANNELS if channel.kind not in ("webchat", "email")]
"""Mail comes by a queue, and the website's visitors write to us."""


@pytest.fixture
def company(tmp_path: Path, door: Door) -> Iterator[TestClient]:
    """The demo company's channels, all connected."""
    channels = Channels(tmp_path / "channels.json")
    for channel in HOOKED:
        channels.connect(
            Channel(
                id=f"chn_{channel.kind}",
                kind=channel.kind,
                address=channel.address or "",
                webhook_url=f"http://door.example/hooks/chn_{channel.kind}",
                credentials=channel.known_at_provider,
                settings=channel.settled(PROVIDERS),
                name=channel.name,
            )
        )
    world = World(
        channels,
        Phones(tmp_path / "phones.json"),
        httpx2.AsyncClient(transport=httpx2.MockTransport(door)),
        pace_seconds=0,
        timeout_seconds=0,
    )
    with TestClient(create_app(world, endpoints=tmp_path / "e.json", aws="")) as client:
        yield client


def our_channel(channel: demo.Channel) -> OurChannel:
    """The channel as our own code knows it."""
    return OurChannel(
        account_id="acc_1",
        id=f"chn_{channel.kind}",
        kind=channel.kind,
        name=channel.name,
        team_id="tm_1",
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
        address=channel.address,
        settings=channel.settled(PROVIDERS),
    )


def as_hook(request: httpx2.Request) -> HookRequest:
    """A call of our webhook as the door sees it."""
    return HookRequest(
        url=str(request.url),
        method=request.method,
        headers={name.lower(): value for name, value in request.headers.items()},
        query=dict(request.url.params),
        body=request.content,
    )


def understood(request: httpx2.Request, channel: demo.Channel) -> list[Fact]:
    """The facts of a call that our code has verified."""
    provider, hook, ours = provider_of(channel.kind), as_hook(request), our_channel(channel)
    assert provider.verify(hook, ours, channel.credentials)
    if channel.kind != "telegram":  # which proves itself with a secret, not by the body
        changed = replace(hook, body=hook.body + b" ")
        assert not provider.verify(changed, ours, channel.credentials)
    return provider.parse(hook)


@pytest.mark.parametrize("channel", HOOKED, ids=lambda channel: channel.kind)
def test_a_customers_text_is_signed_and_understood(
    company: TestClient, door: Door, channel: demo.Channel
) -> None:
    sender = address(KARI, channel.kind)
    message = {
        "channel_id": f"chn_{channel.kind}",
        "from": sender,
        "name": KARI.name,
        "text": "Hei på deg 🏔️",
    }

    answer = company.post("/inbound", json=message)

    assert answer.status_code == 200, answer.text
    facts = [fact for request in door.requests for fact in understood(request, channel)]
    (said,) = [fact for fact in facts if fact.kind in SAID]
    assert said.text == "Hei på deg 🏔️"
    assert said.sender is not None
    assert provider_of(channel.kind).normal(said.sender) == sender


@pytest.mark.parametrize("channel", HOOKED, ids=lambda channel: channel.kind)
def test_a_customers_picture_is_signed_and_understood(
    company: TestClient, door: Door, channel: demo.Channel
) -> None:
    picture = company.post(
        "/media?name=tent.png", content=b"\x89PNG", headers={"Content-Type": "image/png"}
    ).json()
    message = {
        "channel_id": f"chn_{channel.kind}",
        "from": address(KARI, channel.kind),
        "media": [{"id": picture["id"]}],
    }

    answer = company.post("/inbound", json=message)

    assert answer.status_code == 200, answer.text
    facts = [fact for request in door.requests for fact in understood(request, channel)]
    (said,) = [fact for fact in facts if fact.kind in SAID]
    (file,) = said.attachments
    assert file.url or file.id


class OurDoor(Door):
    """The application's webhooks as far as providers prove them: challenges and signatures."""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        kind = request.url.path.rpartition("chn_")[2]
        channel = next(each for each in HOOKED if each.kind == kind)
        provider, hook, ours = provider_of(kind), as_hook(request), our_channel(channel)
        if provider.challenge:
            told = provider.challenge(hook, ours, channel.credentials)
            if told:
                headers = {"content-type": told.content_type}
                return httpx2.Response(told.status, text=told.body, headers=headers)
        genuine = provider.verify(hook, ours, channel.credentials)
        return httpx2.Response(200 if genuine else 403)


class Wire:
    """urllib3's pool, connected to the simulator in this process."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: dict[str, str],
        body: bytes | None = None,
        fields: Any = None,
        encode_multipart: bool = False,
    ) -> SimpleNamespace:
        params = None
        if fields is not None and method == "GET":
            params = dict(fields)
        elif encode_multipart:
            body, headers["Content-Type"] = encode_multipart_formdata(fields)
        elif fields is not None:
            body = urlencode(fields).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self.client.request(
            method, url, content=body, headers=headers, params=params, follow_redirects=False
        )
        return SimpleNamespace(
            status=answer.status_code, data=answer.content, headers=answer.headers
        )


@pytest.fixture
def door() -> Door:
    return OurDoor()


@pytest.fixture
def wired(company: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Our code's calls of providers go to the simulator."""
    bases = {name: f"{PROVIDERS}{path}" for name, path in API_PATHS.items()}
    settings = SimpleNamespace(provider_base_urls=bases)
    monkeypatch.setattr(http, "settings", lambda: settings)
    monkeypatch.setattr(outgoing, "settings", lambda: settings)
    monkeypatch.setattr(http, "pool", lambda: Wire(company))
    company.base_url = httpx2.URL(PROVIDERS)
    return company


@pytest.mark.parametrize("channel", HOOKED, ids=lambda channel: channel.kind)
def test_the_provider_accepts_the_demos_credentials_and_knows_our_webhook(
    wired: TestClient, channel: demo.Channel
) -> None:
    register = provider_of(channel.kind).register
    assert register is not None
    url = f"http://door.example/hooks/chn_{channel.kind}"

    told = register(our_channel(channel), channel.credentials, url)

    assert isinstance(told, Mapping)
    account = wired.get(f"/channels/chn_{channel.kind}/account").json()
    assert account["webhook_url"] == url


# The system behind an API channel is not asked: it learns the secret only now.
@pytest.mark.parametrize(
    "channel", [each for each in HOOKED if each.kind != "api"], ids=lambda channel: channel.kind
)
def test_wrong_credentials_are_refused_with_a_sentence(
    wired: TestClient, channel: demo.Channel
) -> None:
    register = provider_of(channel.kind).register
    assert register is not None
    wrong = dict.fromkeys(channel.credentials, "wrong")
    if channel.kind == "api":  # the other system is not asked: it learns the secret only now
        return

    with pytest.raises(SendError) as refused:
        register(our_channel(channel), wrong, f"http://door.example/hooks/chn_{channel.kind}")

    assert refused.value.unauthorized
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("channel", HOOKED, ids=lambda channel: channel.kind)
def test_an_answer_reaches_the_customers_phone(
    wired: TestClient, door: Door, channel: demo.Channel
) -> None:
    customer = address(KARI, channel.kind)
    told = {"channel_id": f"chn_{channel.kind}", "from": customer, "text": "Hei"}
    assert wired.post("/inbound", json=told).json()["status"] == 200
    message = OutgoingMessage(
        to=customer,
        sender=channel.address or "",
        text="Hei Kari!",
        ref="msg_1",
        status_url=f"http://door.example/hooks/chn_{channel.kind}?ref=msg_1",
    )

    sent = provider_of(channel.kind).send(message, our_channel(channel), channel.credentials)

    query = {"customer": customer, "company": channel.address or ""}
    asked, answered = wired.get("/thread", params=query).json()["items"]
    assert (asked["direction"], answered["direction"]) == ("in", "out")
    assert answered["text"] == "Hei Kari!"
    assert sent
