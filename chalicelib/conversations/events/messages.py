"""What is said: messages, notes, and what becomes of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chalicelib.conversations.domain import DeliveryStatus
from chalicelib.conversations.events.content import MessageData, ReactionView, SentData
from chalicelib.conversations.events.parts import EventBase, PersonView
from chalicelib.runtime.model import Model


class DeliveryUpdatedData(Model):
    """A message's new delivery state."""

    message_id: str
    status: DeliveryStatus
    error: str | None = None


class MessageLabelledData(Model):
    """A message's labels."""

    message_id: str
    labels: list[str]


class MessageEditedData(Model):
    """A message's new text."""

    message_id: str
    text: str


class MessageDeletedData(Model):
    """A message that is gone; whether the customer's copy is, too."""

    message_id: str
    retracted: bool


class MessageReactedData(Model):
    """Who put which emoji on a message; null took it back."""

    message_id: str
    emoji: str | None
    reactions: list[ReactionView] = Field(description="All of the message's from now on.")


class ConsentData(Model):
    """Whether the customer wants messages on a channel."""

    channel_id: str
    opted_out: bool


class VerifiedData(Model):
    """The mail address that the customer has shown to read."""

    email: str
    until: str = Field(description="How long they need not show it again.")


class MovedData(Model):
    """The customer's new address on a channel."""

    channel_id: str
    address: str
    before: str


class NoteData(Model):
    """An internal note."""

    text: str
    parent_id: str | None = None
    mentions: list[PersonView] = []
    client_id: str | None = None
    edited_at: str | None = None
    deleted_at: str | None = None


class NoteEditedData(Model):
    """A note's new text."""

    note_id: str
    text: str
    mentions: list[PersonView] = []


class NoteDeletedData(Model):
    """A note that is gone."""

    note_id: str


class MessageReceived(EventBase):
    """A customer wrote."""

    type: Literal["message.received"]
    data: MessageData


class MessageSent(EventBase):
    """Someone of the company wrote to the customer."""

    type: Literal["message.sent"]
    data: SentData


class MessageEdited(EventBase):
    """A message reads differently now (MSG-16)."""

    type: Literal["message.edited"]
    data: MessageEditedData


class MessageDeleted(EventBase):
    """A message was deleted (MSG-15)."""

    type: Literal["message.deleted"]
    data: MessageDeletedData


class MessageLabelled(EventBase):
    """A message has other labels (NOTE-11)."""

    type: Literal["message.labelled"]
    data: MessageLabelledData


class MessageReacted(EventBase):
    """Somebody reacted to a message."""

    type: Literal["message.reacted"]
    data: MessageReactedData


class DeliveryUpdated(EventBase):
    """An outgoing message came further, or failed."""

    type: Literal["delivery.updated"]
    data: DeliveryUpdatedData


class ConsentUpdated(EventBase):
    """The customer opted out of a channel, or in again."""

    type: Literal["consent.updated"]
    data: ConsentData


class ContactMoved(EventBase):
    """The customer has another address."""

    type: Literal["contact.moved"]
    data: MovedData


class ContactVerified(EventBase):
    """The customer has proven who they are with a code that was mailed to them (AI-20)."""

    type: Literal["contact.verified"]
    data: VerifiedData


class NoteAdded(EventBase):
    """A colleague left a note."""

    type: Literal["note.added"]
    data: NoteData


class NoteEdited(EventBase):
    """A note reads differently now (NOTE-18)."""

    type: Literal["note.edited"]
    data: NoteEditedData


class NoteDeleted(EventBase):
    """A note was deleted."""

    type: Literal["note.deleted"]
    data: NoteDeletedData
