"""Who has a conversation: taking it, giving it, and what both end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.conversations.domain.model import (
    AI_AGENT,
    Actor,
    Change,
    Conversation,
    Person,
    advance,
    entry_of,
    people,
)
from chalicelib.runtime.errors import Refused, Taken

CROSSED = timedelta(seconds=2)
"""Two agents who take a conversation within this time cannot have seen each other do it."""

ASSIGNED_AT_MOST = 10
"""People who have one conversation: each has a place in its transactions."""


def take(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change:
    """Make an unassigned conversation, or one of the AI agent's, one's own without a message
    (ASG-03, AI-13)."""
    if conversation.colleagues and not conversation.is_assigned_to(by.id):
        raise taken(conversation)
    return assign(conversation, by, (Person(by.id or "", by.name or ""),), entry_id, at)


def assign(
    conversation: Conversation,
    by: Actor,
    to: tuple[Person, ...],
    entry_id: str,
    at: datetime,
    decision: Mapping[str, Any] | None = None,
) -> Change:
    """Give the conversation to these people, and to nobody else; to none: back to Unassigned.
    What the AI agent had waits from then on for an answer by one of them (AI-12). `decision` says
    why a rule chose them."""
    if not conversation.is_open:
        raise Refused("reopen the conversation before you assign it")
    ids = [person.id for person in to]
    if AI_AGENT in ids and len(ids) > 1:
        raise Refused("the AI agent works alone: give it the conversation, or give it to people")
    refuse_crossing(conversation, by, at)
    refuse_unnamed(conversation, ids)
    after = assigned(advance(conversation, at), to, by, at)
    if AI_AGENT not in ids:
        after = from_ai(conversation, after, at)
    given: dict[str, Any] = {"assignees": people(to)}
    data = given | lost(conversation, after) | ({"decision": dict(decision)} if decision else {})
    changes = given | withdrawn(conversation)
    entry = entry_of(after, entry_id, "conversation.assigned", by, at, data, changes)
    return Change(conversation, after, entry)


def lost(before: Conversation, after: Conversation) -> dict[str, Any]:
    """Who had it and has it no more, for an entry's data: they have a hand free."""
    gone = tuple(one for one in before.colleagues if not after.is_assigned_to(one.id))
    return {"taken_from": people(gone)} if gone else {}


def from_ai(before: Conversation, after: Conversation, at: datetime) -> Conversation:
    """What the AI agent had waits for an answer by people."""
    if not before.is_with_ai:
        return after
    return replace(after, unreplied_since=before.unreplied_since or at, idle=False)


def taken(conversation: Conversation) -> Taken:
    """The refusal that names who has it."""
    winner = conversation.colleagues[0]
    return Taken(
        f"{winner.name} took this conversation", winner={"id": winner.id, "name": winner.name}
    )


def refuse_crossing(conversation: Conversation, by: Actor, at: datetime) -> None:
    """Of two who take, assign or answer at once, tell the second who won (ASG-05). Who assigned it
    a moment ago has seen it, and may think better of it. The AI agent wins of nobody (AI-14)."""
    crossed = conversation.assigned_at is not None and at - conversation.assigned_at < CROSSED
    knows = conversation.is_assigned_to(by.id) or conversation.assigned_by == (by.id or "")
    if crossed and conversation.colleagues and not knows:
        raise taken(conversation)


def refuse_unnamed(conversation: Conversation, user_ids: Collection[str]) -> None:
    """While visibility is restricted only those named can be assigned (CONV-41), and the AI agent,
    who tells nobody."""
    if conversation.visible_to is None:
        return
    named = {AI_AGENT, *(person.id for person in conversation.visible_to)}
    unnamed = [user for user in user_ids if user not in named]
    if unnamed:
        raise Refused(
            "this conversation is restricted: let them see it before you assign it to them",
            user_ids=unnamed,
        )


def assigned(
    conversation: Conversation, to: tuple[Person, ...], by: Actor | None, at: datetime
) -> Conversation:
    """In the hands of these people; `by` None where a rule gave it to them. Whoever was asked
    whether they take it is asked no more."""
    waits = not to and conversation.snooze is None
    ids = {person.id for person in to}
    asked = () if ids <= {AI_AGENT} else conversation.invitations
    return replace(
        conversation,
        assignees=to,
        assigned_at=at if to else None,
        assigned_by=by.id if by and to else None,
        waiting_since=(conversation.waiting_since or at) if waits else None,
        offer=None,
        passed=conversation.passed if waits else (),
        invitations=tuple(one for one in asked if one.to.id not in ids),
        faces={user: face for user, face in conversation.faces.items() if user in ids},
    )


def settled(conversation: Conversation) -> Conversation:
    """One that waits no more: nobody is asked any more whether they take it."""
    return replace(conversation, offer=None, passed=())


def ended(conversation: Conversation) -> Conversation:
    """One that is closed: nobody is asked to take or to join it any more."""
    return replace(settled(conversation), invitations=(), faces={}, idle=False)


def withdrawn(conversation: Conversation) -> dict[str, Any]:
    """What a change that ends a running offer tells of it (ASG-30)."""
    offer = conversation.offer
    if offer is None:
        return {}
    user = {"id": offer.to.id, "name": offer.to.name}
    return {"withdrawn": {"offer_id": offer.id, "user": user}}
