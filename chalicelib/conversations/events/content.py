"""What a message says, and how far it came."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from chalicelib.conversations.domain import ActorKind, DeliveryStatus
from chalicelib.conversations.events.parts import PersonView
from chalicelib.runtime.model import Model


class DeliveryView(Model):
    """How far an outgoing message came."""

    status: DeliveryStatus
    error: str | None
    at: str


FileKind = Literal["image", "audio", "video", "file", "location", "contact", "link", "missing"]


class AttachmentView(Model):
    """A file of a message; its content comes by a short-lived link."""

    id: str | None = None
    name: str | None = None
    mime_type: str | None = None
    size: int | None = Field(None, description="Bytes.")
    kind: Literal["image", "audio", "video", "file", "location", "contact", "link", "missing"] = (
        Field("file", description="A place, a card, a link have no file; `missing` says why not.")
    )
    voice: bool = Field(False, description="Recorded as a voice message.")
    latitude: float | None = None
    longitude: float | None = None
    address: str | None = None
    phones: list[str] = []
    reason: str | None = Field(None, description="Why a file is missing.")
    url: str | None = Field(None, description="Of a link.")


class QuoteView(Model):
    """An earlier message that this one answers (MSG-13)."""

    message_id: str
    text: str
    author: ActorKind


class ReactionView(Model):
    """An emoji that somebody put on a message (MSG-14)."""

    emoji: str
    by: Literal["customer", "agent"]
    id: str | None
    name: str | None


class OptionView(Model):
    """A quick reply that was offered (MSG-23)."""

    id: str
    title: str


class AnswerView(Model):
    """What the customer pressed, picked or filled in."""

    kind: str
    payload: str | None = None


class AuthorView(Model):
    """Who wrote, where it is not the contact: in a group, or somebody in copy."""

    address: str
    name: str


class TemplateRef(Model):
    """The approved template that a message was."""

    id: str
    name: str
    language: str


class SourceRef(Model):
    """Something that an answer was made from."""

    kind: str
    id: str
    title: str
    url: str | None = None


class AiView(Model):
    """What the AI agent did, and why."""

    action: Literal["answer", "clarify", "verify", "dont_know", "hand_over"]
    reason: str
    detail: str = Field("", description="The reason as a sentence.")
    confidence: float | None = None
    by: Literal["local", "bedrock"] = "local"


class MailView(Model):
    """What only mail has."""

    model_config = ConfigDict(populate_by_name=True, defer_build=True)

    subject: str | None = None
    sender: str | None = Field(None, alias="from")
    to: list[str] = []
    cc: list[str] = []
    verdicts: dict[str, str] = Field(
        {}, description="spf, dkim, dmarc, spam, virus, as the receiving server judged them."
    )
    html: bool = Field(False, description="Whether it can be seen as it was designed.")
    cut: bool = Field(False, description="Whether quoted history or a signature was left out.")
    automatic: bool = False


class OriginalView(Model):
    """What an agent wrote before it was translated for the customer."""

    text: str
    language: str


class MessageData(Model):
    """A message's content."""

    text: str
    format: Literal["plain", "markdown"] = "plain"
    channel_id: str
    channel_kind: str
    client_id: str | None = None
    attachments: list[AttachmentView] = []
    reply_to: QuoteView | None = None
    edited_at: str | None = None
    deleted_at: str | None = Field(None, description="When it was deleted; its text is gone then.")
    labels: list[str] = []
    private_labels: list[str] = Field([], description="The caller's own labels; only over REST.")
    reactions: list[ReactionView] = []
    options: list[OptionView] = []
    answer: AnswerView | None = None
    unsupported: bool = Field(False, description="The provider does not hand out what it says.")
    forwarded: bool = False
    referral: dict[str, Any] | None = Field(
        None, description="The ad or link through which the customer came."
    )
    author: AuthorView | None = None
    template: TemplateRef | None = None
    mail: MailView | None = None


class SentData(MessageData):
    """An outgoing message's content and fate."""

    delivery: DeliveryView
    suggestion_id: str | None = None
    sources: list[SourceRef] = Field(
        [], description="What the AI agent answered from; the customer does not see it."
    )
    ai: AiView | None = Field(None, description="Why the AI agent said it; for colleagues only.")
    original: OriginalView | None = Field(
        None, description="Of a translated one (MSG-26); the customer does not see it."
    )
    language: str | None = Field(None, description="Into what it was translated (BCP 47).")
    shown_as: PersonView | None = Field(
        None, description="Under whose name the customer sees it, where that is another (ASG-35)."
    )
