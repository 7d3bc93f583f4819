"""What sets a timer, and what is done when it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.availability import service as availability
from chalicelib.channels import service as channels
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import returning
from chalicelib.hours import service as hours
from chalicelib.knowledge import service as knowledge
from chalicelib.realtime import service as realtime
from chalicelib.routing import service as routing
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import parse_iso
from chalicelib.scheduled import service as scheduled
from chalicelib.sla import service as sla
from chalicelib.timers import service
from chalicelib.timers.domain import Kind, Timer

MINUTE = timedelta(minutes=1)


def follow(type_: str, detail: dict[str, Any], at: datetime) -> None:
    """Set the timers that an event asks for, if it asks for any."""
    for asked in ASKED[type_]:
        timer = asked(detail["account_id"], detail["conversation_id"], detail, at)
        if timer:
            service.set(timer, at)


def _snooze(
    account_id: str, conversation_id: str, detail: dict[str, Any], at: datetime
) -> Timer | None:
    until = detail["data"]["until"]
    if until is None:
        return None  # until the customer writes
    return Timer(Kind.SNOOZE, account_id, conversation_id, parse_iso(until))


def _scheduled(
    account_id: str, conversation_id: str, detail: dict[str, Any], at: datetime
) -> Timer | None:
    message = detail["data"]
    if message["status"] != "waiting":
        return None
    due = parse_iso(message["send_at"])
    return Timer(Kind.SCHEDULED, account_id, message["id"], due, conversation_id)


def _silence(
    account_id: str, conversation_id: str, detail: dict[str, Any], at: datetime
) -> Timer | None:
    minutes = channels.policy(account_id, detail["data"]["channel_id"]).auto_close_minutes
    if minutes is None:
        return None
    # from the full minute, so that a busy hour does not make a timer of each message
    since = _full_minute(parse_iso(detail["occurred_at"]))
    return Timer(Kind.AUTO_CLOSE, account_id, conversation_id, since + minutes * MINUTE)


def _rest(
    account_id: str, conversation_id: str, detail: dict[str, Any], at: datetime
) -> Timer | None:
    minutes = accounts.policy(account_id).workload.idle_minutes
    if minutes is None:
        return None
    since = _full_minute(parse_iso(detail["occurred_at"]))
    return Timer(Kind.REST, account_id, conversation_id, since + minutes * MINUTE)


def _offer(
    account_id: str, conversation_id: str, detail: dict[str, Any], at: datetime
) -> Timer | None:
    return Timer(Kind.OFFER, account_id, conversation_id, parse_iso(detail["data"]["until"]))


def _promise(
    account_id: str, conversation_id: str, detail: dict[str, Any], at: datetime
) -> Timer | None:
    due = sla.timer(account_id, conversation_id, at)
    return Timer(Kind.SLA, account_id, conversation_id, due) if due else None


Asked = Callable[[str, str, dict[str, Any], datetime], Timer | None]

ASKED: dict[str, tuple[Asked, ...]] = {
    "conversation.closed": (_promise,),
    "conversation.handed_over": (_promise,),
    "conversation.reopened": (_promise,),
    "conversation.snoozed": (_snooze,),
    "conversation.transferred": (_promise,),
    "message.received": (_promise,),
    "message.sent": (_silence, _rest, _promise),
    "offer.made": (_offer,),
    "scheduled.updated": (_scheduled,),
}
"""The timers that an event asks for, by its type."""


def ring(timer: Timer, at: datetime) -> None:
    """Do what is due. What is not, or not any more at this time, is set again; what is gone is done
    with."""
    try:
        again = timer.due if timer.due > at else ACTIONS[timer.kind](timer, at)
    except NotFound:
        return
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


def _come_or_go(timer: Timer, at: datetime) -> None:
    realtime.presence_due(timer.account_id, timer.id, at)
    availability.presence_changed(timer.account_id, timer.id, at)


def _train(timer: Timer, at: datetime) -> None:
    knowledge.touched(timer.account_id)


def _gather(timer: Timer, at: datetime) -> None:
    knowledge.rescan(timer.account_id, timer.id, at)


def _offer_due(timer: Timer, at: datetime) -> None:
    routing.offer_due(timer.account_id, timer.id, at)


def _queue(timer: Timer, at: datetime) -> None:
    routing.wake_team(timer.account_id, timer.id)


def _unanswered(timer: Timer, at: datetime) -> None:
    routing.silence_due(timer.account_id, timer.id, timer.due, at)


def _rest_due(timer: Timer, at: datetime) -> datetime | None:
    again = routing.rest_due(timer.account_id, timer.id, at)
    return _full_minute(again) if again else None


def _sweep(timer: Timer, at: datetime) -> None:
    routing.sweep(timer.account_id, timer.id, at)


def _promised(timer: Timer, at: datetime) -> datetime | None:
    return sla.due(timer.account_id, timer.id, at)


def _depart(timer: Timer, at: datetime) -> datetime | None:
    changed = returning.give_back(timer.account_id, timer.id, at)
    return at + returning.AGAIN if changed else None


def _renew(timer: Timer, at: datetime) -> datetime | None:
    return hours.renew(timer.account_id, timer.id, at)


ACTIONS: dict[Kind, Callable[[Timer, datetime], datetime | None]] = {
    Kind.SNOOZE: _wake,
    Kind.SCHEDULED: _send,
    Kind.AUTO_CLOSE: _close,
    Kind.PRESENCE: _come_or_go,
    Kind.TRAINING: _train,
    Kind.SOURCE: _gather,
    Kind.OFFER: _offer_due,
    Kind.QUEUE: _queue,
    Kind.SILENCE: _unanswered,
    Kind.REST: _rest_due,
    Kind.SWEEP: _sweep,
    Kind.DEPARTURE: _depart,
    Kind.SLA: _promised,
    Kind.HOLIDAYS: _renew,
}
"""What each kind does, and when it wants to be looked at again."""


def _full_minute(moment: datetime) -> datetime:
    """The moment itself or the next full minute."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + MINUTE
