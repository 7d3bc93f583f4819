"""Channels: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from chalicelib.runtime.model import Body, Model, Name

Address = Annotated[str, StringConstraints(min_length=1, max_length=254)]


Credentials = Annotated[dict[str, str], Field(max_length=20)]


class NewChannel(Body):
    """A number, page, address or widget to connect."""

    kind: str = Field(max_length=64, examples=["webchat", "twilio_sms"])
    name: Name
    team_id: str | None = Field(None, description="Entire team unless said.")
    address: Address | None = Field(None, description="Its own number or address.")
    settings: dict[str, Any] = Field(default={}, max_length=50)
    credentials: Credentials = Field(default={}, description="Kept as a secret, never shown.")


class ChannelChange(Body):
    """What to change about a channel."""

    name: Name | None = None
    team_id: str | None = None
    address: Address | None = None
    settings: dict[str, Any] | None = Field(None, max_length=50)
    credentials: Credentials | None = None


class CapabilitiesView(Model):
    """What the channel can do."""

    max_length: int
    receipts: list[str]
    attachments: bool
    rich_text: bool
    pushes: bool = Field(description="False: the customer reads from us, so messages can change.")
    can_initiate: bool
    templates: bool
    window_hours: int | None


class ChannelEntry(Model):
    """A channel as every user may know it: nothing of how it is settled."""

    id: str
    kind: str
    name: str
    team_id: str
    capabilities: CapabilitiesView


class Directory(Model):
    """The account's channels."""

    items: list[ChannelEntry]


class ChannelView(Model):
    """A connected channel."""

    id: str
    kind: str
    name: str
    team_id: str
    address: str | None
    settings: dict[str, Any]
    webhook_url: str = Field(description="What to tell the provider to call.")
    capabilities: CapabilitiesView
    created_at: str
