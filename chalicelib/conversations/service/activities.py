"""What waits for the caller, what they are asked, and how a conversation found its agents."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import MANUAL, Caller, Scope, Team
from chalicelib.conversations import list_store, store
from chalicelib.conversations.domain import Actor, Conversation, Entry
from chalicelib.conversations.places import Place, places
from chalicelib.conversations.service.changing import may_see, visible
from chalicelib.runtime.ids import iso

AT_MOST = 100
"""Waiting conversations that are looked at in each queue, those first in which nothing was said
for longest; and how many a list of them holds."""

AT_ONCE = 8
"""Queues that are read side by side."""

ENTRIES_AT_MOST = 300
"""Entries of a thread in which decisions are looked for, newest first."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Where a conversation stands in its team's queue, and why it is nobody's yet."""

    position: int | None
    """By how long they wait, from 1; None when it is further back than is looked at."""
    since: datetime
    why: str
    team_id: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Something that decided who has, or is asked about, a conversation."""

    at: datetime
    kind: str
    """The type of the event."""
    user: dict[str, str] | None
    by: Actor
    decision: dict[str, Any] | None


def waiting_activities(
    caller: Caller, position: str | None, limit: int
) -> tuple[list[Conversation], str | None, int]:
    """What the caller may take in any of their teams, whether it rings at a colleague or they are
    logged out of the team (ASG-29), who waits longest first; the position after the page, and how
    many there are (at most AT_MOST)."""
    rows = _rows(caller, places(caller, "unassigned"))
    found = sorted((c for c in rows if c.is_waiting), key=_by_wait)[:AT_MOST]
    rest = [c for c in found if position is None or _by_wait(c) > position]
    more = len(rest) > limit
    return rest[:limit], _by_wait(rest[limit - 1]) if more else None, len(found)


def offered(caller: Caller) -> list[Conversation]:
    """What is offered to the caller, and where they or a team of theirs are asked to join."""
    asked = {caller.user_id, *caller.team_ids}
    rows = _rows(caller, places(caller, "offers"))
    return sorted(
        (
            c
            for c in rows
            if not c.is_assigned_to(caller.user_id)
            and (
                (c.offer is not None and c.offer.to.id == caller.user_id)
                or any(one.to.id in asked for one in c.invitations)
            )
        ),
        key=lambda c: c.id,
    )


def routing(caller: Caller, conversation_id: str) -> tuple[Wait | None, list[Decided]]:
    """Why a conversation waits, if it does, and who decided what about it, newest first."""
    head = visible(caller, conversation_id)
    return _wait(caller, head) if head.is_waiting else None, _decisions(head)


def _rows(caller: Caller, where: Iterable[Place]) -> list[Conversation]:
    def read(place: Place) -> list[Conversation]:
        account_id, holder = caller.account_id, place.holder
        if place.is_queue:
            return list_store.queue_of(account_id, holder, None, AT_MOST, False)
        return list_store.list_of(account_id, holder, place.list, "open", None, AT_MOST, False)

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        found = {c.id: c for rows in pool.map(read, where) for c in rows}
    return [c for c in found.values() if may_see(caller, c)]


def _by_wait(c: Conversation) -> str:
    return f"{iso(c.waiting_since or c.created_at)}#{c.id}"


def _wait(caller: Caller, head: Conversation) -> Wait:
    """Why, and for who may see the others in the queue at which place."""
    team = accounts.roster(head.account_id).team(head.team_id)
    sees_queue = caller.scope is not Scope.OWN and caller.sees_team(head.team_id)
    queue = list_store.queue_of(head.account_id, head.team_id, None, AT_MOST + 1, False)
    before = sum(_by_wait(c) < _by_wait(head) for c in queue if c.is_waiting)
    position = before + 1 if sees_queue and before < AT_MOST else None
    since = head.waiting_since or head.created_at
    return Wait(position, since, _why(head, team), head.team_id)


def _why(head: Conversation, team: Team | None) -> str:
    name = team.name if team else "its team"
    if head.offer:
        return f"It is offered to {head.offer.to.name}."
    if team is None or team.distribution == MANUAL:
        return f"It waits for whoever in {name} takes it."
    if head.passed:
        count = len(head.passed)
        people = "1 person" if count == 1 else f"{count} people"
        return f"{people} in {name} let it pass; it waits for the next who is free."
    return f"Nobody in {name} is free for it; it goes to the next who is."


def _decisions(head: Conversation) -> list[Decided]:
    entries: list[Entry] = []
    before: int | None = None
    while len(entries) < ENTRIES_AT_MOST:
        page = store.page_before(head.account_id, head.id, before, 100)
        entries = page + entries
        if not page or page[0].seq == 1:
            break
        before = page[0].seq
    return [_decided(entry) for entry in reversed(entries) if _decides(entry)]


def _decides(entry: Entry) -> bool:
    return "assignees" in entry.changes or entry.type in {
        "offer.made",
        "offer.rejected",
        "offer.expired",
        "offer.withdrawn",
        "conversation.invited",
        "invitation.ended",
    }


def _decided(entry: Entry) -> Decided:
    data, assignees = entry.data, entry.changes.get("assignees", ())
    user = data.get("user") or data.get("to_user") or data.get("to")
    own = entry.type.startswith(("conversation.", "offer.", "invitation."))
    if not own or entry.type in {"conversation.assigned", "conversation.reopened"}:
        user = assignees[0] if assignees else None
    why = data.get("decision") or entry.changes.get("decision")
    return Decided(entry.occurred_at, entry.type, user, entry.actor, why)
