"""Seeing that what users are counted to carry is what they carry. It should always be so."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import User
from chalicelib.routing.service.reading import carries
from chalicelib.runtime.logging import count, logger
from chalicelib.timers import service as timers
from chalicelib.timers.domain import LONGEST_DELAY, Kind, Timer

SECOND_LOOK = timedelta(minutes=1)
"""When a difference is looked at again: the index of the seats is a moment late, and a change
between two reads is none."""

_set: dict[str, datetime] = {}


def later(account_id: str, at: datetime) -> None:
    """Have an account looked through after the hour in which a rule gave something; a warm process
    asks once, and many ask for one and the same schedule."""
    due = full_hour(at)
    if _set.get(account_id) != due:
        timers.set(Timer(Kind.SWEEP, account_id, account_id, due), at)
        _set[account_id] = due


def sweep(account_id: str, about: str, at: datetime) -> None:
    """Look through an account, or, a minute later, at one difference again (`about` says which:
    `{user}:{counted}:{true}`). Only one that is found twice is corrected, and only if nothing has
    moved it since."""
    if about.count(":") != 2:
        for user in accounts.roster(account_id).users:
            true = carries(account_id, user.id)
            if true != user.load:
                look = f"{user.id}:{user.load}:{true}"
                timers.set(Timer(Kind.SWEEP, account_id, look, at + SECOND_LOOK), at)
        return
    user_id, counted, seen = about.rsplit(":", 2)
    known: User = accounts.user(account_id, user_id)
    true = carries(account_id, user_id)
    if (known.load, true) != (int(counted), int(seen)):
        return
    if accounts.correct_load(account_id, user_id, known.load, true):
        count("CapacityDrift", abs(true - known.load))
        logger().error("load corrected", extra={"user_id": user_id, "by": true - known.load})


def full_hour(at: datetime) -> datetime:
    """The next full hour that is too far ahead for a queue's delay: only a schedule is one and the
    same however often it is asked for."""
    ahead = at + timedelta(seconds=LONGEST_DELAY + 1)
    return ahead.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
