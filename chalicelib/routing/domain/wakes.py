"""What makes a team's queue be looked at: messages of its own queue, in order per team."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from chalicelib.conversations.domain import AI_AGENT, ActorKind, Conversation, Entry

TYPES = frozenset(
    {
        "conversation.assigned",
        "conversation.closed",
        "conversation.deleted",
        "conversation.handed_over",
        "conversation.joined",
        "conversation.left",
        "conversation.merged",
        "conversation.reopened",
        "conversation.rested",
        "conversation.restricted",
        "conversation.snoozed",
        "conversation.transferred",
        "conversation.unmerged",
        "conversation.updated",
        "conversation.woken",
        "offer.expired",
        "offer.rejected",
        "offer.withdrawn",
    }
)
"""Entries after which a queue, or what somebody has room for, may be another."""

CHANGES = frozenset({"created", "status", "assignees", "snooze", "team_id", "withdrawn"})
"""What else an entry may have done that has such effects."""

ENDS = frozenset(
    {
        "conversation.closed",
        "conversation.deleted",
        "conversation.merged",
        "conversation.rested",
        "conversation.snoozed",
    }
)
"""After these, all who have the conversation carry less."""

LOSES = frozenset({"conversation.left", "offer.expired", "offer.rejected", "offer.withdrawn"})
"""After these, the one whom they name has more room."""


@dataclass(frozen=True, slots=True)
class Wake:
    """Look at a team's queue. Where an event is the reason, what it says beside that."""

    account_id: str
    team_id: str = ""
    """Whose queue; empty: `freed` have room, whatever their teams are."""
    conversation_id: str | None = None
    """What the event is about: it counts as it is now, however late the queue's index is."""
    type: str = ""
    at: str | None = None
    freed: tuple[str, ...] = ()
    """Users who have more room than before."""
    departed: bool = False
    """Whether it left the queue for an agent."""
    assigned: bool = False
    """Whether people have it now who had it not."""
    then: tuple[str, ...] = ()
    """Teams to look at after this one, in their order."""
    give: bool = False
    """Whether it is given to somebody even where the team does not distribute."""

    @property
    def group(self) -> str:
        """Messages of one group are worked on one after the other."""
        return f"{self.account_id}#{self.team_id or ','.join(self.freed)[:60]}"

    def data(self) -> dict[str, Any]:
        """As the queue carries it: what is usual is left out."""
        return {name: value for name, value in asdict(self).items() if value}


def read(data: Mapping[str, Any]) -> Wake:
    """The wake that a message of the queue is."""
    lists = {name: tuple(data[name]) for name in ("freed", "then") if name in data}
    known = {name: data[name] for name in Wake.__slots__ if name in data}
    return Wake(**(known | lists))


def message(wake: Wake, id_: str, correlation_id: str | None) -> Any:
    """A wake as its FIFO queue takes it, which takes an id once within five minutes."""
    made: dict[str, Any] = {
        "MessageBody": json.dumps(wake.data(), separators=(",", ":")),
        "MessageGroupId": wake.group,
        "MessageDeduplicationId": id_,
    }
    if correlation_id:
        value = {"DataType": "String", "StringValue": correlation_id}
        made["MessageAttributes"] = {"correlation_id": value}
    return made


def concerns(entry: Entry) -> bool:
    """Whether routing hears of an entry."""
    return entry.type in TYPES or not CHANGES.isdisjoint(entry.changes)


def wake_of(entry: Entry, head: Conversation) -> Wake:
    """What an entry wakes: the queue of the team whose conversation it is now."""
    freed = tuple(dict.fromkeys(_freed(entry, head)))
    given = [one["id"] for one in _assignees(entry) if one["id"] != AI_AGENT]
    by_rule = bool(entry.data.get("decision") or entry.data.get("offer_id"))
    moment = entry.occurred_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return Wake(
        entry.account_id,
        head.team_id,
        entry.conversation_id,
        entry.type,
        moment.replace("+00:00", "Z"),
        freed,
        departed=bool(given) and (by_rule or entry.actor.id in given),
        assigned=bool(given),
    )


def give(wake: Wake) -> Wake:
    """The wake that has its conversation given to somebody, however the team distributes."""
    return replace(wake, give=True)


def _assignees(entry: Entry) -> list[dict[str, str]]:
    found = entry.changes.get("assignees") or entry.data.get("assignees") or []
    to = entry.data.get("to_user")
    return [*found, *([to] if to else [])]


def _freed(entry: Entry, head: Conversation) -> Iterator[str]:
    if entry.type in ENDS:
        yield from (person.id for person in head.colleagues)
    if entry.type in LOSES:
        yield entry.data["user"]["id"]
    if "withdrawn" in entry.changes:
        yield entry.changes["withdrawn"]["user"]["id"]
    if entry.type in {"conversation.assigned", "conversation.transferred"}:
        yield from (one["id"] for one in entry.data.get("taken_from", ()) if one["id"] != AI_AGENT)
        has_it = {person.id for person in head.colleagues}
        if entry.actor.kind is ActorKind.AGENT and entry.actor.id and entry.actor.id not in has_it:
            yield entry.actor.id


def moment_of(wake: Wake, now: datetime) -> datetime:
    """When the event was; now, where there was none."""
    return datetime.fromisoformat(wake.at) if wake.at else now
