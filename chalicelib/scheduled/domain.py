"""A message that is sent later: what it is, and what leads from one of its states to the next.

waiting ──due──► sent            held: a person must look at it first, because the customer
   │  ▲                          wrote in the meantime, or because it cannot be sent
   ▼  └─new time─┐
  held ──sent by hand──► sent    waiting and held can be cancelled
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.conversations.domain import Person
from chalicelib.runtime.errors import Conflict, Forbidden, Refused

FURTHEST = timedelta(days=366)
WAITING_AT_MOST = 20
"""In one conversation."""
LONGEST_UNDO = 30
"""Seconds within which sending can be undone (MSG-18)."""

OVERTAKEN = "The customer wrote in the meantime"
SHUT_OUT = "Its author may no longer see this conversation"


class ScheduledStatus(StrEnum):
    """A scheduled message is exactly one of these."""

    WAITING = "waiting"
    HELD = "held"
    SENT = "sent"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A message that is sent at `send_at`."""

    account_id: str
    conversation_id: str
    id: str
    author: Person
    text: str
    format: str
    attachments: tuple[dict[str, Any], ...]
    channel_id: str | None
    """Over which of the conversation's channels; None: over its main one."""
    reply_to: str | None
    send_at: datetime
    hold: bool
    """Whether a customer's message before the time holds it back (MSG-17)."""
    seen_seq: int
    """The customer's newest message when its author last looked at it."""
    created_at: datetime
    status: ScheduledStatus = ScheduledStatus.WAITING
    sending: bool = False
    """It is on its way: from here on it can be told sent or held, but no more cancelled."""
    reason: str | None = None
    """Why it is held."""
    version: int = 1
    options: tuple[dict[str, str], ...] = ()
    """Quick replies: id and title."""
    subject: str | None = None
    cc: tuple[str, ...] | None = None
    """Of mail, as in an answer."""
    suggestion_id: str | None = None
    """The suggested answer that it began as."""
    translate_to: str | None = None
    """The customer's language, into which it is translated when it is sent (MSG-26)."""

    @property
    def is_pending(self) -> bool:
        return self.status in (ScheduledStatus.WAITING, ScheduledStatus.HELD)


def plan(draft: Scheduled, pending: int, at: datetime) -> Scheduled:
    """Take a new one in; `pending` others wait in the conversation."""
    if pending >= WAITING_AT_MOST:
        raise Refused(f"{WAITING_AT_MOST} messages wait here already; send or cancel one first")
    _refuse_bad_time(draft.send_at, at)
    return draft


def change(
    one: Scheduled,
    by_id: str,
    text: str | None,
    send_at: datetime | None,
    hold: bool | None,
    received_seq: int,
    at: datetime,
) -> Scheduled:
    """Other words, another time. A new time lets one that was held wait again. Its author has now
    seen all that the customer wrote."""
    refuse_stranger(one, by_id)
    _refuse_over(one)
    if send_at is not None:
        _refuse_bad_time(send_at, at)
        one = replace(one, send_at=send_at, status=ScheduledStatus.WAITING, reason=None)
    return replace(
        one,
        text=one.text if text is None else text,
        hold=one.hold if hold is None else hold,
        seen_seq=received_seq,
        version=one.version + 1,
    )


def cancel(one: Scheduled) -> Scheduled | None:
    """Never send it; None when it was cancelled before."""
    if one.status is ScheduledStatus.CANCELLED:
        return None
    _refuse_over(one)
    return replace(one, status=ScheduledStatus.CANCELLED, reason=None, version=one.version + 1)


def begin(one: Scheduled) -> Scheduled:
    """Set it on its way; whoever wanted to cancel or change it comes too late."""
    _refuse_over(one)
    return replace(one, sending=True)


def is_overtaken(one: Scheduled, received_seq: int) -> bool:
    """Whether the customer wrote since its author looked, and that matters."""
    return one.hold and received_seq > one.seen_seq


def held(one: Scheduled, reason: str) -> Scheduled:
    """Leave it to a person; `reason` is a sentence for them."""
    return replace(
        one, status=ScheduledStatus.HELD, sending=False, reason=reason, version=one.version + 1
    )


def sent(one: Scheduled) -> Scheduled:
    """It is in the thread."""
    return replace(
        one, status=ScheduledStatus.SENT, sending=False, reason=None, version=one.version + 1
    )


def refuse_stranger(one: Scheduled, by_id: str) -> None:
    """It goes out in its author's name, so others can only cancel it."""
    if by_id != one.author.id:
        raise Forbidden(
            f"only {one.author.name} may send or change this message; you can cancel it"
        )


def _refuse_over(one: Scheduled) -> None:
    if one.status is ScheduledStatus.SENT:
        raise Conflict("this message was sent already")
    if one.sending:
        raise Conflict("this message is being sent")
    if one.status is ScheduledStatus.CANCELLED:
        raise Conflict("this message was cancelled")


def _refuse_bad_time(send_at: datetime, at: datetime) -> None:
    if send_at < at:
        raise Refused("choose a time that is yet to come")
    if send_at > at + FURTHEST:
        raise Refused("choose a time within the next year")
