"""Teams: who is in them, and how work is distributed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import store
from chalicelib.accounts.domain import (
    SHARED,
    Caller,
    Overflow,
    Permission,
    Roster,
    Routing,
    Team,
)
from chalicelib.accounts.service.callers import require
from chalicelib.accounts.service.people import roster
from chalicelib.runtime.errors import NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.shelf import Managed, stack_name


def everyone_team_id(account_id: str) -> str:
    """The id of "Entire team"."""
    return store.everyone_team_id(account_id)


def require_team(caller: Caller, team_id: str | None) -> None:
    """A team is there for its members and for who sees all; None, which is everyone, for all."""
    if team_id in caller.team_ids or team_id is None:
        return
    if not caller.sees_team(team_id) or roster(caller.account_id).team(team_id) is None:
        raise NotFound("there is no such team")


def require_sharing(caller: Caller, team_id: str | None) -> None:
    """Who writes to customers shares with their own teams what they write with; who does not needs
    the permission to manage what is shared."""
    if not caller.may(Permission.SHARED):
        require(caller, Permission.REPLY)
    require_team(caller, team_id)


def create_team(
    caller: Caller,
    name: str,
    distribution: str,
    members: frozenset[str],
    at: datetime,
    ownership: str = SHARED,
    *,
    routing: Mapping[str, Any] | None = None,
    team_id: str | None = None,
    stack: str | None = None,
) -> Team:
    """A further team (ASG-12). A stack that declares it names itself and the team's id."""
    require(caller, Permission.TEAMS)
    people = roster(caller.account_id)
    _known_users(people, members)
    team = Team(
        caller.account_id,
        team_id or new_id("tm"),
        name,
        distribution,
        at,
        ownership=ownership,
        routing=_routed(people, Routing(), routing or {}, team_id),
        managed_by=stack,
    )
    store.save_team(team, joins=members, leaves=frozenset())
    return team


def update_team(
    caller: Caller,
    team_id: str,
    name: str | None,
    distribution: str | None,
    members: frozenset[str] | None,
    ownership: str | None = None,
    *,
    routing: Mapping[str, Any] | None = None,
    stack: str | None = None,
) -> tuple[Team, frozenset[str]]:
    """Change a team; "Entire team" always holds everyone (ASG-11). Of its routing only what is
    given changes. Answers the team as it is now and who joined or left it."""
    require(caller, Permission.TEAMS)
    people = roster(caller.account_id)
    team = _team(people, team_id, stack)
    if team.everyone and members is not None:
        raise Refused("Entire team always holds every user")
    old = frozenset(user_id for team_, user_id in people.memberships if team_ == team_id)
    new = old if members is None else members
    _known_users(people, new - old)
    changed = replace(
        team,
        name=name or team.name,
        distribution=distribution or team.distribution,
        ownership=ownership or team.ownership,
        routing=_routed(people, team.routing, routing or {}, team_id),
    )
    store.save_team(changed, joins=new - old, leaves=old - new)
    return changed, new ^ old


def delete_team(caller: Caller, team_id: str, stack: str | None = None) -> None:
    """Remove a team; "Entire team" stays, for every message must have a team (ASG-11)."""
    require(caller, Permission.TEAMS)
    people = roster(caller.account_id)
    team = _team(people, team_id, stack)
    if team.everyone:
        raise Refused("Entire team cannot be removed")
    members = {user_id for team_, user_id in people.memberships if team_ == team_id}
    store.delete_team(team, frozenset(members))


def _team(people: Roster, team_id: str, stack: str | None) -> Team:
    """A team, for whoever may change it."""
    team = people.team(team_id)
    if team is None:
        raise NotFound("there is no such team")
    if team.managed_by != stack:
        by = stack_name(team.managed_by)
        raise Managed(f"{team.name} is declared by the stack {by}; change it there")
    return team


def _routed(
    people: Roster, before: Routing, fields: Mapping[str, Any], team_id: str | None
) -> Routing:
    """Routing with some fields changed."""
    given = dict(fields)
    if given.get("overflow"):
        given["overflow"] = Overflow(**given["overflow"])
    if "skills" in given:
        given["skills"] = tuple(dict.fromkeys(given["skills"]))
    after = replace(before, **given)
    to = after.overflow.team_id if after.overflow else None
    if to is not None and (to == team_id or people.team(to) is None):
        raise Refused("what waits too long goes to another team of the account")
    return after


def _known_users(people: Roster, ids: frozenset[str]) -> None:
    if not ids <= {user.id for user in people.users}:
        raise NotFound("there is no such user")
