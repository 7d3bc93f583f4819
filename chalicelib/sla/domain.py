"""What is promised to a customer, and the clocks that run until it is kept (ASG-38, ASG-48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


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
    """Targets of which somebody was warned: `first`, `next`, `resolve`."""
    breached: tuple[str, ...] = ()
    """Targets that were missed; a miss stays for the report, whatever comes after it."""


def clock_data(clock: Clock) -> list[Any]:
    """A clock in few letters: it is written with every message."""
    times = (clock.first_due, clock.next_due, clock.resolve_due)
    seconds = [round(due.timestamp()) if due else None for due in times]
    marks = ["".join(name[0] for name in names) for names in (clock.warned, clock.breached)]
    return [clock.policy_id, *seconds, clock.resolve_left, *marks]


def clock_of(kept: list[Any]) -> Clock:
    """The clock that was kept so."""
    policy_id, first, next_, resolve, left, warned, breached = kept
    return Clock(
        policy_id, _at(first), _at(next_), _at(resolve), left, _all(warned), _all(breached)
    )


NAMES = {"f": "first", "n": "next", "r": "resolve"}


def _all(letters: str) -> tuple[str, ...]:
    return tuple(NAMES[letter] for letter in letters)


def _at(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
