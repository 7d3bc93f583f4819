"""The clocks that run on one conversation until what was promised is kept (ASG-38, ASG-48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST = "first"
NEXT = "next"
RESOLVE = "resolve"
TARGETS = (FIRST, NEXT, RESOLVE)


@dataclass(frozen=True, slots=True)
class Clock:
    """What runs on one conversation. A target that has no time here is not promised, or kept."""

    policy_id: str
    first_due: datetime | None = None
    """By when the first reply is due, while it is."""
    next_due: datetime | None = None
    """By when the customer's newest question is to be answered, while one waits."""
    resolve_due: datetime | None = None
    """By when it is to be closed; None while it waits on the customer."""
    resolve_left: int | None = None
    """Seconds of business time that were left when it began to wait on the customer."""
    warned: tuple[str, ...] = ()
    """Targets of which somebody was warned since they began to run: `first`, `next`, `resolve`."""
    breached: tuple[str, ...] = ()
    """Targets that were missed; a miss stays for the report, whatever comes after it."""
    told: tuple[str, ...] = ()
    """Targets whose miss was told since they began to run. A question that comes after a missed one
    can be missed, too, and that is told again."""

    def due(self, target: str) -> datetime | None:
        """By when a target is to be met, while it runs."""
        return {FIRST: self.first_due, NEXT: self.next_due, RESOLVE: self.resolve_due}[target]

    @property
    def runs(self) -> bool:
        """Whether anything is to be met by a time."""
        return any(self.due(target) for target in TARGETS)


def clock_data(clock: Clock) -> list[Any]:
    """A clock in few letters: it is written with every message."""
    times = (clock.first_due, clock.next_due, clock.resolve_due)
    seconds = [round(due.timestamp()) if due else None for due in times]
    named = (clock.warned, clock.breached, clock.told)
    marks = ["".join(name[0] for name in names) for names in named]
    return [clock.policy_id, *seconds, clock.resolve_left, *marks]


def clock_of(kept: list[Any]) -> Clock:
    """The clock that was kept so."""
    policy_id, first, next_, resolve, left, *marks = kept
    warned, breached, told = (_all(letters) for letters in (*marks, "", "", "")[:3])
    return Clock(policy_id, _at(first), _at(next_), _at(resolve), left, warned, breached, told)


_NAMES = {name[0]: name for name in TARGETS}


def _all(letters: str) -> tuple[str, ...]:
    return tuple(_NAMES[letter] for letter in letters)


def _at(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
