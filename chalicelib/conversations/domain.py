"""What may happen to a conversation: state and facts in, next state and one timeline entry out.

Every change makes exactly one entry. What else the change did (it created, took, reopened …)
is told in the entry's `changes`, so that the thread, the events and the state are one fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.runtime.errors import Forbidden, Refused, Taken

CROSSED = timedelta(seconds=2)
"""Two agents who take a conversation within this time cannot have seen each other do it."""

PREVIEW_LENGTH = 140


class Status(StrEnum):
    """A conversation is exactly one of these (CONV-02)."""

    OPEN = "open"
    CLOSED = "closed"
    DELETED = "deleted"


class ActorKind(StrEnum):
    """Who did it (MSG-02)."""

    CUSTOMER = "customer"
    AGENT = "agent"
    AI_AGENT = "ai_agent"
    AUTO_RESPONDER = "auto_responder"
    SYSTEM = "system"


class DeliveryStatus(StrEnum):
    """How far an outgoing message came, as its channel reports it (MSG-12)."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


_RANK = {
    DeliveryStatus.QUEUED: 0,
    DeliveryStatus.SENT: 1,
    DeliveryStatus.FAILED: 2,
    DeliveryStatus.DELIVERED: 3,
    DeliveryStatus.READ: 4,
}
"""Reports come in any order; only a later stage counts. A delivery after a failure is believed."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone by id and the name shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who causes a change."""

    kind: ActorKind
    id: str | None = None
    name: str | None = None
    is_admin: bool = False


SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(frozen=True, slots=True)
class ChannelRef:
    """The channel a conversation runs on, as its rows show it."""

    id: str
    kind: str
    name: str
    pushes: bool = True
    """Whether an outgoing message must be sent to a provider; website chat reads it from us."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The last message in a list row."""

    text: str
    author: ActorKind


@dataclass(frozen=True, slots=True)
class Conversation:
    """The head: everything that lists and rules need, without the thread."""

    account_id: str
    id: str
    team_id: str
    channel: ChannelRef
    contact: Person
    address: str
    """Where the contact is reached on the channel: a phone number, a visitor's contact id."""
    status: Status
    created_at: datetime
    last_entry_at: datetime
    version: int
    """Equal to the seq of the newest entry."""
    assignees: tuple[Person, ...] = ()
    assigned_at: datetime | None = None
    preview: Preview | None = None
    waiting_since: datetime | None = None
    """Since when it is open without an assignee."""
    unreplied_since: datetime | None = None
    """Since when a customer's message waits for a human answer (CONV-32)."""
    received_seq: int = 0
    """Seq of the newest message from the customer: what a reader may not have seen."""

    @property
    def is_open(self) -> bool:
        return self.status is Status.OPEN

    def is_assigned_to(self, user_id: str | None) -> bool:
        return any(person.id == user_id for person in self.assignees)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    id: str
    account_id: str
    conversation_id: str
    seq: int
    type: str
    actor: Actor
    occurred_at: datetime
    data: dict[str, Any]
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """The state before (None for a new conversation), the state after, and the entry between."""

    before: Conversation | None
    after: Conversation
    entry: Entry

    def load_deltas(self) -> dict[str, int]:
        """How the change moves each agent's number of open conversations."""
        before = _carriers(self.before)
        after = _carriers(self.after)
        return dict.fromkeys(after - before, 1) | dict.fromkeys(before - after, -1)


def _carriers(conversation: Conversation | None) -> set[str]:
    if conversation is None or not conversation.is_open:
        return set()
    return {person.id for person in conversation.assignees}


def start(draft: Conversation, by: Actor, message: dict[str, Any], entry_id: str) -> Change:
    """The contact's first message: an open conversation that waits for someone (CONV-01)."""
    at = draft.created_at
    after = replace(
        draft,
        version=1,
        status=Status.OPEN,
        preview=_preview(message["text"], by.kind),
        waiting_since=at,
        unreplied_since=at,
        received_seq=1,
    )
    entry = _entry(after, entry_id, "message.received", by, at, message)
    return Change(None, after, replace(entry, changes={"created": True}))


