"""The channels that the seeding (or a test) has connected to the simulated providers."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

LABELS = {
    "twilio_sms": "SMS",
    "twilio_whatsapp": "WhatsApp (Twilio)",
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    "instagram": "Instagram",
    "x": "X",
    "viber": "Viber",
    "telegram": "Telegram",
    "line": "LINE",
    "email": "Email",
    "api": "API",
}
"""What people call the kinds."""


class UnknownChannel(LookupError):
    """No connected channel fits; the message says which one was looked for."""


@dataclass(frozen=True)
class Channel:
    """A channel as the provider knows it: its address, its secrets and where its webhooks go.

    An account at a provider exists before Switchboard knows it: its `webhook_url` is "" then.
    """

    id: str
    kind: str
    address: str
    webhook_url: str
    credentials: dict[str, str]
    settings: dict[str, Any] = field(default_factory=dict)
    name: str = ""

    @property
    def label(self) -> str:
        """What people call channels of this kind."""
        return LABELS.get(self.kind, self.kind)


class Channels:
    """The connected channels, kept in a file so that they outlive a restart."""

    def __init__(self, file: Path) -> None:
        self._file = file
        known: list[dict[str, Any]] = json.loads(file.read_text()) if file.exists() else []
        self._channels = {item["id"]: Channel(**item) for item in known}

    def connect(self, channel: Channel) -> None:
        """Add a channel, or replace the one with its id, or with its kind and address: that is
        the same account at the provider, connected anew."""
        same = [
            id_
            for id_, other in self._channels.items()
            if channel.address and (other.kind, other.address) == (channel.kind, channel.address)
        ]
        for id_ in same:
            if id_ != channel.id:
                del self._channels[id_]
        self._channels[channel.id] = channel
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps([asdict(item) for item in self._channels.values()]))

    def of_kind(self, kind: str) -> list[Channel]:
        return [channel for channel in self._channels.values() if channel.kind == kind]

    def find(
        self, *, channel_id: str | None, address: str | None, kind: str | None = None
    ) -> Channel:
        """The channel with the id, else the one (of the kind) that owns the address."""
        for channel in self._channels.values():
            fits = channel.address == address and kind in (None, channel.kind)
            if channel.id == channel_id or (channel_id is None and fits):
                return channel
        raise UnknownChannel(f"No channel is connected as {channel_id or address}.")

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._channels.values())
