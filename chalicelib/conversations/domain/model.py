"""What a conversation is: the head, its timeline's entries, and a change of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from chalicelib.sla.domain import Clock

PREVIEW_LENGTH = 140
CUSTOMER = "customer"
"""Under this name the customer's own read mark stands among the users'."""
AI_AGENT = "ai_agent"
"""Under this id the AI agent is an assignee, as a user is under theirs."""


class Status(StrEnum):
    """A conversation is exactly one of these (CONV-02)."""

    OPEN = "open"
    CLOSED = "closed"
    DELETED = "deleted"


class Priority(StrEnum):
    """How much a conversation presses (CONV-48)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


RANK = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.MEDIUM: 2, Priority.LOW: 3}
"""The order of a list by priority."""


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
class Route:
    """A channel that the conversation runs on, and where the contact is reached there (CONV-37)."""

    channel: ChannelRef
    address: str
    heard_at: datetime | None = None
    """When the customer last wrote there: what the channel's window counts from (CH-18)."""
    opted_out: bool = False
    """They want nothing more there (CH-16)."""


@dataclass(frozen=True, slots=True)
class ConversationRef:
    """Another conversation."""

    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Snooze:
    """Out of the inbox until a time, or (None) until the customer writes (CONV-47)."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The last message in a list row."""

    text: str
    author: ActorKind
    seq: int = 0
    """Which entry it shows."""


