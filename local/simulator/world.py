"""What the simulated providers share.

A provider is one package beside this file: a name, a channel kind and two functions.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2
from starlette.routing import BaseRoute

from local.simulator.channels import Channel, Channels
from local.simulator.failures import Failures
from local.simulator.outbox import Outbox
from local.simulator.phones import Phones

TIMEOUT_SECONDS = 16.0  # longer than a patient client waits, see Failure.TIMEOUT


@dataclass
class World:
    """The state of the simulator and its one HTTP client."""

    channels: Channels
    phones: Phones
    http: httpx2.AsyncClient
    outbox: Outbox = field(default_factory=Outbox)
    failures: Failures = field(default_factory=Failures)
    pace_seconds: float = 0.4  # between the steps of a delivery
    timeout_seconds: float = TIMEOUT_SECONDS


class Provider(Protocol):
    """What a provider's module offers to the simulator."""

    NAME: str
    KIND: str  # of the channels that it carries

    def routes(self, world: World) -> list[BaseRoute]:
        """The provider's own HTTP API."""

    async def inbound(
        self, world: World, channel: Channel, message: dict[str, Any]
    ) -> httpx2.Response:
        """Post a customer's message to the channel's webhook; the answer of the door."""
