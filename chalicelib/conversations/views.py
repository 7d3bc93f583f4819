"""Conversations and events as the outside world sees them: REST, sockets and the bus alike.

The models validate, serialise and describe (docs/openapi.json, docs/events.json); fields are
added, never changed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    Conversation,
    DeliveryStatus,
    Entry,
    Status,
    people,
)
from chalicelib.runtime.ids import iso
from chalicelib.runtime.model import Model


class PersonView(Model):
    """Someone by id and the name shown."""

    id: str
    name: str


class ActorView(Model):
    """Who did it."""

    kind: ActorKind
    id: str | None = None
    name: str | None = None


class ChannelRefView(Model):
    """The channel of a conversation."""

    id: str
    kind: str
    name: str


class PreviewView(Model):
    """The last message of a conversation."""

    text: str
    author: ActorKind


class ConversationView(Model):
    """A conversation: the same in a list, alone and in a socket frame."""

    id: str
    status: Status
    team_id: str
    channel: ChannelRefView
    contact: PersonView
    assignees: list[PersonView]
    preview: PreviewView | None
    created_at: str
    last_entry_at: str
    waiting_since: str | None
    unreplied_since: str | None
    version: int = Field(description="The seq of its newest timeline entry.")
    unread: bool | None = Field(
        None, description="Whether the caller has not seen it; absent in socket frames."
    )


def _optional(schema: dict[str, Any]) -> None:
    """Says that nothing is required: pydantic asks the setting of the model around instead."""
    schema.pop("required", None)


@with_config(ConfigDict(json_schema_extra=_optional))
class Changes(TypedDict, total=False):
    """What else the change did that made this entry; only what it did is there."""

    created: bool
    status: Status
    assignees: list[PersonView]


class DeliveryView(Model):
    """How far an outgoing message came."""

    status: DeliveryStatus
    error: str | None
    at: str


class MessageData(Model):
    """A message's content."""

    text: str
    channel_id: str
    channel_kind: str
    client_id: str | None = None
    attachments: list[dict[str, Any]] = []


class SentData(MessageData):
    """An outgoing message's content and fate."""

    delivery: DeliveryView
    suggestion_id: str | None = None


class NoteData(Model):
    """An internal note."""

    text: str
    parent_id: str | None = None
    mentions: list[str] = []


class AssignedData(Model):
    """Who has the conversation now; empty when it went back to Unassigned."""

    assignees: list[PersonView]


class ClosedData(Model):
    """How it ended."""

    disposition: str | None = None


class DeliveryUpdatedData(Model):
    """A message's new delivery state."""

    message_id: str
    status: DeliveryStatus
    error: str | None = None


class Nothing(Model):
    """No data."""


class EventBase(Model):
    """What every event carries. `version` is that of the event's schema."""

    id: str
    account_id: str
    conversation_id: str
    seq: int = Field(description="Dense within the conversation, from 1: a gap is a missed event.")
    occurred_at: str
    actor: ActorView
    changes: Changes = {}
    version: Literal[1] = 1


class MessageReceived(EventBase):
    """A customer wrote."""

    type: Literal["message.received"]
    data: MessageData


class MessageSent(EventBase):
    """An agent wrote to the customer."""

    type: Literal["message.sent"]
    data: SentData


class NoteAdded(EventBase):
    """A colleague left a note."""

    type: Literal["note.added"]
    data: NoteData


class ConversationAssigned(EventBase):
    """The conversation has other assignees."""

    type: Literal["conversation.assigned"]
    data: AssignedData


class ConversationClosed(EventBase):
    """The conversation ended."""

    type: Literal["conversation.closed"]
    data: ClosedData


class ConversationReopened(EventBase):
    """The conversation is open again."""

    type: Literal["conversation.reopened"]
    data: Nothing


class DeliveryUpdated(EventBase):
    """An outgoing message came further, or failed."""

    type: Literal["delivery.updated"]
    data: DeliveryUpdatedData


Event = (
    MessageReceived
    | MessageSent
    | NoteAdded
    | ConversationAssigned
    | ConversationClosed
    | ConversationReopened
    | DeliveryUpdated
)
AnyEvent = Annotated[Event, Field(discriminator="type")]

EVENTS: dict[str, type[Event]] = {
    "message.received": MessageReceived,
    "message.sent": MessageSent,
    "note.added": NoteAdded,
    "conversation.assigned": ConversationAssigned,
    "conversation.closed": ConversationClosed,
    "conversation.reopened": ConversationReopened,
    "delivery.updated": DeliveryUpdated,
}

PUBLIC = frozenset(
    {"message.received", "message.sent", "conversation.closed", "conversation.reopened"}
)
"""What a visitor may see of their own conversation: no notes, no assignments."""


def event_data(entry: Entry) -> dict[str, Any]:
    """An entry as the JSON of its event."""
    return {
        "id": entry.id,
        "type": entry.type,
        "account_id": entry.account_id,
        "conversation_id": entry.conversation_id,
        "seq": entry.seq,
        "occurred_at": iso(entry.occurred_at),
        "actor": _actor(entry.actor),
        "data": entry.data,
        "changes": entry.changes,
        "version": 1,
    }


def event(entry: Entry) -> Event:
    """An entry as its event."""
    return EVENTS[entry.type].model_validate(event_data(entry))


def conversation_data(c: Conversation) -> dict[str, Any]:
    """A conversation as the JSON of its view, without what depends on the reader."""
    return {
        "id": c.id,
        "status": c.status,
        "team_id": c.team_id,
        "channel": {"id": c.channel.id, "kind": c.channel.kind, "name": c.channel.name},
        "contact": {"id": c.contact.id, "name": c.contact.name},
        "assignees": people(c.assignees),
        "preview": {"text": c.preview.text, "author": c.preview.author} if c.preview else None,
        "created_at": iso(c.created_at),
        "last_entry_at": iso(c.last_entry_at),
        "waiting_since": iso(c.waiting_since) if c.waiting_since else None,
        "unreplied_since": iso(c.unreplied_since) if c.unreplied_since else None,
        "version": c.version,
    }


def conversation_view(c: Conversation, unread: bool | None = None) -> ConversationView:
    """A conversation as its view."""
    return ConversationView.model_validate(conversation_data(c) | {"unread": unread})


def bus_events(entry: Entry) -> list[tuple[str, dict[str, Any]]]:
    """The events a change is on the bus: the entry's own, and one for each thing it did besides.

    A reply that takes a conversation is `message.sent` and `conversation.assigned`: whoever waits
    for assignments need not know every way to become assigned.
    """
    own = event_data(entry)
    changes = entry.changes
    besides: dict[str, dict[str, Any]] = {}
    if changes.get("created"):
        besides["conversation.created"] = {}
    if changes.get("status") == Status.OPEN:
        besides["conversation.reopened"] = {}
    if "assignees" in changes:
        besides["conversation.assigned"] = {"assignees": changes["assignees"]}
    return [(entry.type, own)] + [
        (type_, own | {"id": f"{entry.id}:{type_}", "type": type_, "data": data})
        for type_, data in besides.items()
        if type_ != entry.type
    ]


def _actor(actor: Actor) -> dict[str, Any]:
    return {"kind": actor.kind, "id": actor.id, "name": actor.name}
