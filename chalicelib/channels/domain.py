"""The contract of a provider, and the facts it turns the world's payloads into.

Only a provider's own folder knows its wire format. Adding one: docs/add-a-channel.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Channel:
    """A connected number, page, address or widget of an account."""

    account_id: str
    id: str
    kind: str
    name: str
    team_id: str
    created_at: datetime
    address: str | None = None
    """Its own number or address, from which answers are sent."""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do; composer and API refuse what it cannot (CH-30)."""

    max_length: int
    """Longest text of one message, in characters."""
    receipts: tuple[str, ...] = ()
    """The delivery states that the provider reports."""
    attachments: bool = False
    rich_text: bool = False
    """Whether bold, lists and links reach the customer; elsewhere a message becomes plain text."""
    can_initiate: bool = False
    """Whether we may write to someone who never wrote (D7)."""
    templates: bool = False
    window_hours: int | None = None
    """For how long after the customer's last message free text may be sent."""
    pushes: bool = True
    """False where the customer reads from us (website chat), so nothing is sent to a provider."""


@dataclass(frozen=True, slots=True)
class HookRequest:
    """A webhook call as it came: header names in lower case, the body's very bytes."""

    url: str
    """The full public URL that the provider was given, with the query as it was called."""
    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


class Attachment(BaseModel):
    """A file that came with a message, still at the provider."""

    url: str
    mime_type: str | None = None


class InboundMessage(BaseModel):
    """A customer wrote."""

    fact: Literal["message"] = "message"
    provider_message_id: str
    sender: str
    recipient: str | None = None
    text: str = ""
    attachments: list[Attachment] = []
    consent: Literal["opt_out", "opt_in", "help"] | None = None


class StatusReport(BaseModel):
    """How far a message of ours came. `ref` is our own name for it, where we could send one along;
    a report may arrive before we have stored the provider's id."""

    fact: Literal["status"] = "status"
    provider_message_id: str
    status: Literal["queued", "sent", "delivered", "read", "failed"]
    ref: str | None = None
    error: str | None = None


class Ignored(BaseModel):
    """Something genuine that means nothing to us: acknowledged and counted, never refused."""

    fact: Literal["ignored"] = "ignored"
    provider_message_id: str | None = None
    reason: str


Fact = InboundMessage | StatusReport | Ignored


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message to hand to a provider."""

    to: str
    sender: str
    text: str
    ref: str
    status_url: str
    """Where the provider reports delivery; carries `ref`."""


class SendError(Exception):
    """The provider did not take a message; `retryable` says whether later may be different."""

    def __init__(self, sentence: str, retryable: bool) -> None:
        super().__init__(sentence)
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class Provider:
    """What every provider's folder hands to the registry."""

    kind: str
    label: str
    capabilities: Capabilities
    required_settings: tuple[str, ...]
    required_credentials: tuple[str, ...]
    verify: Callable[[HookRequest, Mapping[str, str]], bool]
    """Whether these credentials signed the request: in constant time, before anything else."""
    parse: Callable[[HookRequest], list[Fact]]
    """The facts in a verified request, in the provider's order; Invalid when it is malformed."""
    send: Callable[[OutgoingMessage, Channel, Mapping[str, str]], str]
    """Hand a message over; answers the provider's id for it, or raises SendError."""
    answer: tuple[str, str] = ("", "text/plain")
    """Body and content type that acknowledge a webhook."""
