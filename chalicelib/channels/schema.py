"""Channels: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

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


class LimitsView(Model):
    """What may be sent of a sort of files."""

    size: int = Field(description="Bytes.")
    types: list[str] = Field(description="Empty: any that we allow.")


class CapabilitiesView(Model):
    """What the channel can do; the composer offers that and no more (CH-30)."""

    max_length: int
    unit: Literal["characters", "bytes", "utf16"]
    splits: bool = Field(description="A longer text goes out as several messages.")
    receipts: list[str]
    space: Literal["phone", "email", "own"] = Field(description="What its addresses are.")
    attachments: bool
    files: dict[str, LimitsView] = Field(description="By image, audio, video, file.")
    files_per_message: int
    caption: int
    rich_text: bool
    quotes: bool
    reactions: list[str] | None = Field(description="null: none; empty: any; else these.")
    edits: bool
    deletes: bool
    buttons: int = Field(description="Most quick replies of a message.")
    button_length: int
    can_initiate: bool
    templates: bool
    window_hours: int | None
    human_window_hours: int | None
    consent: bool
    segments: bool = Field(description="Whether texts are billed by SMS segments.")
    subject: bool
    groups: bool
    typing: bool
    invoices: bool
    pushes: bool = Field(description="False: the customer reads from us, so messages can change.")


class FieldView(Model):
    """Something to fill in."""

    name: str
    label: str
    part: Literal["address", "settings", "credentials"]
    help: str
    example: str
    required: bool
    generated: bool = Field(description="Made by us when it is left empty.")


class KindView(Model):
    """A kind of channel that can be connected."""

    kind: str
    label: str
    capabilities: CapabilitiesView
    fields: list[FieldView]
    steps: list[str]


class Kinds(Model):
    """All of them."""

    items: list[KindView]


class HealthView(Model):
    """How a channel is (CH-34)."""

    state: Literal["new", "ok", "unauthorized"] = Field(
        description="new: nothing verified came in yet; unauthorized: it needs new credentials."
    )
    since: str | None
    reason: str | None
    first_event_at: str | None
    last_event_at: str | None
    held: int = Field(description="Messages that wait for new credentials; 100: or more.")


class ProviderTemplate(Model):
    """A template as its provider knows it; gaps are `{{1}}` or `{{name}}`."""

    id: str
    name: str
    language: str
    status: str
    category: str
    header: str
    header_format: Literal["none", "text", "image", "video", "document"]
    body: str
    footer: str
    buttons: list[dict[str, str]] = Field(description="{kind, text, value}; a value may be open.")


class ProviderTemplates(Model):
    """A channel's templates."""

    items: list[ProviderTemplate]
    synced_at: str | None


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
    label: str
    name: str
    team_id: str
    address: str | None
    settings: dict[str, Any]
    webhook_url: str = Field(description="What to tell the provider to call.")
    steps: list[str] = Field(description="What to do at the provider, our values filled in.")
    health: HealthView
    managed_by: str | None = Field(
        description="The CloudFormation stack that declares it and alone may change it."
    )
    made: dict[str, str] = Field(
        {}, description="Secrets that were made when it was connected: told this once."
    )
    capabilities: CapabilitiesView
    created_at: str
