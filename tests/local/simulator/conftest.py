"""The simulator in one process, with the application's webhook door replaced by a list."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl

import httpx2
import pytest
from starlette.testclient import TestClient

from local.simulator.app import create_app
from local.simulator.channels import Channel, Channels
from local.simulator.phones import Phones
from local.simulator.world import World

ACCOUNT, TOKEN = "AC00000000000000000000000000000001", "secret-of-the-test"
COMPANY, CUSTOMER = "+4759440123", "+4791234567"
DOOR = "http://door.example/hooks/chn_1"


@dataclass
class Door:
    """Stands where the application's webhooks are."""

    status: int = 200
    error: httpx2.TransportError | None = None
    requests: list[httpx2.Request] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if self.error:
            raise self.error
        return httpx2.Response(self.status, text="")

    def forms(self) -> list[dict[str, str]]:
        return [
            dict(parse_qsl(request.content.decode(), keep_blank_values=True))
            for request in self.requests
        ]


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def world(tmp_path: Path, door: Door) -> World:
    """An SMS channel, nothing sent yet, and no waiting between the steps of a delivery."""
    channels = Channels(tmp_path / "channels.json")
    channels.connect(
        Channel("chn_1", "twilio_sms", COMPANY, DOOR, {"account_sid": ACCOUNT, "auth_token": TOKEN})
    )
    return World(
        channels,
        Phones(tmp_path / "phones.json"),
        httpx2.AsyncClient(transport=httpx2.MockTransport(door)),
        pace_seconds=0,
        timeout_seconds=0,
    )


@pytest.fixture
def simulator(tmp_path: Path, world: World) -> Iterator[TestClient]:
    """Every provider around the world."""
    app = create_app(world, endpoints=tmp_path / "endpoints.json", aws="http://aws.example")
    with TestClient(app) as client:
        yield client
