"""The lists of conversations, and how many each holds for a user."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.conversations import items, store
from chalicelib.conversations.domain import Conversation, Status
from chalicelib.runtime.errors import NotFound

COUNTED = 100
"""Counts stop here: the console shows 99+."""


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in a list, and whether the caller has not seen its newest message."""

    conversation: Conversation
    unread: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """A list and how many open conversations are in it, at most COUNTED."""

    id: str
    name: str
    open: int


def page(
    caller: Caller, inbox: str, status: Status, position: str | None, limit: int
) -> tuple[list[Row], str | None]:
    """A page of an inbox and the position after it, None on the last page."""
    if inbox == "me":
        seats = store.list_seats(caller.account_id, caller.user_id, status, position, limit + 1)
        rows = [Row(head, read < head.received_seq) for head, read in seats]
    elif inbox == "unassigned":
        rows = [Row(head, unread=True) for head in _unassigned(caller, status, position, limit)]
    else:
        teams = _teams(caller, inbox)
        rows = [Row(head, False) for head in _of_teams(caller, teams, status, position, limit)]
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, items.updated_key(rows[-1].conversation) if more else None


def _unassigned(
    caller: Caller, status: Status, position: str | None, limit: int
) -> list[Conversation]:
    """Oldest first over all of the caller's teams (CONV-05, CONV-11); none of it is closed."""
    if status is not Status.OPEN:
        return []
    return _merge(
        (
            store.list_queue(caller.account_id, team, position, limit + 1)
            for team in sorted(caller.team_ids)
        ),
        limit,
        newest_first=False,
    )


def _of_teams(
    caller: Caller, teams: Iterable[str], status: Status, position: str | None, limit: int
) -> list[Conversation]:
    return _merge(
        (store.list_team(caller.account_id, team, status, position, limit + 1) for team in teams),
        limit,
        newest_first=True,
    )


def _merge(
    lists: Iterable[list[Conversation]], limit: int, newest_first: bool
) -> list[Conversation]:
    merged = heapq.merge(*lists, key=items.updated_key, reverse=newest_first)
    return list(islice(merged, limit + 1))


def _teams(caller: Caller, inbox: str) -> list[str]:
    """The teams whose conversations an inbox shows; a team that is not theirs does not exist."""
    if inbox == "all":
        return _visible(caller)
    team_id = inbox.removeprefix("team:")
    if not inbox.startswith("team:") or (
        team_id not in caller.team_ids and team_id not in _visible(caller)
    ):
        raise NotFound("there is no such inbox")
    return [team_id]


def _visible(caller: Caller) -> list[str]:
    if not caller.is_admin:
        return sorted(caller.team_ids)
    return [team.id for team in accounts.roster(caller.account_id).teams]


def counts(caller: Caller) -> list[Inbox]:
    """The caller's inboxes with their numbers."""
    account = caller.account_id
    mine = store.count_seats(account, caller.user_id, COUNTED)
    waiting = _sum(caller.team_ids, lambda team: store.count_queue(account, team, COUNTED))
    teams = [
        Inbox(f"team:{team.id}", team.name, store.count_team(account, team.id, COUNTED))
        for team in accounts.roster(account).teams_of(caller.user_id)
    ]
    return [Inbox("me", "My inbox", mine), Inbox("unassigned", "Unassigned", waiting), *teams]


def _sum(teams: Iterable[str], count: Callable[[str], int]) -> int:
    return min(COUNTED, sum(count(team) for team in teams))
