"""What the AI agent does with a conversation: it speaks, it notes, it hands over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.channels.domain import Option
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import (
    AI_AGENT,
    Actor,
    ActorKind,
    Change,
    Conversation,
    Entry,
)
from chalicelib.conversations.service.changing import attempt, next_id
from chalicelib.conversations.service.composing import Written, automatic, refuse_unsendable
from chalicelib.runtime.errors import Duplicate


@dataclass(frozen=True, slots=True)
class Said:
    """What the AI agent wants to say to one message of the customer."""

    to: Entry
    text: str
    client_id: str
    format: str = "plain"
    options: tuple[Option, ...] = ()
    sources: Sequence[Mapping[str, Any]] = ()
    about: Mapping[str, Any] | None = None
    """`events.AiView`: why it says so; for colleagues."""
    settles: Callable[[Conversation], bool] = lambda head: False
    """Whether nothing that the customer asked waits any more after it."""


def actor(name: str) -> Actor:
    """The AI agent as who causes a change."""
    return Actor(ActorKind.AI_AGENT, AI_AGENT, name)


def ai_said(account_id: str, conversation_id: str, client_id: str) -> Entry | None:
    """What the AI agent said under this client id already."""
    return store.find_marked(account_id, f"{conversation_id}#{client_id}")


def ai_reply(head: Conversation, name: str, said: Said, at: datetime) -> Entry | None:
    """Answer the customer as the AI agent, once per client id; None when a human or a newer message
    was faster (AI-14). Unsendable where the channel takes nothing from a machine now."""
    route = head.own_route
    written = Written(said.text, said.format, options=said.options, human=False)
    refuse_unsendable(route, written, at)
    data = automatic(head, route, said.text, said.format, said.options) | {
        "client_id": said.client_id,
        "sources": [dict(source) for source in said.sources],
        "ai": dict(said.about) if said.about else None,
    }

    def decide(c: Conversation) -> Change | None:
        settles = said.settles(c)
        id_ = next_id(c, at, "msg")
        return domain.ai_reply(c, actor(name), data, route, said.to.seq, settles, id_, at)

    mark = f"{head.id}#{said.client_id}"
    try:
        made = attempt(head.account_id, head.id, decide, mark)
    except Duplicate:
        return store.find_marked(head.account_id, mark)
    return made.told if made else None


def ai_hand_over(
    head: Conversation, name: str, reason: str, detail: str, team_id: str | None, at: datetime
) -> Conversation | None:
    """Give the conversation to people (AI-15); None when it is not the AI agent's any more."""

    def decide(c: Conversation) -> Change | None:
        id_ = next_id(c, at)
        return domain.hand_over(c, actor(name), reason, detail, team_id, id_, at)

    made = attempt(head.account_id, head.id, decide)
    return made.after if made else None


def ai_verified(
    head: Conversation, name: str, email: str, until: datetime, client_id: str, at: datetime
) -> Entry | None:
    """Tell colleagues that the contact has proven who they are (AI-20), once per client id."""

    def decide(c: Conversation) -> Change | None:
        return domain.verified(c, actor(name), email, until, next_id(c, at), at)

    mark = f"{head.id}#{client_id}"
    try:
        made = attempt(head.account_id, head.id, decide, mark)
    except Duplicate:
        return store.find_marked(head.account_id, mark)
    return made.told if made else None


def ai_note(head: Conversation, by: Actor, text: str, client_id: str, at: datetime) -> Entry | None:
    """A note of the AI agent's, or of whoever asked for it, once per client id."""
    data: dict[str, Any] = {"text": text, "parent_id": None, "client_id": client_id}

    def decide(c: Conversation) -> Change:
        return domain.note(c, by, data, (), next_id(c, at, "nte"), at)

    mark = f"{head.id}#{client_id}"
    try:
        made = attempt(head.account_id, head.id, decide, mark)
    except Duplicate:
        return store.find_marked(head.account_id, mark)
    return made.told if made else None
