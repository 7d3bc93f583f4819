"""The AI agent as one who has conversations (AI-10 to AI-14).

It has a conversation as an assignee with an id of its own: no load, no seat. A human who replied or
was given the conversation wins of it: each of its changes is None where it is no more its turn.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.conversations.domain.assigning import assigned
from chalicelib.conversations.domain.lifecycle import preview
from chalicelib.conversations.domain.messages import first_delivery
from chalicelib.conversations.domain.model import (
    Actor,
    Change,
    Conversation,
    Route,
    advance,
    entry_of,
    moment,
    step,
)


def ai_reply(
    conversation: Conversation,
    by: Actor,
    message: dict[str, Any],
    route: Route,
    to_seq: int,
    settles: bool,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """What the AI agent says to the customer's message with the seq `to_seq`. One that `settles`
    what was asked answers the customer; after any other the question still waits (CONV-33). None
    when the conversation is not the AI's any more, or the customer wrote again meanwhile."""
    if not may_speak(conversation, to_seq):
        return None
    after = advance(conversation, at)
    after = replace(
        after,
        preview=preview(message, by.kind, after.version),
        unreplied_since=None if settles else conversation.unreplied_since,
    )
    data = message | {"delivery": first_delivery(route.channel, at)}
    return Change(conversation, after, entry_of(after, entry_id, "message.sent", by, at, data))


def may_speak(conversation: Conversation, to_seq: int) -> bool:
    """Whether it is the AI agent's turn to answer the customer's message with this seq."""
    return (
        conversation.is_open
        and conversation.is_with_ai
        and conversation.merged_into is None
        and conversation.received_seq == to_seq
    )


def verified(
    conversation: Conversation, by: Actor, email: str, until: datetime, entry_id: str, at: datetime
) -> Change | None:
    """The contact has shown that they read a mail address (AI-20); for colleagues, and no reason
    for a new place in their lists. None in what goes on in another conversation."""
    if conversation.merged_into:
        return None
    after = step(conversation, at)
    data: dict[str, Any] = {"email": email, "until": moment(until)}
    return Change(conversation, after, entry_of(after, entry_id, "contact.verified", by, at, data))


def hand_over(
    conversation: Conversation,
    by: Actor,
    reason: str,
    detail: str,
    team_id: str | None,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """The AI agent gives the conversation to people: back to Unassigned, of another team where one
    is named, and unreplied until one of them answers (AI-12, AI-15, CONV-33). None when somebody
    has it already."""
    if not conversation.is_open or not conversation.is_with_ai or conversation.merged_into:
        return None
    after = assigned(advance(conversation, at), (), by, at)
    after = replace(
        after,
        team_id=team_id or conversation.team_id,
        unreplied_since=conversation.unreplied_since or at,
    )
    data: dict[str, Any] = {"reason": reason, "detail": detail, "team_id": after.team_id}
    changes: dict[str, Any] = {"assignees": []}
    if after.team_id != conversation.team_id:
        data["from_team_id"] = conversation.team_id
        changes["team_id"] = after.team_id
    entry = entry_of(after, entry_id, "conversation.handed_over", by, at, data, changes)
    return Change(conversation, after, entry)
