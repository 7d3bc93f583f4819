"""What a timer is, and by which way it comes: a queue's delay for minutes, a schedule for more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import ceil

LONGEST_DELAY = 15 * 60
"""Seconds that SQS holds a message back at most."""

EARLY = timedelta(minutes=1)
"""A schedule is exact to the minute only (EventBridge Scheduler, "Schedule types"). So it comes a
minute early, and the queue holds back what is left."""


class Kind(StrEnum):
    """What is due."""

    SNOOZE = "snooze"
    SCHEDULED = "scheduled"
    AUTO_CLOSE = "auto_close"
    PRESENCE = "presence"
    TRAINING = "training"
    SOURCE = "source"
    OFFER = "offer"
    QUEUE = "queue"
    SILENCE = "silence"
    REST = "rest"
    SWEEP = "sweep"
    SLA = "sla"
    HOLIDAYS = "holidays"
    DEPARTURE = "departure"


@dataclass(frozen=True, slots=True)
class Timer:
    """At `due`, look at this."""

    kind: Kind
    account_id: str
    id: str
    """What it is about: a conversation, a scheduled message, a user, a team."""
    due: datetime
    conversation_id: str | None = None
    """Where it lies, when it lies in a conversation and is not one itself."""


def delay(timer: Timer, at: datetime) -> int | None:
    """For how many seconds the queue holds it back; None when that is longer than a queue can."""
    seconds = max(0, ceil((timer.due - at).total_seconds()))
    return seconds if seconds <= LONGEST_DELAY else None


def scheduled_for(timer: Timer) -> datetime:
    """The full minute for which it is scheduled, in UTC: one to two minutes before it is due."""
    return timer.due.astimezone(UTC).replace(second=0, microsecond=0) - EARLY


def name(timer: Timer) -> str:
    """What its schedule is called: the same timer set twice is one schedule, and one that was
    moved does not meet the former, which AWS may be deleting at this moment."""
    due = timer.due.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    return f"{timer.kind}-{timer.id}-{due}"
