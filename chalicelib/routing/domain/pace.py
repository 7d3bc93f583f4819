"""How fast a queue moves, and what those who wait are told of it (WID-29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

NEW = 0.25
"""How much the newest gap counts against all before: the last eight make nine tenths of it."""

SHOWN_AT_MOST = 100
"""Who stands further back is told no position: it would cost by the length of the queue."""

LONGEST_GAP = 3600.0
"""Seconds; a queue that nobody served for longer, as over night, says nothing of its pace."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long it takes from one departure of a queue to the next, while somebody waits."""

    seconds: float | None = None
    """The mean, of which recent gaps count most; None: nobody has left yet."""
    since: datetime | None = None
    """From when the gap is counted that runs; None: nobody waits."""


def arrived(pace: Pace, at: datetime) -> Pace:
    """Somebody came to wait: where nobody did, a gap begins."""
    return pace if pace.since else replace(pace, since=at)


def departed(pace: Pace, at: datetime, others_wait: bool) -> Pace:
    """Somebody left the queue for an agent. One who left not after the last is known already: an
    event that comes again, or late, changes nothing."""
    if pace.since is None:
        return replace(pace, since=at) if others_wait else pace
    gap = (at - pace.since).total_seconds()
    if gap <= 0:
        return pace
    mean = pace.seconds
    if gap <= LONGEST_GAP:
        mean = gap if mean is None else mean + NEW * (gap - mean)
    return Pace(mean, at if others_wait else None)


@dataclass(frozen=True, slots=True)
class Place:
    """What a visitor is told while they wait."""

    position: int
    """1: the next."""
    wait_seconds: int | None
    """None: not known yet."""


def place(conversation_id: str, ordered: Sequence[str], pace: Pace) -> Place | None:
    """Where a conversation stands among those who wait, in their order; None: too far back."""
    if conversation_id not in ordered[:SHOWN_AT_MOST]:
        return None
    position = ordered.index(conversation_id) + 1
    wait = None if pace.seconds is None else ceil(position * pace.seconds)
    return Place(position, wait)


def never_rising(told: Place | None, now: Place | None) -> Place | None:
    """What to tell of a place now: no number is greater than the visitor was told before in the
    same wait, whoever went ahead of them."""
    if told is None or now is None:
        return now or told
    waits = [wait for wait in (told.wait_seconds, now.wait_seconds) if wait is not None]
    return Place(min(told.position, now.position), min(waits, default=None))
