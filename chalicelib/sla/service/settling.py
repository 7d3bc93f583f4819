"""Settling service levels, and which one is a customer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.contacts import service as contacts
from chalicelib.hours import service as hours
from chalicelib.runtime.errors import Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.sla.domain import policy as rules
from chalicelib.sla.domain.policy import ADMINS, ASSIGNEE, TEAM, Applied, Policy
from chalicelib.sla.store import shelf

MEANT = (ASSIGNEE, TEAM, ADMINS)
"""Who can be told without being named."""


def list_of(caller: Caller) -> tuple[Policy, ...]:
    """The account's policies."""
    return shelf.fresh(caller.account_id)


def get(account_id: str, policy_id: str) -> Policy:
    """A policy of the account."""
    return shelf.get(account_id, policy_id)


def find(account_id: str, policy_id: str) -> Policy | None:
    """The same, at most a minute old; None when it is gone."""
    return next((one for one in shelf.known(account_id) if one.id == policy_id), None)


def create(
    caller: Caller, given: Policy, policy_id: str | None = None, stack: str | None = None
) -> Policy:
    """A further policy (ASG-38); the id that `given` has does not count."""
    accounts.require(caller, Permission.TEAMS)
    _refuse_unknown(caller, given.hours_id, given.notify)
    made = replace(given, id=policy_id or new_id("sla"), managed_by=stack)
    _refuse_empty(made)
    return shelf.add(caller.account_id, made)


def change(
    caller: Caller, policy_id: str, fields: Mapping[str, Any], stack: str | None = None
) -> Policy:
    """Set some fields of a policy; Managed where a stack declares it. What was promised before
    keeps its time."""
    accounts.require(caller, Permission.TEAMS)
    _refuse_unknown(caller, fields.get("hours_id"), fields.get("notify", ()))

    def decide(known: Policy) -> Policy:
        changed = replace(known, **fields)
        _refuse_empty(changed)
        return changed

    return shelf.replace(caller.account_id, policy_id, decide, stack)


def delete(caller: Caller, policy_id: str, stack: str | None = None) -> None:
    """Remove a policy that no team names. Customers and conversations that have it have none from
    then on."""
    accounts.require(caller, Permission.TEAMS)

    def check(one: Policy) -> None:
        teams = accounts.roster(caller.account_id).teams
        users = [team.name for team in teams if team.routing.sla_id == one.id]
        if users:
            raise Refused(f"{one.name} is used by {' and '.join(users)}", used_by=users)

    shelf.remove(caller.account_id, policy_id, stack, check)


def counting_with(account_id: str, hours_id: str) -> list[str]:
    """The names of the policies that name a calendar."""
    return [one.name for one in shelf.fresh(account_id) if one.hours_id == hours_id]


def of_customer(caller: Caller, contact_id: str, team_id: str | None) -> Applied:
    """What is promised to a customer, in a team's conversations or in any team's without a policy
    of its own (CRM-21)."""
    contact, _ = contacts.read(caller, contact_id)
    team = accounts.roster(caller.account_id).team(team_id) if team_id else None
    if team_id and team is None:
        raise NotFound("there is no such team")
    of_team = team.routing.sla_id if team else None
    return rules.choose(shelf.fresh(caller.account_id), contact.sla_id, of_team)


def _refuse_unknown(caller: Caller, hours_id: str | None, notify: tuple[str, ...]) -> None:
    """Invalid with every field that names what there is not."""
    errors = []
    if hours_id is not None:
        known = {one.id for one in hours.list_of(caller)}  # one that was made just now, too
        if hours_id not in known:
            errors.append({"field": "hours_id", "message": "there is no such calendar"})
    named = [who for who in notify if who not in MEANT]
    if named:
        users = {user.id for user in accounts.roster(caller.account_id).users}
        errors += [
            {"field": f"notify.{notify.index(who)}", "message": "there is no such user"}
            for who in named
            if who not in users
        ]
    if errors:
        raise Invalid("this names something that there is not", errors=errors)


def _refuse_empty(policy: Policy) -> None:
    if policy.first_minutes is policy.next_minutes is policy.resolve_minutes is None:
        names = ("first_minutes", "next_minutes", "resolve_minutes")
        raise Invalid(
            "promise something: a first reply, the next ones or a resolution",
            errors=[{"field": name, "message": "one of the three is needed"} for name in names],
        )
