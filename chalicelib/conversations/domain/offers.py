"""Offering a conversation that waits to one agent after another (ASG-21).

It has one offer at a time and only while it waits: whatever gives it to somebody, ends it or takes
it out of the queue ends the offer, too (`assigning.settled`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.conversations.domain.assigning import assigned
from chalicelib.conversations.domain.model import (
    SYSTEM,
    Actor,
    Change,
    Conversation,
    Offer,
    Person,
    advance,
    entry_of,
    moment,
    people,
    step,
)
from chalicelib.runtime.errors import Conflict

REJECTED, EXPIRED, WITHDRAWN = "rejected", "expired", "withdrawn"

PASSED_AT_MOST = 100
"""Users who are remembered to have passed; the one who passed longest ago may be asked again."""


class OfferGone(Conflict):
    """The offer is not the agent's any more; `winner` names who has the conversation."""

    code = "offer_gone"


def may_get(conversation: Conversation, user_id: str) -> bool:
    """Whether a rule may give it to a user: it waits, and they may see it (CONV-41)."""
    named = conversation.visible_to
    return conversation.is_waiting and (
        named is None or any(person.id == user_id for person in named)
    )


def offer(
    conversation: Conversation,
    made: Offer,
    decision: Mapping[str, Any] | None,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """Ask somebody whether they take it. None when it waits no more, is not for them, or somebody
    else is being asked. It keeps its place in the queue."""
    if conversation.offer is not None or not may_get(conversation, made.to.id):
        return None
    after = replace(step(conversation, at), offer=made)
    data: dict[str, Any] = {
        "offer_id": made.id,
        "user": _person(made.to),
        "until": moment(made.until),
    }
    if decision:
        data["decision"] = dict(decision)
    return Change(conversation, after, entry_of(after, entry_id, "offer.made", SYSTEM, at, data))


def accept(
    conversation: Conversation, by: Actor, offer_id: str, entry_id: str, at: datetime
) -> Change:
    """Take what one is offered. For as long as the offer stands, it is theirs: who is a moment late
    but faster than the timer gets it. OfferGone names who was faster."""
    standing = conversation.offer
    if standing is None or standing.id != offer_id or standing.to.id != by.id:
        raise gone(conversation)
    after = assigned(advance(conversation, at), (standing.to,), by, at)
    given: dict[str, Any] = {"assignees": people(after.assignees)}
    data = given | {"offer_id": offer_id}
    entry = entry_of(after, entry_id, "conversation.assigned", by, at, data, given)
    return Change(conversation, after, entry)


def end_offer(
    conversation: Conversation,
    offer_id: str,
    how: str,
    reason: str,
    by: Actor,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """An offer is rejected, expires or is withdrawn; who let it pass is asked again only when
    nobody else is left (ASG-25, ASG-26). None when it does not stand any more, or (a timer that
    comes early) has not expired yet."""
    standing = conversation.offer
    if standing is None or standing.id != offer_id or (how == EXPIRED and at < standing.until):
        return None
    passed = conversation.passed
    if how != WITHDRAWN:
        passed = pass_over(passed, standing.to.id)
    after = replace(step(conversation, at), offer=None, passed=passed)
    data = {"offer_id": offer_id, "user": _person(standing.to), "reason": reason}
    return Change(conversation, after, entry_of(after, entry_id, f"offer.{how}", by, at, data))


def pass_over(passed: tuple[str, ...], *user_ids: str) -> tuple[str, ...]:
    """Who passed, the latest last."""
    before = tuple(user for user in passed if user not in user_ids)
    return (*before, *user_ids)[-PASSED_AT_MOST:]


def gone(conversation: Conversation) -> OfferGone:
    """The refusal that names who has it, if somebody has."""
    if not conversation.colleagues:
        return OfferGone("this offer has ended", winner=None)
    winner = conversation.colleagues[0]
    return OfferGone(f"{winner.name} took this conversation", winner=_person(winner))


def _person(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name}
