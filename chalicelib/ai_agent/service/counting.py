"""What the report tells, counted as it happens, each thing once (AI-26)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.ai_agent import store
from chalicelib.ai_agent.domain import codes, outcome
from chalicelib.ai_agent.domain.outcome import REASONS, Moved, Outcome
from chalicelib.ai_agent.domain.rules import Action, Decision
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.runtime.errors import Conflict, Invalid
from chalicelib.runtime.ids import seq_of

ATTEMPTS = 8
LONGEST_REPORT = 366
"""Days."""


def spoke(head: Conversation, decision: Decision, message: Entry, at: datetime) -> None:
    """The AI agent said something to a message."""
    day = _day(at)
    answered = decision.action is Action.ANSWER and bool(decision.found)
    _count(head, lambda before: outcome.spoke(before, day, answered))
    if decision.reason == "low_confidence":
        store.save_miss(head.account_id, day, message.id, head.id)


def handed_over(head: Conversation, reason: str, at: datetime) -> None:
    """It gave the conversation to people."""
    _count(head, lambda before: outcome.handed_over(before, _day(at), reason))


def closed(account_id: str, conversation_id: str, at: datetime) -> None:
    """A conversation ended. One that the AI agent never had is none of the report's."""
    head = conversations.load(account_id, conversation_id)
    if head is None or head.is_open:
        return
    if store.outcome(account_id, conversation_id)[0] == Outcome():
        return
    _count(head, lambda before: outcome.closed(before, _day(at), head.is_with_ai))


def report(caller: Caller, first: date, last: date) -> dict[str, Any]:
    """What the AI agent achieved from one day to another, both included."""
    accounts.require(caller, Permission.KNOWLEDGE)
    if not 0 <= (last - first).days < LONGEST_REPORT:
        raise Invalid(f"choose 1 to {LONGEST_REPORT} days, the first before the last")
    days = store.days(caller.account_id, first.isoformat(), last.isoformat())

    def total(name: str) -> int:
        return sum(day.counters[name] for day in days)

    reasons = {reason: total(f"handed_over_{reason}") for reason in REASONS}
    return {
        "conversations": total("conversations"),
        "answered": total("answered"),
        "resolved": total("resolved"),
        "handed_over": {"total": total("handed_over"), "by_reason": reasons},
        "csat": None,
        "top_unanswered": _unanswered(caller, first, last),
        "days": [
            {
                "date": day.date,
                **{name: day.counters[name] for name in ("conversations", "answered")},
                **{name: day.counters[name] for name in ("resolved", "handed_over")},
            }
            for day in days
        ],
    }


def _unanswered(caller: Caller, first: date, last: date) -> list[dict[str, Any]]:
    """The questions themselves are read from their conversations: of one that was deleted, or that
    the caller may not see, nothing is shown."""
    missed = store.misses(caller.account_id, first.isoformat(), last.isoformat())
    heads: dict[str, Conversation] = {}
    ids = list(dict.fromkeys(one.conversation_id for one in missed))
    if ids:
        heads = conversations.load_many([(caller.account_id, id_) for id_ in ids])
    seen = [
        (one.conversation_id, seq_of(one.message_id))
        for one in missed
        if one.conversation_id in heads
        and conversations.may_see(caller, heads[one.conversation_id])
    ]
    entries = conversations.load_entries(caller.account_id, seen) if seen else {}
    asked = [
        (codes.hidden(" ".join(entries[key].data["text"].split()))[:300], key[0])
        for key in seen
        if key in entries and not entries[key].data.get("deleted_at")
    ]
    return [
        {"question": text, "count": times, "conversation_id": id_}
        for text, times, id_ in outcome.top(asked)
    ]


def _count(head: Conversation, step: Callable[[Outcome], tuple[Outcome, Moved]]) -> None:
    for _ in range(ATTEMPTS):
        before, revision = store.outcome(head.account_id, head.id)
        after, moved = step(before)
        if after == before:
            return
        try:
            store.count(head.account_id, head.id, after, revision, moved)
        except Conflict:
            continue
        return
    raise Conflict("others keep counting this conversation")


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()