def receive(
    conversation: Conversation, by: Actor, message: dict[str, Any], entry_id: str, at: datetime
) -> Change:
    """A customer's further message; it reopens a closed conversation for those who had it (D1)."""
    changes: dict[str, Any] = {}
    after = _advance(conversation, at)
    if not conversation.is_open:
        after = _reopened(after, at)
        changes = {"status": Status.OPEN, "assignees": people(after.assignees)}
    after = replace(
        after,
        preview=_preview(message["text"], by.kind),
        unreplied_since=conversation.unreplied_since or at,
        received_seq=after.version,
    )
    return _change(conversation, after, entry_id, "message.received", by, at, message, changes)


def reply(
    conversation: Conversation, by: Actor, message: dict[str, Any], entry_id: str, at: datetime
) -> Change:
    """An agent's answer. It takes an unassigned conversation (ASG-01) and reopens a closed one
    (CONV-21); of two agents who answer at once the second is told who won (ASG-05)."""
    _refuse_crossing(conversation, by, at)
    changes: dict[str, Any] = {}
    after = _advance(conversation, at)
    if not conversation.is_open:
        after = _reopened(after, at)
        changes["status"] = Status.OPEN
    if not after.assignees:
        after = _assigned(after, (Person(by.id or "", by.name or ""),), at)
        changes["assignees"] = people(after.assignees)
    after = replace(after, preview=_preview(message["text"], by.kind), unreplied_since=None)
    delivery = DeliveryStatus.QUEUED if conversation.channel.pushes else DeliveryStatus.SENT
    data = message | {"delivery": _delivery(delivery, None, at)}
    return _change(conversation, after, entry_id, "message.sent", by, at, data, changes)


def note(
    conversation: Conversation, by: Actor, data: dict[str, Any], entry_id: str, at: datetime
) -> Change:
    """An internal note: for colleagues only, and no answer to the customer."""
    after = _advance(conversation, at)
    return _change(conversation, after, entry_id, "note.added", by, at, data, {})


