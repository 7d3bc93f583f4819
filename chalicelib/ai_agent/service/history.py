"""A thread's entries as the AI agent knows them: who said what since it has the conversation."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.ai_agent.domain.rules import Question, Turn
from chalicelib.ai_agent.domain.summary import Spoken
from chalicelib.conversations.domain import ActorKind, Entry

GIVEN = frozenset({"conversation.assigned", "conversation.handed_over", "conversation.reopened"})
"""Entries after which the AI agent begins anew."""
SAID = frozenset({"message.received", "message.sent"})


def stretch(entries: Sequence[Entry], message: Entry) -> list[Turn]:
    """What was said before a message since the AI agent has the conversation this time: from the
    last message of a person, or the moment it was given to the AI agent."""
    turns: list[Turn] = []
    for entry in reversed([one for one in entries if one.seq < message.seq]):
        begun = entry.type in GIVEN or "assignees" in entry.changes
        if entry.type in SAID and not entry.data.get("deleted_at"):
            if entry.actor.kind is ActorKind.AGENT:
                break
            turns.append(_turn(entry))
        if begun:
            break
    return turns[::-1]


def question_of(message: Entry) -> Question:
    """A customer's message as the rules see it."""
    data = message.data
    return Question(
        data["text"],
        (data.get("answer") or {}).get("payload"),
        bool(data.get("attachments")),
        bool((data.get("mail") or {}).get("automatic")),
    )


def talk_of(entries: Sequence[Entry]) -> list[Spoken]:
    """What was said, for a summary."""
    kinds = {ActorKind.CUSTOMER: "customer", ActorKind.AI_AGENT: "ai"}
    return [
        Spoken(
            kinds.get(entry.actor.kind, "agent"),
            entry.actor.name or "",
            entry.data["text"],
            tuple(source["title"] for source in entry.data.get("sources") or ()),
            (entry.data.get("ai") or {}).get("action"),
        )
        for entry in entries
        if entry.type in SAID and not entry.data.get("deleted_at")
    ]


def _turn(entry: Entry) -> Turn:
    if entry.actor.kind is ActorKind.CUSTOMER:
        return Turn("customer", entry.data["text"])
    choices = tuple((one["id"], one["title"]) for one in entry.data.get("sources") or ())
    action = (entry.data.get("ai") or {}).get("action")
    return Turn("ai", entry.data["text"], action, choices)
