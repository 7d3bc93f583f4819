"""The numbers beside the inboxes, and the badge (CONV-07, CONV-34, CONV-35)."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability, Caller
from chalicelib.conversations import list_store
from chalicelib.conversations.domain import Conversation, is_unread
from chalicelib.conversations.inboxes import COUNTED, Place, places

AT_ONCE = 8
"""Counts that are asked for side by side."""

# ranges of what an open row asks for: see `domain.attention`
ALL = ("0", "3")
UNREAD = ("1", "2")
UNREPLIED = ("2", "3")


@dataclass(frozen=True, slots=True)
class Inbox:
    """A list and its numbers, each at most COUNTED. `unread` is None where a list is shared: what
    each has read of it is seen on its rows."""

    id: str
    name: str
    kind: str
    open: int
    unreplied: int
    unread: int | None = None


def counts(caller: Caller) -> tuple[list[Inbox], int]:
    """The caller's inboxes with their numbers, and the badge: what is unread in their own, and,
    while they are available, all that waits in their teams' queues."""
    teams = accounts.roster(caller.account_id).teams
    own = [team for team in teams if team.id in caller.team_ids]
    wanted = [
        ("me", "My inbox", "me"),
        ("unassigned", "Unassigned", "unassigned"),
        ("mentions", "Mentions", "mentions"),
        ("starred", "Starred", "starred"),
        *((f"team:{team.id}", team.name, "team") for team in own),
        *([("all", "All", "all")] if caller.is_admin else []),
    ]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        found = list(pool.map(lambda one: _inbox(caller, *one), wanted))
    mine, waiting, mentions = found[:3]
    badge = (mine.unread or 0) + (mentions.unread or 0)
    if caller.availability is Availability.AVAILABLE:
        badge += waiting.open
    return found, min(COUNTED, badge)


def _inbox(caller: Caller, id_: str, name: str, kind: str) -> Inbox:
    where = places(caller, id_)
    shared = [place for place in where if place.holder in caller.team_ids and kind == "mentions"]
    own = [place for place in where if place not in shared]
    open_, unreplied = _sum(caller, own, ALL), _sum(caller, own, UNREPLIED)
    unread = _sum(caller, own, UNREAD) if kind in {"me", "mentions"} else None
    for c in _mentioned_by_team(caller, shared):
        open_ += 1
        unreplied += c.unreplied_since is not None
        unread = (unread or 0) + is_unread(c, caller.user_id, caller.team_ids)
    capped = None if unread is None else min(COUNTED, unread)
    return Inbox(id_, name, kind, min(COUNTED, open_), min(COUNTED, unreplied), capped)


def _mentioned_by_team(caller: Caller, teams: Iterable[Place]) -> Iterable[Conversation]:
    """What mentions a team of the caller, but not the caller, who would have a seat of their own.
    Its rows are read, for a team's seat cannot say what each member has read."""
    found: dict[str, Conversation] = {}
    for place in teams:
        for c in list_store.list_of(
            caller.account_id, place.holder, place.list, "open", None, COUNTED
        ):
            if caller.user_id not in c.mentioned and not c.is_assigned_to(caller.user_id):
                found[c.id] = c
    return found.values()


def _sum(caller: Caller, where: Iterable[Place], codes: tuple[str, str]) -> int:
    first, last = codes
    return min(
        COUNTED,
        sum(
            list_store.count(
                caller.account_id, place.holder, f"{name}#{first}", f"{name}#{last}~", COUNTED
            )
            for place in where
            for name in place.attention
        ),
    )
