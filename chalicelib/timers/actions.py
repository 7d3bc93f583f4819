"""What sets a timer, and what is done when it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.channels import service as channels
from chalicelib.conversations import service as conversations
from chalicelib.knowledge import service as knowledge
from chalicelib.realtime import service as realtime
from chalicelib.runtime.ids import parse_iso
from chalicelib.scheduled import service as scheduled
from chalicelib.timers import service
from chalicelib.timers.domain import Kind, Timer

MINUTE = timedelta(minutes=1)


def follow(type_: str, detail: dict[str, Any], at: datetime) -> None:
    """Set the timer that an event asks for, if it asks for one."""
    timer = ASKED[type_](detail["account_id"], detail["conversation_id"], detail)
    if timer:
        service.set(timer, at)


def _snooze(account_id: str, conversation_id: str, detail: dict[str, Any]) -> Timer | None:
    until = detail["data"]["until"]
    if until is None:
        return None  # until the customer writes
    return Timer(Kind.SNOOZE, account_id, conversation_id, parse_iso(until))


def _scheduled(account_id: str, conversation_id: str, detail: dict[str, Any]) -> Timer | None:
    message = detail["data"]
    if message["status"] != "waiting":
        return None
    due = parse_iso(message["send_at"])
    return Timer(Kind.SCHEDULED, account_id, message["id"], due, conversation_id)


def _silence(account_id: str, conversation_id: str, detail: dict[str, Any]) -> Timer | None:
    minutes = channels.policy(account_id, detail["data"]["channel_id"]).auto_close_minutes
    if minutes is None:
        return None
    # from the full minute, so that a busy hour does not make a timer of each message
    since = _full_minute(parse_iso(detail["occurred_at"]))
    return Timer(Kind.AUTO_CLOSE, account_id, conversation_id, since + minutes * MINUTE)


ASKED: dict[str, Callable[[str, str, dict[str, Any]], Timer | None]] = {
    "conversation.snoozed": _snooze,
    "message.sent": _silence,
    "scheduled.updated": _scheduled,
}
"""The timer that an event asks for, by its type."""


def ring(timer: Timer, at: datetime) -> None:
    """Do what is due. What is not, or not any more at this time, is set again."""
    again = timer.due if timer.due > at else ACTIONS[timer.kind](timer, at)
    if again:
        service.set(replace(timer, due=again), at)


def _wake(timer: Timer, at: datetime) -> None:
    conversations.wake(timer.account_id, timer.id, timer.due, at)


def _send(timer: Timer, at: datetime) -> datetime | None:
    return scheduled.due(timer.account_id, timer.conversation_id or "", timer.id, at)


def _close(timer: Timer, at: datetime) -> datetime | None:
    """Close a conversation that was silent for as long as the policy says now."""
    head = conversations.load(timer.account_id, timer.id)
    if head is None:
        return None
    policy = channels.policy(head.account_id, head.channel.id)
    if policy.auto_close_minutes is None:
        return None
    idle = policy.auto_close_minutes * MINUTE
    again = conversations.close_idle(head.account_id, head.id, idle, policy.auto_close_message, at)
    return _full_minute(again) if again else None


def _leave(timer: Timer, at: datetime) -> None:
    realtime.presence_due(timer.account_id, timer.id, at)


def _train(timer: Timer, at: datetime) -> None:
    knowledge.touched(timer.account_id)


def _gather(timer: Timer, at: datetime) -> None:
    knowledge.rescan(timer.account_id, timer.id, at)


ACTIONS: dict[Kind, Callable[[Timer, datetime], datetime | None]] = {
    Kind.SNOOZE: _wake,
    Kind.SCHEDULED: _send,
    Kind.AUTO_CLOSE: _close,
    Kind.PRESENCE: _leave,
    Kind.TRAINING: _train,
    Kind.SOURCE: _gather,
}
"""What each kind does, and when it wants to be looked at again."""


def _full_minute(moment: datetime) -> datetime:
    """The moment itself or the next full minute."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + MINUTE
