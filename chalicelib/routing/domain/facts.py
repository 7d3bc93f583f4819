"""What a choice goes by, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from chalicelib.accounts.domain import Availability, User
from chalicelib.conversations.domain import RANK, Conversation, Person

NAMED_AT_MOST = 10
"""Ids that a decision keeps of those who were passed over for one reason: it is stored with its
entry, and a team may have hundreds."""

NO_PRIORITY = len(RANK)
"""After every priority there is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of the team, as far as giving work goes by it."""

    id: str
    name: str
    available: bool = True
    paused: bool = False
    """Away for a reason that they gave, or that a rule gave them."""
    online: bool = True
    takes: bool = True
    """False where they switched the team's chats off."""
    load: int = 0
    limit: int | None = None
    """What they may carry; None: as much as comes."""
    skills: frozenset[str] = frozenset()
    ringing: bool = False
    """Whether an offer stands on their screen: one at a time."""
    wrap_up_until: datetime | None = None
    given_at: datetime | None = None
    idle_since: datetime | None = None

    @property
    def person(self) -> Person:
        return Person(self.id, self.name)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation that waits for an agent."""

    id: str
    since: datetime
    created_at: datetime
    weight: int = 1
    """What it will count of an agent's limit."""
    rank: int = NO_PRIORITY
    """Of its priority, the most urgent 0."""
    skills: frozenset[str] = frozenset()
    """What it asks for beside what its team does."""
    passed: frozenset[str] = frozenset()
    """Who rejected or missed it since it began to wait."""
    last_agent: str | None = None
    """Who served the customer last."""
    named: frozenset[str] | None = None
    """Who alone may see it; None: its team."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Who was not asked, and why."""

    reason: str
    """`not_named`, `paused`, `away`, `offline`, `off`, `skills`, `full`, `wrap_up`, `ringing`,
    `passed`."""
    user_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who gets a conversation, and why; without `agent`, why it waits."""

    agent: Candidate | None
    strategy: str
    reason: str
    """One sentence for people."""
    considered: int
    at: datetime
    passed_over: tuple[PassedOver, ...] = field(default=())

    def data(self) -> dict[str, Any]:
        """As the timeline's entry keeps it. Of many who were passed over some are named; `count`
        tells how many there were."""
        moment = self.at.astimezone(UTC).isoformat(timespec="milliseconds")
        return {
            "strategy": self.strategy,
            "reason": self.reason,
            "considered": self.considered,
            "passed_over": [
                {
                    "reason": one.reason,
                    "user_ids": list(one.user_ids[:NAMED_AT_MOST]),
                    "count": len(one.user_ids),
                }
                for one in self.passed_over
            ],
            "at": moment.replace("+00:00", "Z"),
        }


def candidate(user: User, team_id: str, online: bool, limit: int | None) -> Candidate:
    """A user as a candidate for a team's work; `limit` is the one that counts for them."""
    return Candidate(
        user.id,
        user.name,
        available=user.availability is Availability.AVAILABLE,
        paused=user.pause is not None,
        online=online,
        takes=user.takes(team_id),
        load=user.load,
        limit=limit,
        skills=frozenset(user.skills),
        ringing=user.ringing is not None,
        wrap_up_until=user.wrap_up_until,
        given_at=user.given_at,
        idle_since=user.idle_since,
    )


def waiting(head: Conversation, weight: int, last_agent: str | None = None) -> Waiting:
    """A conversation as one that waits; `weight` is what it will count."""
    named = head.visible_to
    return Waiting(
        head.id,
        head.waiting_since or head.created_at,
        head.created_at,
        weight,
        RANK[head.priority] if head.priority else NO_PRIORITY,
        frozenset(head.skills),
        frozenset(head.passed),
        last_agent,
        None if named is None else frozenset(person.id for person in named),
    )
