"""What the simulated providers share.

A provider is one package beside this file: a name, the kinds of channels it carries and two
functions.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import httpx2
from starlette.routing import BaseRoute

from local.simulator.channels import Channel, Channels
from local.simulator.failures import Failures
from local.simulator.media import MediaStore
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
    media: MediaStore = field(default_factory=MediaStore)
    aws: str = ""  # the emulator's address, where a provider is a service of AWS
    pace_seconds: float = 0.4  # between the steps of a delivery
    timeout_seconds: float = TIMEOUT_SECONDS


class Provider(Protocol):
    """What a provider's module offers to the simulator."""

    NAME: str

    @property
    def KINDS(self) -> tuple[str, ...]:
        """The kinds of channels that it carries."""

    def routes(self, world: World) -> list[BaseRoute]:
        """The provider's own HTTP API."""

    async def inbound(
        self, world: World, channel: Channel, message: dict[str, Any]
    ) -> httpx2.Response:
        """Post what a customer does to the channel's webhook; the answer of the door.

        The message is checked (`local.simulator.message`) and holds `from`, and at least one of
        `text`, `media: [{id, kind, mime_type, name}]`, `location: {latitude, longitude, name?}`,
        `pressed: {to, id, title}`, `reaction: {to, emoji | null}`, `edit: {to, text}` and
        `delete: {to}`; `to` is the id of a message on the phone. Perhaps also `name` (the
        customer's), `reply_to`, `subject` (of a mail) and `id` (the provider's id of the message,
        so that one given again plays a repeated webhook). What the provider knows nothing of is
        refused with `BadRequest` and a sentence.
        """


@runtime_checkable
class LooksItself(Protocol):
    """A provider that nobody calls: it looks for what the company has sent when somebody asks."""

    async def refresh(self, world: World, channel: Channel) -> None:
        """Bring what the channel has sent since to the customers."""
