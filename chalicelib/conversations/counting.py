"""The numbers beside the inboxes, and the badge (CONV-07, CONV-34, CONV-35)."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability, Caller, Scope
from chalicelib.conversations import list_store
from chalicelib.conversations.domain import Conversation, is_unread
from chalicelib.conversations.inboxes import COUNTED
from chalicelib.conversations.places import Place, places
from chalicelib.conversations.service.changing import may_see

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
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        found = list(pool.map(lambda one: _inbox(caller, *one), _inboxes(caller)))
    numbers = {one.id: one for one in found}
    badge = sum(numbers[own].unread or 0 for own in ("me", "mentions"))
    if caller.availability is Availability.AVAILABLE and "unassigned" in numbers:
        badge += numbers["unassigned"].open
    return found, min(COUNTED, badge)


def _inboxes(caller: Caller) -> list[tuple[str, str, str]]:
    """Id, name and kind of each. Whose role shows them no team's conversations has no team's
    inboxes (ASG-49)."""
    own = [("mentions", "Mentions", "mentions"), ("starred", "Starred", "starred")]
    if caller.scope is Scope.OWN:
        return [("me", "My inbox", "me"), *own]
    teams = accounts.roster(caller.account_id).teams
    return [
        ("me", "My inbox", "me"),
        ("unassigned", "Unassigned", "unassigned"),
        *own,
        *((f"team:{team.id}", team.name, "team") for team in teams if team.id in caller.team_ids),
        *([("all", "All", "all")] if caller.scope is Scope.ALL else []),
    ]


def _inbox(caller: Caller, id_: str, name: str, kind: str) -> Inbox:
    """An inbox with its numbers. The rows of some are read, since their seats do not tell: a star
    stays when its conversation moves out of sight, and a team's seat cannot say what each member
    has read."""
    where = places(caller, id_)
    read = [place for place in where if kind == "starred" or _is_team_seat(caller, place)]
    counted = [place for place in where if place not in read]
    open_, unreplied = _sum(caller, counted, ALL), _sum(caller, counted, UNREPLIED)
    unread = _sum(caller, counted, UNREAD) if kind in {"me", "mentions"} else None
    for c in _rows(caller, read):
        if kind == "mentions" and (
            caller.user_id in c.mentioned or c.is_assigned_to(caller.user_id)
        ):
            continue  # they have a seat of their own for it
        open_ += 1
        unreplied += c.unreplied_since is not None
        if unread is not None:
            unread += is_unread(c, caller.user_id, caller.team_ids)
    capped = None if unread is None else min(COUNTED, unread)
    return Inbox(id_, name, kind, min(COUNTED, open_), min(COUNTED, unreplied), capped)


def _is_team_seat(caller: Caller, place: Place) -> bool:
    return place.holder in caller.team_ids and place.list != "inbox"


def _rows(caller: Caller, where: Iterable[Place]) -> Iterable[Conversation]:
    """The open rows of some places that the caller may see, each once."""
    found: dict[str, Conversation] = {}
    for place in where:
        rows = list_store.list_of(
            caller.account_id, place.holder, place.list, "open", None, COUNTED
        )
        found |= {c.id: c for c in rows if may_see(caller, c)}
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
