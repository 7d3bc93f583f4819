"""How a rule gives or offers a conversation that waits, and what the agent who is asked says.

Each is one transaction: the conversation's state is the condition of who wins, the agent's load and
screen that of who has room (`changing.Claim`). Whatever comes late or twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import domain
from chalicelib.conversations.domain import SYSTEM, Change, Conversation, Offer, Person
from chalicelib.conversations.service.changing import (
    Decide,
    agent,
    attempt,
    head_after,
    next_id,
)
from chalicelib.conversations.service.consequences import Claim
from chalicelib.runtime.errors import Full, NotFound, Taken
from chalicelib.runtime.ids import new_id


def offer(
    account_id: str,
    conversation_id: str,
    to: Person,
    until: datetime,
    limit: int | None,
    decision: Mapping[str, Any] | None,
    at: datetime,
) -> Conversation | None:
    """Ask an agent until then whether they take a waiting conversation (ASG-21). None when it waits
    no more, somebody is asked already, or the agent has no room or another offer on screen."""
    made = Offer(new_id("ofr", at), to, at, until)

    def decide(c: Conversation) -> Change | None:
        return domain.offer(c, made, decision, next_id(c, at), at)

    return automatically(account_id, conversation_id, decide, Claim(at, limit))


def assign_automatically(
    account_id: str,
    conversation_id: str,
    to: Person,
    at: datetime,
    limit: int | None = None,
    decision: Mapping[str, Any] | None = None,
) -> Conversation | None:
    """Give a waiting conversation to an agent (ASG-14); None when it waits no more, or the agent
    carries as much as `limit` allows."""

    def decide(c: Conversation) -> Change | None:
        if not domain.may_get(c, to.id):
            return None
        return domain.assign(c, SYSTEM, (to,), next_id(c, at), at, decision)

    return automatically(account_id, conversation_id, decide, Claim(at, limit))


def end_offer(
    account_id: str,
    conversation_id: str,
    offer_id: str,
    how: str,
    at: datetime,
    reason: str = "",
) -> Conversation | None:
    """An offer is `rejected`, has `expired` or is `withdrawn` by a rule; None when it does not
    stand any more, or has not expired yet."""

    def decide(c: Conversation) -> Change | None:
        return domain.end_offer(c, offer_id, how, reason, SYSTEM, next_id(c, at), at)

    return automatically(account_id, conversation_id, decide)


def accept_offer(caller: Caller, conversation_id: str, offer_id: str, at: datetime) -> Conversation:
    """Take what the caller is offered; OfferGone names who was faster. Twice is once."""

    def decide(c: Conversation) -> Change | None:
        if c.is_open and c.is_assigned_to(caller.user_id):
            return None
        return domain.accept(c, agent(caller), offer_id, next_id(c, at), at)

    return head_after(caller, conversation_id, decide)


def reject_offer(caller: Caller, conversation_id: str, offer_id: str, at: datetime) -> None:
    """Let an offer pass (ASG-25); nothing happens when it does not stand any more."""

    def decide(c: Conversation) -> Change | None:
        if c.offer is None or c.offer.id != offer_id:
            return None
        if c.offer.to.id != caller.user_id:
            raise NotFound("there is no such offer")
        by = agent(caller)
        return domain.end_offer(c, offer_id, domain.REJECTED, "", by, next_id(c, at), at)

    head_after(caller, conversation_id, decide)


def rest(account_id: str, conversation_id: str, at: datetime) -> Conversation | None:
    """Let a conversation whose customer is silent count nothing until they write (ASG-44); None
    when nobody carries it, or the customer waits for us."""
    return automatically(
        account_id, conversation_id, lambda c: domain.rest(c, SYSTEM, next_id(c, at), at)
    )


def automatically(
    account_id: str, conversation_id: str, decide: Decide, claim: Claim | None = None
) -> Conversation | None:
    """A rule's change; None when there is nothing to do, also because the conversation is gone,
    somebody took it, or whom it claims has no room."""
    try:
        made = attempt(account_id, conversation_id, decide, claim=claim)
    except (Full, NotFound, Taken):
        return None
    return made.after if made else None