@dataclass(frozen=True, slots=True)
class Parked:
    """What a merged conversation was before, for the day the merge is undone."""

    status: Status
    waiting_since: datetime | None
    unreplied_since: datetime | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A waiting conversation on one agent's screen, to accept or reject (ASG-21)."""

    id: str
    to: Person
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A colleague, or whoever of a team takes it, asked to join (ASG-33)."""

    id: str
    to: Person
    """A user, or (an id that begins with `tm_`) a team."""
    by: Person
    at: datetime


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
    told_at: datetime | None = None
    """When the newest entry was made."""
    revision: int = 0
    """Moves with every write, also with those that make no entry: what writers race for."""
    number: int = 0
    """Short and sequential within the account (CONV-56)."""
    avatar_url: str | None = None
    heard_at: datetime | None = None
    opted_out: bool = False
    """As of a `Route`, for its own channel."""
    routes: tuple[Route, ...] = ()
    """Further ones."""
    assignees: tuple[Person, ...] = ()
    assigned_at: datetime | None = None
    assigned_by: str | None = None
    """The user who gave it to its assignees or took it; None where a rule did."""
    preview: Preview | None = None
    topic: str | None = None
    priority: Priority | None = None
    important: bool = False
    snooze: Snooze | None = None
    labels: tuple[str, ...] = ()
    visible_to: tuple[Person, ...] | None = None
    """Who alone may see it; None: everyone who may see its team (CONV-40)."""
    mentioned: Mapping[str, int] = field(default_factory=dict)
    """Users and teams that a note mentions, with the seq of the latest such note."""
    waiting_since: datetime | None = None
    """Since when it is open without an assignee."""
    unreplied_since: datetime | None = None
    """Since when a customer's message waits for a human answer (CONV-32)."""
    received_seq: int = 0
    """Seq of the newest message from the customer: what a reader may not have seen."""
    news_seq: int = 0
    """Seq of what those who have it should see next: that message, or that it woke."""
    reads: Mapping[str, int] = field(default_factory=dict)
    """How far each user, and the customer, has read."""
    agent_read_seq: int = 0
    """How far any agent ever has: what the customer sees does not go back (RT-07)."""
    starred: frozenset[str] = frozenset()
    """Users who starred it; each knows only of themselves (NOTE-17)."""
    private_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Labels by user that only this user sees (NOTE-14)."""
    merged_into: ConversationRef | None = None
    merged: tuple[ConversationRef, ...] = ()
    """Conversations whose threads are read as part of this one (CONV-50)."""
    parked: Parked | None = None
    closed_at: datetime | None = None
    unpaid_invoices: int = 0
    """Invoices of this conversation that are not paid; payments keep it (CONV-24, CONV-27)."""
    disposition: str | None = None
    """How it ended last: the id of a disposition (CONV-29)."""
    offer: Offer | None = None
    """Who is asked now whether they take it; only while it waits."""
    passed: tuple[str, ...] = ()
    """Users who rejected or missed it since it began to wait (ASG-25)."""
    invitations: tuple[Invitation, ...] = ()
    weight: int = 1
    """What it counts of the capacity of those who have it (ASG-44)."""
    idle: bool = False
    """Silent for so long that it counts nothing (ASG-44), until the customer writes again."""
    faces: Mapping[str, Person] = field(default_factory=dict)
    """Of users who joined by an invitation: under whose name the customer sees what they write, as
    if nobody had come (ASG-35)."""
    skills: tuple[str, ...] = ()
    """What its agents must know, beside what its team asks (ASG-39)."""
    sla: Clock | None = None
    """What was promised and by when (ASG-38)."""

    @property
    def is_open(self) -> bool:
        return self.status is Status.OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether it stands in Unassigned."""
        return self.is_open and not self.assignees and self.snooze is None

    @property
    def ref(self) -> ConversationRef:
        return ConversationRef(self.id, self.number)

    @property
    def customer_read_seq(self) -> int:
        return self.reads.get(CUSTOMER, 0)

    def is_assigned_to(self, user_id: str | None) -> bool:
        return any(person.id == user_id for person in self.assignees)

    @property
    def is_with_ai(self) -> bool:
        """Whether the AI agent has it (AI-13); it has a conversation alone or not at all."""
        return self.is_assigned_to(AI_AGENT)

    @property
    def colleagues(self) -> tuple[Person, ...]:
        """The people who have it."""
        return tuple(person for person in self.assignees if person.id != AI_AGENT)

    @property
    def own_route(self) -> Route:
        return Route(self.channel, self.address, self.heard_at, self.opted_out)

    @property
    def all_routes(self) -> tuple[Route, ...]:
        """Every channel the conversation runs on, the main first."""
        return (self.own_route, *self.routes)

    def route(self, channel_id: str) -> Route | None:
        """Where the contact is reached on one of the conversation's channels."""
        return next((r for r in self.all_routes if r.channel.id == channel_id), None)

    def with_route(self, route: Route) -> Conversation:
        """The same with what is known of one of its routes, or with a further one."""
        if route.channel.id == self.channel.id:
            return replace(
                self,
                channel=route.channel,
                address=route.address,
                heard_at=route.heard_at,
                opted_out=route.opted_out,
            )
        known = [r.channel.id for r in self.routes]
        if route.channel.id not in known:
            return replace(self, routes=(*self.routes, route))
        swapped = (route if r.channel.id == route.channel.id else r for r in self.routes)
        return replace(self, routes=tuple(swapped))


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
    private_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: tuple[dict[str, Any], ...] = ()
    """Earlier texts of an edited or deleted message or note: `{text, by, at}`, oldest first."""
    provider_message_id: str | None = None
    """Under which id the channel's provider has the message."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """An earlier entry that reads differently from now on."""

    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class Change:
    """The state before (None for a new conversation), the state after, and the entry between;
    no entry where a user changes what only they see. `rewrite` is the earlier entry that the
    change is about."""

    before: Conversation | None
    after: Conversation
    entry: Entry | None
    rewrite: Rewrite | None = None

    @property
    def told(self) -> Entry:
        """The entry of a change that has one."""
        assert self.entry is not None
        return self.entry

    def load_deltas(self) -> dict[str, int]:
        """How the change moves what each agent carries."""
        before, after = carried(self.before), carried(self.after)
        moved = {user: after.get(user, 0) - before.get(user, 0) for user in {*before, *after}}
        return {user: delta for user, delta in moved.items() if delta}


def carried(conversation: Conversation | None) -> dict[str, int]:
    """What a conversation weighs for each of those who have it (ASG-44): nothing while it is
    closed, snoozed or idle."""
    if conversation is None or not conversation.is_open:
        return {}
    if conversation.snooze or conversation.idle:
        return {}
    return {person.id: conversation.weight for person in conversation.colleagues}


def moment(at: datetime) -> str:
    """A time as JSON: UTC, with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def people(persons: tuple[Person, ...]) -> list[dict[str, str]]:
    """Persons as JSON."""
    return [{"id": person.id, "name": person.name} for person in persons]


def advance(conversation: Conversation, at: datetime) -> Conversation:
    """The head after one more entry that brings it to the top of its lists."""
    moved = step(conversation, at)
    return replace(moved, last_entry_at=max(at, conversation.last_entry_at))


def step(conversation: Conversation, at: datetime) -> Conversation:
    """The head after an entry that is no reason for a new place in the lists. Time never runs
    backwards in a thread, whatever the clocks of two functions say."""
    return replace(
        conversation,
        version=conversation.version + 1,
        revision=conversation.revision + 1,
        told_at=max(at, conversation.told_at or at, conversation.last_entry_at),
    )


def entry_of(
    after: Conversation,
    entry_id: str,
    type_: str,
    by: Actor,
    at: datetime,
    data: dict[str, Any],
    changes: dict[str, Any] | None = None,
) -> Entry:
    """The entry that a head's newest version is."""
    told = after.told_at or at
    return Entry(
        entry_id, after.account_id, after.id, after.version, type_, by, told, data, changes or {}
    )
