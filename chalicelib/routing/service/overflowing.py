"""What is done about a conversation that waited too long (ASG-42), once per wait and team."""

from __future__ import annotations

from datetime import datetime

from chalicelib.accounts.domain import Overflow, Roster, Team
from chalicelib.conversations import domain as rules
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import SYSTEM, Change, Conversation
from chalicelib.conversations.service.changing import attempt, next_id
from chalicelib.conversations.service.saying import say
from chalicelib.routing import domain, store
from chalicelib.routing.domain import Decision
from chalicelib.runtime.errors import Conflict, NotFound, Refused
from chalicelib.runtime.ids import iso
from chalicelib.runtime.logging import count

OVERFLOW = "overflow"


def run(
    team: Team, roster: Roster, heads: dict[str, Conversation], at: datetime
) -> dict[str, Conversation]:
    """Do what a team wants done about what waited too long; answers who waits there still."""
    overflow = team.routing.overflow
    if overflow is None:
        return heads
    due = [
        (head, head.waiting_since)
        for head in heads.values()
        if head.waiting_since and _is_due(head, team, at)
    ]
    if not due:
        return heads
    known = store.load_waits(team.account_id, [(head.id, since) for head, since in due])
    left = dict(heads)
    for head, since in due:
        done = known[head.id].overflowed if head.id in known else frozenset()
        if team.id in done:
            continue
        if _act(overflow, head, since, roster, at):
            left.pop(head.id)
        store.save_overflowed(team.account_id, head.id, since, done | {team.id})
        count("Overflowed")
    return left


def _is_due(head: Conversation, team: Team, at: datetime) -> bool:
    due = domain.overflows_at(domain.waiting(head, head.weight), team.routing)
    return due is not None and due <= at


def _act(
    overflow: Overflow, head: Conversation, since: datetime, roster: Roster, at: datetime
) -> bool:
    """Whether it waits here no more."""
    if overflow.action == "team":
        target = roster.team(overflow.team_id or "")
        if target is None or target.id == head.team_id:
            return False
        minutes = round((at - since).total_seconds() / 60)
        reason = f"It had waited for {minutes} minutes, so it went to {target.name}."
        told = Decision(None, OVERFLOW, reason, 0, at).data()
        moved = conversations.transfer_automatically(
            head.account_id, head.id, target.id, OVERFLOW, at, told
        )
        return moved is not None
    if overflow.text:
        mark = f"{head.id}#overflow#{head.team_id}#{iso(since)}"
        say(head.account_id, head.id, overflow.text, mark, at, head.version)
    return overflow.action == "close" and _close(head, at)


def _close(head: Conversation, at: datetime) -> bool:
    def decide(c: Conversation) -> Change | None:
        if not c.is_waiting:
            return None
        return rules.close(c, SYSTEM, None, next_id(c, at), at)

    try:
        attempt(head.account_id, head.id, decide)
    except (Conflict, NotFound, Refused):  # an unpaid invoice keeps it open; so it waits on
        return False
    return True