def take(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change:
    """Make an unassigned conversation one's own without a message (ASG-03)."""
    if conversation.assignees and not conversation.is_assigned_to(by.id):
        raise taken(conversation)
    return assign(conversation, by, (Person(by.id or "", by.name or ""),), entry_id, at)


def assign(
    conversation: Conversation, by: Actor, to: tuple[Person, ...], entry_id: str, at: datetime
) -> Change:
    """Give the conversation to these people, and to nobody else; to none: back to Unassigned."""
    if not conversation.is_open:
        raise Refused("reopen the conversation before you assign it")
    if by.id in {person.id for person in to}:
        _refuse_crossing(conversation, by, at)
    after = _assigned(_advance(conversation, at), to, at)
    data = {"assignees": people(to)}
    return _change(conversation, after, entry_id, "conversation.assigned", by, at, data, data)


def close(
    conversation: Conversation, by: Actor, disposition: str | None, entry_id: str, at: datetime
) -> Change:
    """End a conversation; only an assignee or an admin may (CONV-19)."""
    if not (by.is_admin or conversation.is_assigned_to(by.id)):
        raise Forbidden("only an assignee or an admin may close a conversation")
    if not conversation.is_open:
        raise Refused("the conversation is closed already")
    after = replace(
        _advance(conversation, at),
        status=Status.CLOSED,
        waiting_since=None,
        unreplied_since=None,
    )
    data = {"disposition": disposition}
    changes = {"status": Status.CLOSED}
    return _change(conversation, after, entry_id, "conversation.closed", by, at, data, changes)


def reopen(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change:
    """Open a closed conversation again, for those who had it (CONV-23)."""
    if conversation.is_open:
        raise Refused("the conversation is open already")
    after = _reopened(_advance(conversation, at), at)
    changes = {"status": Status.OPEN, "assignees": people(after.assignees)}
    return _change(conversation, after, entry_id, "conversation.reopened", by, at, {}, changes)


def deliver(
    conversation: Conversation,
    message: Entry,
    status: DeliveryStatus,
    error: str | None,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """What the channel reports of an outgoing message; None when it tells nothing new."""
    known = DeliveryStatus(message.data["delivery"]["status"])
    if _RANK[status] <= _RANK[known]:
        return None
    data = {"message_id": message.id, "status": status, "error": error}
    after = replace(conversation, version=conversation.version + 1)
    return _change(conversation, after, entry_id, "delivery.updated", SYSTEM, at, data, {})


def retry(
    conversation: Conversation, message: Entry, by: Actor, entry_id: str, at: datetime
) -> Change:
    """Queue a failed message for another attempt (MSG-12)."""
    if message.data.get("delivery", {}).get("status") != DeliveryStatus.FAILED:
        raise Refused("only a message that failed can be sent again")
    data = {"message_id": message.id, "status": DeliveryStatus.QUEUED, "error": None}
    after = replace(conversation, version=conversation.version + 1)
    return _change(conversation, after, entry_id, "delivery.updated", by, at, data, {})


def with_delivery(message: Entry, update: Entry) -> Entry:
    """The message as it reads after a `delivery.updated` entry."""
    delivery = _delivery(update.data["status"], update.data["error"], update.occurred_at)
    return replace(message, data=message.data | {"delivery": delivery})


def taken(conversation: Conversation) -> Taken:
    """The refusal that names who was first."""
    winner = conversation.assignees[0]
    return Taken(
        f"{winner.name} took this conversation", winner={"id": winner.id, "name": winner.name}
    )


def people(persons: tuple[Person, ...]) -> list[dict[str, str]]:
    """Persons as data."""
    return [{"id": person.id, "name": person.name} for person in persons]


def _refuse_crossing(conversation: Conversation, by: Actor, at: datetime) -> None:
    crossed = conversation.assigned_at is not None and at - conversation.assigned_at < CROSSED
    if crossed and conversation.assignees and not conversation.is_assigned_to(by.id):
        raise taken(conversation)


def _advance(conversation: Conversation, at: datetime) -> Conversation:
    return replace(
        conversation,
        version=conversation.version + 1,
        last_entry_at=max(at, conversation.last_entry_at),
    )


def _reopened(conversation: Conversation, at: datetime) -> Conversation:
    waiting = None if conversation.assignees else at
    return replace(conversation, status=Status.OPEN, waiting_since=waiting)


def _assigned(conversation: Conversation, to: tuple[Person, ...], at: datetime) -> Conversation:
    waiting = None if to else conversation.waiting_since or at
    return replace(
        conversation, assignees=to, assigned_at=at if to else None, waiting_since=waiting
    )


def _delivery(status: str, error: str | None, at: datetime) -> dict[str, Any]:
    moment = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"status": str(status), "error": error, "at": moment}


def _preview(text: str, author: ActorKind) -> Preview:
    return Preview(" ".join(text.split())[:PREVIEW_LENGTH], author)


def _change(
    before: Conversation,
    after: Conversation,
    entry_id: str,
    type_: str,
    by: Actor,
    at: datetime,
    data: dict[str, Any],
    changes: dict[str, Any],
) -> Change:
    entry = _entry(after, entry_id, type_, by, at, data)
    return Change(before, after, replace(entry, changes=changes))


def _entry(
    after: Conversation,
    entry_id: str,
    type_: str,
    by: Actor,
    at: datetime,
    data: dict[str, Any],
) -> Entry:
    told = max(at, after.last_entry_at)
    return Entry(entry_id, after.account_id, after.id, after.version, type_, by, told, data)
