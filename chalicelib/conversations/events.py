"""Timeline entries as events: the same on REST, sockets and the bus.

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
    DeliveryStatus,
    Entry,
    Priority,
    Status,
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


class ConversationRef(Model):
    """Another conversation, by id and number."""

    id: str
    number: int


class LabelRef(Model):
    """A label as it was called when it was set."""

    id: str
    name: str
    color: str


class SnoozeView(Model):
    """Until when a conversation is out of the inbox; null: until the customer writes."""

    until: str | None = None


def _optional(schema: dict[str, Any]) -> None:
    """Says that nothing is required: pydantic asks the setting of the model around instead."""
    schema.pop("required", None)


@with_config(ConfigDict(json_schema_extra=_optional))
class Changes(TypedDict, total=False):
    """What else the change did that made this entry; only what it did is there."""

    created: bool
    status: Status
    assignees: list[PersonView]
    snooze: SnoozeView | None
    visible_to: list[PersonView] | None
    labels: list[str]
    mentioned: list[PersonView]
    opted_out: bool
    team_id: str


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

    action: Literal["answer", "clarify", "dont_know", "hand_over"]
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


class NoteData(Model):
    """An internal note."""

    text: str
    parent_id: str | None = None
    mentions: list[PersonView] = []
    client_id: str | None = None
    edited_at: str | None = None
    deleted_at: str | None = None


class AssignedData(Model):
    """Who has the conversation now; empty when it went back to Unassigned."""

    assignees: list[PersonView]


class HandedOverData(Model):
    """Why the AI agent gave the conversation to people."""

    reason: str = Field(description="asked, turn_limit, low_confidence, forbidden, error, …")
    detail: str = Field(description="The same as a sentence.")
    team_id: str = Field(description="Whose conversation it is from now on.")
    from_team_id: str | None = Field(None, description="Whose it was, where that is another.")


class ClosedData(Model):
    """How it ended."""

    disposition: str | None = None


class DeliveryUpdatedData(Model):
    """A message's new delivery state."""

    message_id: str
    status: DeliveryStatus
    error: str | None = None


@with_config(ConfigDict(json_schema_extra=_optional))
class UpdatedData(TypedDict, total=False):
    """What was set; only what changed is there."""

    topic: str | None
    priority: Priority | None
    important: bool


class RestrictedData(Model):
    """Who alone may see the conversation; null: everyone who may see its team."""

    visible_to: list[PersonView] | None


class LabelledData(Model):
    """Labels that came and went."""

    added: list[LabelRef] = []
    removed: list[LabelRef] = []


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


class MovedData(Model):
    """The customer's new address on a channel."""

    channel_id: str
    address: str
    before: str


class NoteEditedData(Model):
    """A note's new text."""

    note_id: str
    text: str
    mentions: list[PersonView] = []


class NoteDeletedData(Model):
    """A note that is gone."""

    note_id: str


class MergedData(Model):
    """Which conversation came in, or into which this one went."""

    merged: ConversationRef | None = None
    into: ConversationRef | None = None


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


class ConsentUpdated(EventBase):
    """The customer opted out of a channel, or in again."""

    type: Literal["consent.updated"]
    data: ConsentData


class ContactMoved(EventBase):
    """The customer has another address."""

    type: Literal["contact.moved"]
    data: MovedData


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


class ConversationAssigned(EventBase):
    """The conversation has other assignees."""

    type: Literal["conversation.assigned"]
    data: AssignedData


class ConversationHandedOver(EventBase):
    """The AI agent gave the conversation to people (AI-15)."""

    type: Literal["conversation.handed_over"]
    data: HandedOverData


class ConversationClosed(EventBase):
    """The conversation ended."""

    type: Literal["conversation.closed"]
    data: ClosedData


class ConversationReopened(EventBase):
    """The conversation is open again."""

    type: Literal["conversation.reopened"]
    data: Nothing


class ConversationDeleted(EventBase):
    """The conversation and all that was in it is gone."""

    type: Literal["conversation.deleted"]
    data: Nothing


class ConversationSnoozed(EventBase):
    """The conversation left the inbox for a while (CONV-47)."""

    type: Literal["conversation.snoozed"]
    data: SnoozeView


class ConversationWoken(EventBase):
    """The conversation came back into the inbox."""

    type: Literal["conversation.woken"]
    data: Nothing


class ConversationUpdated(EventBase):
    """Topic, priority or the important mark changed."""

    type: Literal["conversation.updated"]
    data: UpdatedData


class ConversationRestricted(EventBase):
    """Others may see the conversation than before (CONV-40)."""

    type: Literal["conversation.restricted"]
    data: RestrictedData


class ConversationLabelled(EventBase):
    """The conversation has other labels (NOTE-10)."""

    type: Literal["conversation.labelled"]
    data: LabelledData


class ConversationMerged(EventBase):
    """Two conversations are read as one (CONV-50)."""

    type: Literal["conversation.merged"]
    data: MergedData


class ConversationUnmerged(EventBase):
    """A merge was undone."""

    type: Literal["conversation.unmerged"]
    data: MergedData


class DeliveryUpdated(EventBase):
    """An outgoing message came further, or failed."""

    type: Literal["delivery.updated"]
    data: DeliveryUpdatedData


