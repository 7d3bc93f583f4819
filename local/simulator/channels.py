"""The channels that the seeding (or a test) has connected to the simulated providers."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


class UnknownChannel(LookupError):
    """No connected channel fits; the message says which one was looked for."""


@dataclass(frozen=True)
class Channel:
    """A channel as the provider knows it: its number, its secrets and where its webhooks go."""

    id: str
    kind: str
    address: str
    webhook_url: str
    credentials: dict[str, str]


class Channels:
    """The connected channels, kept in a file so that they outlive a restart."""

    def __init__(self, file: Path) -> None:
        self._file = file
        known: list[dict[str, Any]] = json.loads(file.read_text()) if file.exists() else []
        self._channels = {item["id"]: Channel(**item) for item in known}

    def connect(self, channel: Channel) -> None:
        """Add a channel, or replace the one with its id."""
        self._channels[channel.id] = channel
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps([asdict(item) for item in self._channels.values()]))

    def of_kind(self, kind: str) -> list[Channel]:
        return [channel for channel in self._channels.values() if channel.kind == kind]

    def find(self, *, channel_id: str | None, address: str | None) -> Channel:
        """The channel with the id, else the one that owns the address."""
        for channel in self._channels.values():
            if channel.id == channel_id or (channel_id is None and channel.address == address):
                return channel
        raise UnknownChannel(f"No channel is connected as {channel_id or address}.")

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._channels.values())
