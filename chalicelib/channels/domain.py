"""The contract of a provider: what its folder hands to the registry.

Only a provider's own folder knows its wire format. Adding one: docs/add-a-channel.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from chalicelib.channels.facts import Fact
from chalicelib.runtime.errors import Refused


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
    managed_by: str | None = None
    """The ARN of the CloudFormation stack that declares it; None: people settle it here."""

    @property
    def stack(self) -> str | None:
        """The name in the stack's ARN, `arn:…:stack/{name}/{id}`."""
        return self.managed_by.split("/")[1] if self.managed_by else None

    @property
    def thread(self) -> str:
        """Under this name a contact's conversation on it is kept: channels that are settled to
        share a thread have the same (CH-35)."""
        shared = self.settings.get("shared_thread")
        return f"shared:{shared}" if shared else self.id


class Managed(Refused):
    """A stack declares the channel, so it is changed there and nowhere else."""

    code = "managed"


Space = Literal["phone", "email", "own"]
Unit = Literal["characters", "bytes", "utf16"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What files of a sort may be sent: bytes, and the types (empty: any that we allow)."""

    size: int
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do; composer and API offer that and refuse the rest (CH-30)."""

    max_length: int
    """Longest text of one provider's message, in `unit`."""
    unit: Unit = "characters"
    splits: bool = False
    """A longer text goes out as several messages; else it is refused."""
    receipts: tuple[str, ...] = ()
    """The delivery states that the provider reports."""
    space: Space = "own"
    """What addresses are: phone numbers and mail addresses are the same person on every channel
    that goes by them (CRM-26); else they mean something on this kind of channel alone."""
    files: Mapping[str, Limits] = field(default_factory=dict)
    """image, audio, video, file → what may be sent of it; none: no files."""
    files_per_message: int = 1
    caption: int = 0
    """Longest text that goes along with a file; a longer one is a message of its own before."""
    rich_text: bool = False
    """Whether bold, lists and links reach the customer; elsewhere a message becomes plain text."""
    quotes: bool = False
    """Whether an answer to an earlier message shows as one at the customer's."""
    reactions: tuple[str, ...] | None = None
    """None: cannot be sent; empty: any emoji; else these alone."""
    edits: bool = False
    deletes: bool = False
    """Whether a sent message can be changed or taken back at the customer's."""
    buttons: int = 0
    """Most quick replies that a message can carry (MSG-23), `button_length` characters each."""
    button_length: int = 20
    can_initiate: bool = False
    """Whether we may write to someone who never wrote (D7); with `templates` alone, only by one."""
    templates: bool = False
    """Whether approved templates can be sent (CH-18, CH-20)."""
    window_hours: int | None = None
    """For how long after the customer's last message free text may be sent."""
    human_window_hours: int | None = None
    """The same for what a person wrote, where that is longer (CH-07)."""
    consent: bool = False
    """Whether customers can opt out here (CH-16)."""
    segments: bool = False
    """Whether a text is billed by SMS segments, which the composer counts (CH-15)."""
    subject: bool = False
    """Whether a message has subject and CC, as mail has."""
    groups: bool = False
    typing: bool = False
    """Whether we are told that the customer types."""
    invoices: bool = False
    pushes: bool = True
    """False where the customer reads from us (website chat), so nothing is sent to a provider."""

    @property
    def attachments(self) -> bool:
        return bool(self.files)


@dataclass(frozen=True, slots=True)
class HookRequest:
    """A webhook call as it came: header names in lower case, the body's very bytes."""

    url: str
    """The full public URL that the provider was given, with the query as it was called."""
    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class HookAnswer:
    """What acknowledges a webhook, or answers a provider's challenge."""

    body: str = ""
    content_type: str = "text/plain"
    status: int = 200


@dataclass(frozen=True, slots=True)
class Link:
    """Where a file can be fetched by a provider for some minutes."""

    url: str
    name: str
    mime_type: str
    size: int
    kind: Literal["image", "audio", "video", "file"]
    load: Callable[[], bytes]
    """The bytes, for providers that take uploads."""


@dataclass(frozen=True, slots=True)
class Option:
    """A quick reply: what the customer reads on the button, and what comes back with the press."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """An approved template with its gaps filled."""

    id: str
    """The provider's own id or name of it, as its synchronisation told."""
    name: str
    language: str
    header: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    """Per button that takes one (a URL's end, a coupon), in order."""
    header_file: Link | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A template as the provider approved it: texts with gaps `{{1}}`, `{{2}}` … or `{{name}}`."""

    id: str
    name: str
    language: str
    status: str
    """approved, pending, rejected, paused."""
    category: str = ""
    header: str = ""
    header_format: Literal["none", "text", "image", "video", "document"] = "none"
    body: str = ""
    footer: str = ""
    buttons: tuple[Mapping[str, str], ...] = ()
    """`{kind: quick_reply|url|phone|copy_code, text, value}`; `value` may hold a gap."""


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """What only mail has."""

    subject: str
    cc: tuple[str, ...]
    message_id: str
    """Ours, without angle brackets."""
    in_reply_to: str | None
    references: tuple[str, ...]
    reply_to: str
    html: str
    """The answer as HTML; `text` is the plain part."""
    author: str
    """The agent's name, for a from-name such as `Kim from Nordlys`."""


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One part of a message to hand to a provider, already cut to what one call takes."""

    to: str
    sender: str
    text: str
    ref: str
    status_url: str
    """Where the provider reports delivery; carries `ref`."""
    files: tuple[Link, ...] = ()
    """At most `files_per_message`; `text` is then their caption."""
    reply_to: str | None = None
    """The provider's id of the message that this answers; only where `quotes`."""
    options: tuple[Option, ...] = ()
    template: TemplateUse | None = None
    human: bool = True
    """Whether a person wrote it."""
    outside_window: bool = False
    """Past `window_hours`, within `human_window_hours`: providers want it marked."""
    mail: OutgoingMail | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a message that is with the customer already."""

    kind: Literal["reaction", "edit", "delete"]
    to: str
    provider_message_id: str
    emoji: str | None = None
    """Of a reaction; None takes it back."""
    text: str = ""


class SendError(Exception):
    """The provider did not take something. `sentence` is for an agent; `retryable` says whether
    later may be different and `after` in how many seconds at the soonest; `unauthorized` that the
    channel's credentials are no longer accepted (CH-34); `opted_out` that the customer wants
    nothing more."""

    def __init__(
        self,
        sentence: str,
        retryable: bool = False,
        *,
        after: float | None = None,
        unauthorized: bool = False,
        opted_out: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.retryable = retryable
        self.after = after
        self.unauthorized = unauthorized
        self.opted_out = opted_out


def _token() -> str:
    return secrets.token_hex(24)


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in when a channel is connected."""

    name: str
    label: str
    part: Literal["address", "settings", "credentials"]
    help: str = ""
    example: str = ""
    required: bool = True
    generated: bool = False
    """Made by us when it is not given, for the admin to paste at the provider."""
    make: Callable[[], str] = _token
    """Makes it, in the form that the other side takes."""


Credentials = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Provider:
    """What every provider's folder hands to the registry."""

    kind: str
    label: str
    capabilities: Capabilities
    fields: tuple[Field, ...]
    verify: Callable[[HookRequest, Channel, Credentials], bool]
    """Whether these credentials signed the request: in constant time, before anything else."""
    parse: Callable[[HookRequest], list[Fact]]
    """The facts in a verified request, in the provider's order; Invalid when it is malformed."""
    send: Callable[[OutgoingMessage, Channel, Credentials], str]
    """Hand one part over; answers the provider's id for it, or raises SendError."""
    steps: tuple[str, ...] = ()
    """What an admin does at the provider, a sentence each; `{webhook_url}` and the names of fields
    in braces are filled in."""
    challenge: Callable[[HookRequest, Channel, Credentials], HookAnswer | None] | None = None
    """Answers a provider's proof of who we are (a GET, or a POST that is no event); None where the
    request is none. It checks for itself: it runs before `verify`."""
    act: Callable[[Act, Channel, Credentials], None] | None = None
    fetch: Callable[[str, Channel, Credentials], tuple[str, Mapping[str, str]]] | None = None
    """Where an attachment's `id` (or `url`, when it has no id) is downloaded, and with which
    headers. Without it, attachments are fetched from their `url` alone."""
    register: Callable[[Channel, Credentials, str], Mapping[str, Any]] | None = None
    """Prove the credentials to the provider, tell it our webhook's URL where its API takes one, and
    answer settings to keep, such as the account's name. Raises SendError with what is wrong."""
    templates: Callable[[Channel, Credentials], list[Template]] | None = None
    """All templates of the account at the provider."""
    ids_per_chat: bool = False
    """Whether message ids are unique within a chat only."""
    normal: Callable[[str], str] = str
    """An address as the provider writes it → as we keep it (phone numbers as E.164)."""
    answer: HookAnswer = HookAnswer()
    """What acknowledges a webhook."""
    restriction: Callable[[Channel, str], str | None] | None = None
    """Why nothing can reach an address (as we keep it) from this channel, as a sentence; None where
    it may be tried. Pure: it is asked before a first message is accepted (CH-14)."""
    profile: Callable[[str, Channel, Credentials], Mapping[str, str]] | None = None
    """`sender_name` and `avatar_url` of a customer, for webhooks that carry ids alone; what the
    provider does not tell is left out. Asked once, when somebody writes for the first time."""

    @property
    def required_settings(self) -> tuple[str, ...]:
        return _required(self.fields, "settings")

    @property
    def required_credentials(self) -> tuple[str, ...]:
        return _required(self.fields, "credentials")


def _required(fields: tuple[Field, ...], part: str) -> tuple[str, ...]:
    return tuple(
        one.name for one in fields if one.part == part and one.required and not one.generated
    )
