"""Handing a conversation on, asking colleagues to join, and leaving it to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.conversations import domain
from chalicelib.conversations.domain import SYSTEM, Change, Conversation, Person
from chalicelib.conversations.domain.access import TEAM
from chalicelib.conversations.service.changing import (
    agent,
    head_after,
    next_id,
    people_named,
)
from chalicelib.conversations.service.offering import automatically
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import new_id

SILENT = "silent"
"""Why a conversation goes back whose assignee said nothing (ASG-45)."""


def transfer(
    caller: Caller, conversation_id: str, to: str, note: str | None, at: datetime
) -> Conversation:
    """Hand a conversation to a person (also of another team) or to the queue of a team, by id
    (ASG-31)."""
    target = _named(caller, to)

    def decide(c: Conversation) -> Change:
        by, id_ = agent(caller), next_id(c, at)
        if to.startswith(TEAM):
            return domain.transfer_to_team(c, by, to, id_, at, note, team_name=target.name)
        return domain.transfer_to_user(c, by, target, note, id_, at)

    return head_after(caller, conversation_id, decide)


def transfer_automatically(
    account_id: str,
    conversation_id: str,
    team_id: str | None,
    reason: str,
    at: datetime,
    decision: Mapping[str, Any] | None = None,
) -> Conversation | None:
    """A rule sends what waits to another team's queue (ASG-42), or (None) takes it from those who
    have it, back into the queue of its own team, where they count as having passed it (ASG-45).
    None when there is nothing to do: for the silence of agents also when they have answered."""

    def decide(c: Conversation) -> Change | None:
        if team_id is not None:
            fit = c.is_waiting and c.team_id != team_id
        else:
            fit = c.is_open and bool(c.colleagues) and c.merged_into is None
        if not fit or (reason == SILENT and c.unreplied_since is None):
            return None
        passed = tuple(person.id for person in c.colleagues)
        to, id_ = team_id or c.team_id, next_id(c, at)
        return domain.transfer_to_team(c, SYSTEM, to, id_, at, None, reason, decision, passed)

    return automatically(account_id, conversation_id, decide)


def invite(caller: Caller, conversation_id: str, to: str, at: datetime) -> Conversation:
    """Ask a colleague, or whoever of a team takes it, by id, to join (ASG-33)."""
    target, invitation_id = _named(caller, to), new_id("inv", at)
    return head_after(
        caller,
        conversation_id,
        lambda c: domain.invite(c, agent(caller), target, invitation_id, next_id(c, at), at),
    )


def accept_invitation(
    caller: Caller, conversation_id: str, invitation_id: str, at: datetime
) -> Conversation:
    """Join those who have the conversation (ASG-34). Twice is once."""

    def decide(c: Conversation) -> Change | None:
        stands = any(one.id == invitation_id for one in c.invitations)
        if c.is_open and c.is_assigned_to(caller.user_id) and not stands:
            return None
        id_ = next_id(c, at)
        return domain.join(c, agent(caller), caller.team_ids, invitation_id, id_, at)

    return head_after(caller, conversation_id, decide)


def decline_invitation(
    caller: Caller, conversation_id: str, invitation_id: str, at: datetime
) -> None:
    """Do not join. What asks a whole team goes on asking the others."""

    def decide(c: Conversation) -> Change | None:
        by = agent(caller)
        asked = domain.asked_of(c, by, caller.team_ids, invitation_id)
        if asked.to.id != caller.user_id:
            return None
        how = domain.DECLINED
        return domain.end_invitation(c, by, invitation_id, how, next_id(c, at), at)

    head_after(caller, conversation_id, decide)


def cancel_invitation(
    caller: Caller, conversation_id: str, invitation_id: str, at: datetime
) -> Conversation:
    """Take an invitation back."""
    how = domain.CANCELLED
    return head_after(
        caller,
        conversation_id,
        lambda c: domain.end_invitation(c, agent(caller), invitation_id, how, next_id(c, at), at),
    )


def leave(caller: Caller, conversation_id: str, at: datetime) -> Conversation:
    """Leave a conversation to the others who have it (ASG-36)."""
    me = Person(caller.user_id, caller.name)
    return head_after(
        caller,
        conversation_id,
        lambda c: domain.leave(c, me, agent(caller), next_id(c, at), at),
    )


def release(
    account_id: str, conversation_id: str, user_id: str, reason: str, at: datetime
) -> Conversation | None:
    """Take a user out of an open conversation, as one who was deactivated: others who have it go on
    alone, else it waits in its team's queue; an offer to them is withdrawn and an invitation ends.
    None when they have no part in it."""
    after: Conversation | None = None

    def decide(c: Conversation) -> Change | None:
        return _without(c, user_id, reason, next_id(c, at), at)

    while found := automatically(account_id, conversation_id, decide):
        after = found
    return after


def _without(c: Conversation, user_id: str, reason: str, id_: str, at: datetime) -> Change | None:
    """The next step of taking a user out."""
    if not c.is_open or c.merged_into:
        return None
    if c.offer and c.offer.to.id == user_id:
        return domain.end_offer(c, c.offer.id, domain.WITHDRAWN, reason, SYSTEM, id_, at)
    for one in c.invitations:
        if one.to.id == user_id:
            return domain.end_invitation(c, SYSTEM, one.id, domain.DECLINED, id_, at)
    who = next((person for person in c.colleagues if person.id == user_id), None)
    if who is None:
        return None
    if len(c.colleagues) > 1:
        return domain.leave(c, who, SYSTEM, id_, at, reason)
    return domain.transfer_to_team(c, SYSTEM, c.team_id, id_, at, None, reason)


def _named(caller: Caller, id_: str) -> Person:
    """A colleague or a team of the account."""
    if not id_.startswith(TEAM):
        return people_named(caller, [id_])[0]
    team = accounts.roster(caller.account_id).team(id_)
    if team is None:
        raise NotFound("there is no such team")
    return Person(team.id, team.name)