Event = (
    MessageReceived
    | MessageSent
    | MessageEdited
    | MessageDeleted
    | MessageLabelled
    | MessageReacted
    | ConsentUpdated
    | ContactMoved
    | NoteAdded
    | NoteEdited
    | NoteDeleted
    | ConversationAssigned
    | ConversationHandedOver
    | ConversationClosed
    | ConversationReopened
    | ConversationDeleted
    | ConversationSnoozed
    | ConversationWoken
    | ConversationUpdated
    | ConversationRestricted
    | ConversationLabelled
    | ConversationMerged
    | ConversationUnmerged
    | DeliveryUpdated
)
AnyEvent = Annotated[Event, Field(discriminator="type")]

EVENTS: dict[str, type[Event]] = {
    "message.received": MessageReceived,
    "message.sent": MessageSent,
    "message.edited": MessageEdited,
    "message.deleted": MessageDeleted,
    "message.labelled": MessageLabelled,
    "message.reacted": MessageReacted,
    "consent.updated": ConsentUpdated,
    "contact.moved": ContactMoved,
    "note.added": NoteAdded,
    "note.edited": NoteEdited,
    "note.deleted": NoteDeleted,
    "conversation.assigned": ConversationAssigned,
    "conversation.handed_over": ConversationHandedOver,
    "conversation.closed": ConversationClosed,
    "conversation.reopened": ConversationReopened,
    "conversation.deleted": ConversationDeleted,
    "conversation.snoozed": ConversationSnoozed,
    "conversation.woken": ConversationWoken,
    "conversation.updated": ConversationUpdated,
    "conversation.restricted": ConversationRestricted,
    "conversation.labelled": ConversationLabelled,
    "conversation.merged": ConversationMerged,
    "conversation.unmerged": ConversationUnmerged,
    "delivery.updated": DeliveryUpdated,
}

_INTERNAL = frozenset({"labels", "suggestion_id", "disposition", "sources", "ai", "original"})
"""What a visitor's events leave out of `data`."""


def event_data(entry: Entry, reader: str | None = None) -> dict[str, Any]:
    """An entry as the JSON of its event; for a `reader` with their own labels."""
    data = _told(entry)
    if reader and reader in entry.private_labels:
        data = data | {"private_labels": list(entry.private_labels[reader])}
    return {
        "id": entry.id,
        "type": entry.type,
        "account_id": entry.account_id,
        "conversation_id": entry.conversation_id,
        "seq": entry.seq,
        "occurred_at": iso(entry.occurred_at),
        "actor": _actor(entry.actor),
        "data": data,
        "changes": entry.changes,
        "version": 1,
    }


_SORTS: dict[str, Any] = {
    "reactions": [],
    "options": [],
    "answer": None,
    "unsupported": False,
    "forwarded": False,
    "referral": None,
    "author": None,
    "template": None,
    "mail": None,
}
"""What only some messages have: entries leave it out, events never do."""
_FILE = {name: field.get_default() for name, field in AttachmentView.model_fields.items()}
_MAIL: dict[str, Any] = {
    "subject": None,
    "from": None,
    "to": [],
    "cc": [],
    "verdicts": {},
    "html": False,
    "cut": False,
    "automatic": False,
}


def _told(entry: Entry) -> dict[str, Any]:
    """An entry's data with every field of its event, and without what is between us and the
    provider."""
    data = {name: value for name, value in entry.data.items() if name != "act"}
    if entry.type not in {"message.received", "message.sent"}:
        return data
    data = _SORTS | data
    if entry.type == "message.sent":
        data = {"sources": [], "ai": None, "original": None, "language": None} | data
    data["attachments"] = [_FILE | file for file in data["attachments"]]
    if data["template"]:
        data["template"] = {name: data["template"][name] for name in TemplateRef.model_fields}
    if data["mail"]:
        data["mail"] = {name: data["mail"].get(name, usual) for name, usual in _MAIL.items()}
    return data


def visitor_data(entry: Entry) -> dict[str, Any]:
    """An entry as its customer sees it: nothing that colleagues added for themselves."""
    data = {name: value for name, value in _told(entry).items() if name not in _INTERNAL}
    changes = {name: value for name, value in entry.changes.items() if name == "status"}
    return event_data(entry) | {"data": data, "changes": changes}


def event(entry: Entry, reader: str | None = None) -> Event:
    """An entry as its event."""
    return EVENTS[entry.type].model_validate(event_data(entry, reader))


def visitor_event(entry: Entry) -> Event:
    """An entry as its event for the customer."""
    return EVENTS[entry.type].model_validate(visitor_data(entry))


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
    if changes.get("snooze", ...) is None:
        besides["conversation.woken"] = {}
    if "assignees" in changes:
        besides["conversation.assigned"] = {"assignees": changes["assignees"]}
    return [(entry.type, own)] + [
        (type_, own | {"id": f"{entry.id}:{type_}", "type": type_, "data": data})
        for type_, data in besides.items()
        if type_ != entry.type
    ]


def _actor(actor: Actor) -> dict[str, Any]:
    return {"kind": actor.kind, "id": actor.id, "name": actor.name}
