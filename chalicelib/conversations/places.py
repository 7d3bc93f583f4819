"""Where the rows of an inbox lie: which lists of which holders are read for it.

Whatever a place holds is looked at again before it is shown (`Wanted.admits`); places are chosen so
that a bounded look finds what the caller may see, and so that counting one counts nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Scope
from chalicelib.runtime.errors import NotFound

OWN = {
    "me": ("assigned",),
    "starred": ("starred",),
    "mentions": ("mentioned",),
    "offers": ("offered", "invited"),
}
"""Inboxes that are made of seats of the caller's own, by the lists that they are."""

WITH_TEAMS = frozenset({"mentioned", "invited"})
"""Lists in which a team holds seats, too, for all its members."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows of a list lie: whose list it is, its name, and under which names its open rows
    ask for attention."""

    holder: str
    list: str
    attention: tuple[str, ...]

    @property
    def is_queue(self) -> bool:
        """Whether it is a team's own queue, which has an index of its own."""
        return self.list == "inbox" and self.attention == ("queue",)


def places(caller: Caller, inbox: str) -> list[Place]:
    """Where an inbox's rows lie. What is not the caller's does not exist (AUTH-11). Whose role
    shows them no team's conversations finds there what is their own (ASG-49)."""
    if inbox in OWN:
        return _seats(caller, *OWN[inbox])
    teams = sorted(caller.team_ids) if inbox == "unassigned" else _teams(caller, inbox)
    lists = ["queue"] if inbox == "unassigned" else [f"team:{team}" for team in teams]
    named = _named(caller, lists)
    if caller.scope is Scope.OWN:
        return [*_seats(caller, "assigned", "mentioned", "offered", "invited"), *named]
    attention = ("queue",) if inbox == "unassigned" else ("owned", "queue")
    return [*(Place(team, "inbox", attention) for team in teams), *named]


def _seats(caller: Caller, *lists: str) -> list[Place]:
    found = []
    for list_ in lists:
        teams = sorted(caller.team_ids) if list_ in WITH_TEAMS else ()
        found += [Place(holder, list_, (list_,)) for holder in (caller.user_id, *teams)]
    return found


def _named(caller: Caller, lists: list[str]) -> list[Place]:
    """Who was ever named in a restricted conversation has places of their own for those
    (CONV-40)."""
    return [Place(caller.user_id, one, (one,)) for one in lists] if caller.restricted else []


def _teams(caller: Caller, inbox: str) -> list[str]:
    if inbox == "all":
        return visible_teams(caller)
    team_id = inbox.removeprefix("team:")
    if not inbox.startswith("team:") or (
        team_id not in caller.team_ids and team_id not in visible_teams(caller)
    ):
        raise NotFound("there is no such inbox")
    return [team_id]


def visible_teams(caller: Caller) -> list[str]:
    """The teams whose conversations the caller may see: all, for whose role says so."""
    if caller.scope is not Scope.ALL:
        return sorted(caller.team_ids)
    return [team.id for team in accounts.roster(caller.account_id).teams]
