"""Switchboard's own provider code and the simulator, each at the other's end of the line: what one
signs and sends, the other has to accept."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
import pytest
import urllib3
from starlette.testclient import TestClient
from urllib3.filepost import encode_multipart_formdata

from chalicelib.channels import domain, http
from chalicelib.channels.facts import Fact
from local.addresses import API_PATHS
from local.simulator.app import create_app
from local.simulator.channels import Channel, Channels
from local.simulator.media import MediaStore
from local.simulator.phones import Phones
from local.simulator.world import World

BASE = "http://testserver"
HOOK = "http://door.example/hooks/chn_1"


@dataclass
class Door:
    """Switchboard's webhooks: challenges are answered, what is not genuine is turned away."""

    provider: domain.Provider
    channel: domain.Channel
    credentials: dict[str, str]
    facts: list[Fact] = field(default_factory=list)
    status: int = 200

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if not str(request.url).startswith(HOOK):
            return httpx2.Response(200, content=b"a file", headers={"content-type": "image/png"})
        headers = {name.lower(): value for name, value in request.headers.items()}
        query = dict(parse_qsl(urlsplit(str(request.url)).query))
        hook = domain.HookRequest(
            str(request.url), request.method, headers, query, bytes(request.content)
        )
        if self.provider.challenge:
            answer = self.provider.challenge(hook, self.channel, self.credentials)
            if answer:
                return httpx2.Response(answer.status, text=answer.body)
        if not self.provider.verify(hook, self.channel, self.credentials):
            return httpx2.Response(403)
        self.facts += self.provider.parse(hook)
        return httpx2.Response(self.status)


@dataclass
class Pool:
    """Stands where urllib3's pool is, and calls the simulator."""

    simulator: TestClient

    def request(self, method: str, url: str, **given: Any) -> urllib3.HTTPResponse:
        content, headers = given.get("body"), dict(given["headers"])
        if given.get("encode_multipart"):
            content, headers["Content-Type"] = encode_multipart_formdata(given["fields"])
        elif "fields" in given:
            content = urlencode(given["fields"]).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        assert url.startswith(BASE)
        answer = self.simulator.request(
            method, url.removeprefix(BASE), content=content, headers=headers
        )
        body = answer.content or b" "
        return urllib3.HTTPResponse(
            body=body, status=answer.status_code, headers=dict(answer.headers), preload_content=True
        )


@dataclass
class Stack:
    """Both ends."""

    provider: domain.Provider
    channel: domain.Channel
    credentials: dict[str, str]
    simulator: TestClient
    world: World
    door: Door

    def register(self) -> Any:
        assert self.provider.register
        return self.provider.register(self.channel, self.credentials, HOOK)

    def send(self, to: str, text: str = "Hei!", **facts: Any) -> str:
        known = {"sender": "", "ref": "cnv_1.2", "status_url": HOOK} | facts
        part = domain.OutgoingMessage(to=to, text=text, **known)
        return self.provider.send(part, self.channel, self.credentials)

    def write(self, customer: str, text: str | None = "Hei", **more: Any) -> Fact:
        """The customer does something; what Switchboard was told at last."""
        body = {"channel_id": "chn_1", "from": customer, "name": "Kim Berg", "text": text} | more
        answer = self.simulator.post("/inbound", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["status"] == self.door.status
        return self.door.facts[-1]

    def refuses(self, customer: str, **more: Any) -> str:
        """The sentence with which the simulator refuses what its provider knows nothing of."""
        body = {"channel_id": "chn_1", "from": customer} | more
        answer = self.simulator.post("/inbound", json=body)
        assert answer.status_code == 400
        return str(answer.json()["detail"])

    def fail(self, how: str) -> None:
        provider = self.provider.kind
        self.simulator.post("/simulate", json={"provider": provider, "fail": how})

    def thread(self, customer: str) -> list[dict[str, Any]]:
        return self.world.phones.thread(customer, self.channel.address or "")

    def picture(self, name: str = "cat.png") -> dict[str, str]:
        """A file on the customer's phone."""
        return {"id": self.world.media.put(b"a file", "image/png", name)}

    def download(self, attachment: Any) -> bytes:
        """A file as the worker would fetch it."""
        assert self.provider.fetch
        where = attachment.id or attachment.url
        url, headers = self.provider.fetch(where, self.channel, self.credentials)
        answer = self.simulator.get(url.removeprefix(BASE), headers=dict(headers))
        assert answer.status_code == 200
        return bytes(answer.content)


@contextmanager
def a_stack(
    provider: domain.Provider,
    credentials: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str = "@nordlys",
) -> Iterator[Stack]:
    """An account at the provider that Switchboard is not connected to yet."""
    channels = Channels(tmp_path / "channels.json")
    channels.connect(Channel("chn_1", provider.kind, address, "", credentials, name="Nordlys"))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    channel = domain.Channel("acc_1", "chn_1", provider.kind, "Nordlys", "tm_1", at, address)
    door = Door(provider, channel, credentials)
    world = World(
        channels,
        Phones(tmp_path / "phones.json"),
        httpx2.AsyncClient(transport=httpx2.MockTransport(door)),
        media=MediaStore(BASE),
        pace_seconds=0,
        timeout_seconds=0,
    )
    urls = {name: f"{BASE}{path}" for name, path in API_PATHS.items()}
    monkeypatch.setattr(http, "settings", lambda: SimpleNamespace(provider_base_urls=urls))
    app = create_app(world, endpoints=tmp_path / "endpoints.json", aws="http://aws.example")
    with TestClient(app, base_url=BASE) as simulator:
        monkeypatch.setattr(http, "pool", lambda: Pool(simulator))
        yield Stack(provider, channel, credentials, simulator, world, door)


def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def a_file(name: str, mime_type: str, kind: Any, data: bytes = b"a file") -> domain.Link:
    url = f"https://files.example/{name}"
    return domain.Link(url, name, mime_type, len(data), kind, lambda: data)
