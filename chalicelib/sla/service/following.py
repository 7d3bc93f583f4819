"""The clock of the next state, put into a change before it is stored."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Routing
from chalicelib.contacts import service as contacts
from chalicelib.hours import service as hours
from chalicelib.runtime.errors import NotFound
from chalicelib.sla.domain import rules
from chalicelib.sla.domain.policy import Policy, choose
from chalicelib.sla.store import shelf

if TYPE_CHECKING:
    from chalicelib.contacts.domain import Contact
    from chalicelib.conversations.domain import Change, Conversation
    from chalicelib.hours.domain import Calendar

CACHE_SECONDS = 60
"""How long a warm process trusts what it knows of an account's teams."""

_teams: dict[str, tuple[float, dict[str, Routing]]] = {}


def follow(change: Change, at: datetime, contact: Contact | None = None) -> Change:
    """A change whose next state has the clock that follows (ASG-38, ASG-48).

    Without a read where the change moves no clock, and where an account has no policy and this
    process knows it. Else a conversation
    that begins, opens again or goes to another team costs one: its contact, unless it is at hand.
    """
    if not rules.may_move(change):
        return change
    after = change.after
    policies = shelf.known(after.account_id)
    if not policies and after.sla is None:
        return change
    if rules.is_chosen_anew(change):
        policy = _chosen(after, policies, contact)
    else:
        if after.sla is None:
            return change
        known = after.sla.policy_id
        policy = next((one for one in policies if one.id == known), None)
    calendar = counting(after, policy) if policy else None
    return replace(change, after=replace(after, sla=rules.follow(change, policy, calendar, at)))


def counting(head: Conversation, policy: Policy) -> Calendar | None:
    """What a policy counts with; None: every minute."""
    if not policy.business_hours:
        return None
    if policy.hours_id is not None:
        return hours.calendar(head.account_id, policy.hours_id)
    alone = len(hours.of_account(head.account_id)) == 1
    return hours.calendar(head.account_id, None if alone else _routing(head).hours_id)


def _chosen(
    head: Conversation, policies: tuple[Policy, ...], contact: Contact | None
) -> Policy | None:
    """Whose policy holds. A contact that is gone has none."""
    if contact is None:
        try:
            contact = contacts.get(head.account_id, head.contact.id)
        except NotFound:
            return choose(policies, None, _routing(head).sla_id).policy
    return choose(policies, contact.sla_id, _routing(head).sla_id).policy


def _routing(head: Conversation) -> Routing:
    """How the conversation's team is settled, at most a minute ago."""
    until, teams = _teams.get(head.account_id, (0.0, {}))
    if until < time.monotonic():
        teams = {team.id: team.routing for team in accounts.roster(head.account_id).teams}
        _teams[head.account_id] = (time.monotonic() + CACHE_SECONDS, teams)
    return teams.get(head.team_id, Routing())
