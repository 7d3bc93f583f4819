"""Why people are away, for how long they were, and what a day consisted of (RT-12, ASG-27)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest

from chalicelib.accounts.domain import Availability, Pause, User

REASONS_AT_MOST = 50

OFFLINE = "offline"

BREAK = "break"
LUNCH = "lunch"
TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an agent is away; paid or not (ASG-27)."""

    account_id: str
    id: str
    name: str
    paid: bool
    managed_by: str | None = None
    """The stack that declares it."""


def first_reasons(account_id: str) -> tuple[Reason, ...]:
    """What an account has until an Admin settles its own."""
    return (
        Reason(account_id, BREAK, "Break", paid=True),
        Reason(account_id, LUNCH, "Lunch", paid=False),
        Reason(account_id, TRAINING, "Training", paid=True),
    )


AUTOMATIC = {
    "missed_offer": "Missed an offer",
    "idle": "No one at the screen",
}
"""What a rule says when it puts somebody on a pause. It is never paid (ASG-26)."""


@dataclass(frozen=True, slots=True)
class Point:
    """From `at` on a user was this."""

    user_id: str
    at: datetime
    state: str
    """`available`, `away` or `offline`."""
    reason_id: str | None = None
    name: str | None = None
    paid: bool | None = None
    automatic: bool = False
    by: str | None = None
    """Who set it, where it was somebody else."""

    @property
    def kind(self) -> tuple[str, str | None]:
        """What is summed up together."""
        return self.state, self.name


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in one state; `until` is None while it lasts."""

    point: Point
    since: datetime
    until: datetime | None

    def seconds(self, now: datetime) -> int:
        """How long it was, or is so far."""
        return max(0, round(((self.until or now) - self.since).total_seconds()))


def is_same(user: User, availability: Availability, pause: Pause | None) -> bool:
    """Whether a user is so already, whoever set it and whenever."""
    if user.availability is not availability:
        return False
    had, wants = user.pause, pause
    if had is None or wants is None:
        return had is wants
    return (had.reason_id, had.name, had.automatic) == (
        wants.reason_id,
        wants.name,
        wants.automatic,
    )


def point(user_id: str, availability: Availability, pause: Pause | None, at: datetime) -> Point:
    """The point at which a user becomes this."""
    if availability is Availability.AVAILABLE:
        return Point(user_id, at, "available")
    if pause is None:
        return Point(user_id, at, "away")
    return Point(
        user_id, at, "away", pause.reason_id, pause.name, pause.paid, automatic=pause.automatic
    )


def spans(
    before: Point | None, points: Iterable[Point], since: datetime, until: datetime, now: datetime
) -> list[Span]:
    """What a time consisted of: from the state in which it began (`before` is the last point before
    it) through each that follows. Of what is still going on the end is open."""
    known = [replace(before, at=since)] if before else []
    known += [one for one in points if since <= one.at < until]
    found = []
    for this, following in zip_longest(known, known[1:]):
        end = following.at if following else (until if until <= now else None)
        if end is None or end > this.at:
            found.append(Span(this, this.at, end))
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """How long somebody was in one state within a time."""

    state: str
    name: str | None
    paid: bool | None
    seconds: int
    times: int


def summed(found: Sequence[Span], now: datetime) -> list[Share]:
    """How long and how often each state was, longest first."""
    shares: dict[tuple[str, str | None], Share] = {}
    for span in found:
        one = span.point
        had = shares.get(one.kind) or Share(one.state, one.name, one.paid, 0, 0)
        shares[one.kind] = replace(
            had, seconds=had.seconds + span.seconds(now), times=had.times + 1
        )
    return sorted(shares.values(), key=lambda share: (-share.seconds, share.state))
