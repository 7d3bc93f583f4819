"""What a provider's call tells us: the one vocabulary that every provider's payloads become.

A fact names people and messages as the provider does; the inbound worker turns its addresses into
ours. Facts travel through the inbound queue as JSON.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, model_validator

Kind = Literal[
    "message",
    "postback",
    "unsupported",
    "status",
    "delivery",
    "read",
    "reaction",
    "edit",
    "delete",
    "preference",
    "subscribed",
    "unsubscribed",
    "conversation_started",
    "identity_change",
    "system",
    "account_event",
    "auto_reply",
    "bounce",
    "complaint",
    "delivery_delay",
    "echo",
    "standby",
    "typing",
    "optin",
    "referral",
    "handover",
    "call",
    "error",
    "email_received",
    "read_receipt",
    "ignored",
]
"""`message`, `postback` (a pressed button that stands alone) and `unsupported` (written, but of a
sort that the provider does not hand out) are what a customer says. `status` is about one message of
ours; `delivery` and `read` are about all up to a time. `echo` is what the company wrote elsewhere.
What nobody acts on is acknowledged and counted."""

SAID = frozenset({"message", "postback", "unsupported"})

Status = Literal["queued", "sent", "delivered", "read", "failed"]
Consent = Literal["opt_out", "opt_in", "help"]


class Attachment(BaseModel):
    """A file that is still at the provider (`url`, or `id` for those that hand out ids), or a
    place, a contact card, a link, which have no file."""

    type: str = "file"
    """image, audio, video, document, file, sticker, location, contact; else the provider's word."""
    url: str | None = None
    id: str | None = None
    mime_type: str | None = None
    filename: str | None = None
    size: int | None = None
    voice: bool | None = None
    animated: bool | None = None
    title: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    name: str | None = None
    address: str | None = None
    phones: list[str] | None = None
    details: dict[str, Any] = {}
    """What else the provider says of it, such as sticker ids."""


class Answer(BaseModel):
    """What was pressed, picked or filled in (MSG-23): the message's text is what the customer saw,
    `payload` what the sender of the question gave the choice as its name, or a form's JSON."""

    kind: str = "button"
    payload: str | None = None


class Mail(BaseModel):
    """What only mail has."""

    subject: str | None = None
    to: list[str] = []
    cc: list[str] = []
    message_id: str | None = None
    in_reply_to: str | None = None
    references: list[str] = []
    full_text: str = ""
    """With the quoted history and the signature that `text` leaves out."""
    html: str | None = None
    """Sanitised; refers to inline images as `cid:…`."""
    inline: dict[str, int] = {}
    """Content-ID → position in the fact's attachments."""
    verdicts: dict[str, str] = {}
    """spf, dkim, dmarc, spam, virus → pass, fail, none … as the receiving server judged."""
    source: str | None = None
    """The key of the raw mail in the mail bucket."""


class Fact(BaseModel):
    """One thing that a webhook call tells. Which fields are set depends on `kind`."""

    kind: Kind
    provider_message_id: str | None = None
    """The provider's id of the message itself; unique within the channel, or within the chat where
    the provider says so (`Provider.ids_per_chat`). It is the deduplication."""
    sender: str | None = None
    """Who did it: the address that answers go to, unless `chat` says otherwise."""
    recipient: str | None = None
    """Our own number, page or account, or (of a status) whom our message went to."""
    chat: str | None = None
    """The group or room, where it is not between the two alone."""
    is_group: bool = False
    sender_name: str | None = None
    avatar_url: str | None = None
    direction: Literal["inbound", "outbound"] = "inbound"
    at: datetime | None = None
    """When it happened, as the provider says."""
    text: str = ""
    attachments: list[Attachment] = []
    reply_to: str | None = None
    """The provider's id of the message that this answers, reacts to, edits or deletes."""
    forwarded: bool | None = None
    answer: Answer | None = None
    referral: dict[str, Any] | None = None
    """The ad or link through which the customer came."""
    consent: Consent | None = None
    consent_scope: Literal["all", "marketing"] = "all"
    emoji: str | None = None
    removed: bool = False
    """The reaction was taken back."""
    status: Status | None = None
    status_raw: str | None = None
    ref: str | None = None
    """Our own name for the message, where we could send one along: a report may arrive before we
    have stored the provider's id."""
    error: str | None = None
    """Why it failed, as a sentence for the agent."""
    error_code: str | None = None
    up_to: datetime | None = None
    """`delivery` and `read`: everything of ours up to then."""
    ids: list[str] = []
    """`delivery`: the messages by id, where the provider names them."""
    new_address: str | None = None
    """`identity_change`, `system`: what `sender` is called from now on."""
    aliases: list[str] = []
    """Further addresses of the sender on this kind of channel."""
    reason: str | None = None
    """Why it is ignored or not supported."""
    mail: Mail | None = None
    details: dict[str, Any] = {}
    """What else the provider says that nobody acts on; shown by the replay."""

    @model_validator(mode="after")
    def _complete(self) -> Fact:
        if self.kind in SAID and not (self.provider_message_id and (self.sender or self.chat)):
            raise ValueError("what a customer says has an id and a sender")
        return self

    @property
    def group(self) -> str:
        """Whose facts must stay in order among each other."""
        if self.kind == "status":
            return self.recipient or self.provider_message_id or ""
        return self.chat or self.sender or self.recipient or ""


def ignored(reason: str, **fields: Any) -> Fact:
    """Something genuine that means nothing to us: acknowledged and counted, never refused."""
    return Fact(kind="ignored", reason=reason, **fields)
