"""A thread's entries as the AI agent knows them: who said what since it has the conversation. Codes
that customers told are not in it: it goes to generators, summaries and reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.ai_agent.domain import codes
from chalicelib.ai_agent.domain.rules import Question, Turn
from chalicelib.ai_agent.domain.summary import Spoken
from chalicelib.conversations.domain import ActorKind, Entry

GIVEN = frozenset(
    {
        "conversation.assigned",
        "conversation.handed_over",
        "conversation.reopened",
        "conversation.transferred",
    }
)
"""Entries after which the AI agent begins anew."""
SAID = frozenset({"message.received", "message.sent"})


def stretch(entries: Sequence[Entry], message: Entry) -> list[Turn]:
    """What was said before a message since the AI agent has the conversation this time: from the
    last message of a person, or the moment it was given to the AI agent."""
    before = [one for one in entries if one.seq < message.seq]
    texts = {entry.seq: text for entry, text in said(before)}
    turns: list[Turn] = []
    for entry in reversed(before):
        begun = entry.type in GIVEN or "assignees" in entry.changes
        if entry.seq in texts:
            if entry.actor.kind is ActorKind.AGENT:
                break
            turns.append(_turn(entry, texts[entry.seq]))
        if begun:
            break
    return turns[::-1]


def said(entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """What was said and is still there, without the codes that customers told."""
    asked = False
    for entry in entries:
        if entry.type not in SAID or entry.data.get("deleted_at"):
            continue
        text = entry.data["text"]
        if entry.type == "message.sent":
            asked = codes.asked_for(entry.data)
        elif asked or codes.is_bare(text):
            text = codes.hidden(text)
        yield entry, text


def unanswered(entries: Sequence[Entry], message: Entry) -> list[Entry]:
    """What the customer said since anybody of the company last spoke, up to a message, the oldest
    first."""
    waiting: list[Entry] = [message]
    for entry in reversed([one for one in entries if one.seq < message.seq]):
        if entry.type == "message.sent":
            break
        if entry.type == "message.received" and not entry.data.get("deleted_at"):
            waiting.append(entry)
    return waiting[::-1]


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
            text,
            tuple(source["title"] for source in entry.data.get("sources") or ()),
            (entry.data.get("ai") or {}).get("action"),
        )
        for entry, text in said(entries)
        if codes.is_left(text)
    ]


def _turn(entry: Entry, text: str) -> Turn:
    if entry.actor.kind is ActorKind.CUSTOMER:
        return Turn("customer", text)
    choices = tuple((one["id"], one["title"]) for one in entry.data.get("sources") or ())
    action = (entry.data.get("ai") or {}).get("action")
    return Turn("ai", text, action, choices)
