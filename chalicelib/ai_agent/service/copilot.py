"""Answers for colleagues: about what the company knows, and about a conversation (AI-22, AI-23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.ai_agent.domain.extract import best_sentences, extract, relevance
from chalicelib.ai_agent.domain.languages import choose
from chalicelib.ai_agent.domain.orders import gives_orders
from chalicelib.ai_agent.domain.summary import LONGEST, Spoken, summarize
from chalicelib.ai_agent.service import history as told
from chalicelib.ai_agent.service import settled
from chalicelib.ai_agent.service.history import talk_of
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import AI_AGENT, Conversation, Entry
from chalicelib.conversations.service.ai import actor
from chalicelib.conversations.service.changing import agent
from chalicelib.generation import domain as generating
from chalicelib.generation import service as generation
from chalicelib.generation.domain import Source
from chalicelib.runtime.errors import NotFound
from chalicelib.suggestions.domain import Found
from chalicelib.suggestions.service import asking

FOUND_AT_MOST = 4
READ_BACK = 200
"""Entries of a thread that it looks at."""
WORTH = 0.25
"""The least relevance of a sentence of the thread, and confidence of a passage."""
ANSWER = 700
"""Characters of an answer."""
TASK = (
    "Summarise this talk between a customer and a company for a colleague who takes over: who "
    "wants what, what was answered, what is open. At most eight short lines."
)
TOLD_AT_LEAST = 2
"""Messages of the customer: one alone is read sooner than its summary."""
NOTHING = "I found nothing about that in the knowledge base or in this conversation."
SUMMARY = frozenset({"summary", "summarize", "summarise", "zusammenfassung", "resume", "resumen"})


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, what it was made from as {kind, id, title, url}, and by what."""

    text: str
    sources: list[dict[str, str | None]]
    by: str = "local"


def answer(
    caller: Caller,
    question: str,
    conversation_id: str | None,
    history: Sequence[tuple[str, str]] = (),
) -> Answered:
    """Answer a colleague from knowledge and, with a conversation that they may see, its thread."""
    head = conversations.visible(caller, conversation_id) if conversation_id else None
    entries = _entries(head) if head else []
    if head and any(word in SUMMARY for word in question.lower().replace("?", " ").split()):
        return Answered(summarize(talk_of(entries), head.contact.name), [])
    found = [
        one
        for one in asking.ask(caller.account_id, question, FOUND_AT_MOST)
        if one.confidence >= WORTH and not gives_orders(one.passage.text)
    ]
    said = _said(question, entries)
    if not found and not said:
        return Answered(NOTHING, [])
    return _phrased(caller, question, found, said, history) or _local(question, found, said)


def summary(caller: Caller, conversation_id: str, at: datetime) -> Entry:
    """Summarise a conversation into a note of the caller's (AI-23)."""
    head = conversations.visible(caller, conversation_id)
    said = talk_of(_entries(head))
    text = _written(caller.account_id, said) or summarize(said, head.contact.name)
    client_id = f"summary:{head.version}"
    note = conversations.ai_note(head, agent(caller), text, client_id, at)
    if note is None:
        raise NotFound("there is no such conversation")
    return note


def _written(account_id: str, said: Sequence[Spoken]) -> str | None:
    """A summary in a generator's words, if it adds no number or address of its own."""
    if settled.settings(account_id).generator.provider == "none" or not said:
        return None
    talk = "\n".join(f"{one.by}: {' '.join(one.text.split())}" for one in said)[-12_000:]
    made = generation.write(account_id, generating.writing(TASK, talk, 400))
    return f"Summary\n{made.strip()}" if made and generating.adds_nothing(talk, made) else None


def attach(event: dict[str, Any], at: datetime) -> Entry | None:
    """Leave a summary for whom a colleague gave a conversation to (AI-23), unless the account wants
    none, they took it themselves, or the AI agent has just left one; once per event."""
    account_id, by = event["account_id"], event["actor"]
    given = {one["id"] for one in event["data"]["assignees"]} - {AI_AGENT}
    if by["kind"] != "agent" or not given - {by["id"]}:
        return None
    config = settled.settings(account_id)
    head = conversations.load(account_id, event["conversation_id"])
    if not config.summarize_transfers or head is None or not head.is_open:
        return None
    entries = _entries(head)
    talked = [one for one in talk_of(entries) if one.by == "customer"]
    if len(talked) < TOLD_AT_LEAST or any(e.type == "note.added" for e in entries[-3:]):
        return None
    text = summarize(talk_of(entries), head.contact.name)
    return conversations.ai_note(head, actor(config.name), text, f"summary:{event['seq']}", at)


def _entries(head: Conversation) -> list[Entry]:
    return conversations.page_of(head, None, None, None, READ_BACK).entries


def _said(question: str, entries: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """The messages of a thread that have most to do with a question, in their order, and what they
    say."""
    messages = [(entry, text) for entry, text in told.said(entries) if text.strip()]
    scores = relevance(question, [text for _, text in messages])
    fit = sorted((i for i in range(len(messages)) if scores[i] >= WORTH), key=lambda i: -scores[i])
    return [messages[i] for i in sorted(fit[:3])]


def _local(question: str, found: Sequence[Found], said: Sequence[tuple[Entry, str]]) -> Answered:
    lines: list[str] = []
    for entry, text in said:
        best = best_sentences(question, [text], 1) or [text]
        lines.append(f"{entry.actor.name or 'The company'} wrote: “{best[0][:LONGEST]}”")
    if found:
        lines.append(extract(question, found[0].passage.text, ANSWER))
    return Answered("\n\n".join(lines), [*_messages(said), *_passages(found[:1])])


def _phrased(
    caller: Caller,
    question: str,
    found: Sequence[Found],
    said: Sequence[tuple[Entry, str]],
    history: Sequence[tuple[str, str]],
) -> Answered | None:
    if settled.settings(caller.account_id).generator.provider == "none":
        return None
    all_ = [*_messages(said), *_passages(found)]
    texts = [text for _, text in said] + [one.passage.text for one in found]
    sources = [
        Source(f"S{place}", str(one["title"]), text, one["url"])
        for place, (one, text) in enumerate(zip(all_, texts, strict=True), 1)
    ]
    phrased = generation.phrase(
        caller.account_id,
        question,
        sources,
        language=choose([question], []),
        characters=ANSWER,
        history=history,
    )
    if phrased is None:
        return None
    used = [one for one, source in zip(all_, sources, strict=True) if source.id in phrased.cited]
    return Answered(phrased.text, used, "bedrock")


def _messages(said: Sequence[tuple[Entry, str]]) -> list[dict[str, str | None]]:
    return [
        {
            "kind": "message",
            "id": entry.id,
            "title": f"{entry.actor.name or 'Message'}, {entry.occurred_at:%Y-%m-%d %H:%M}",
            "url": None,
        }
        for entry, _ in said
    ]


def _passages(found: Sequence[Found]) -> list[dict[str, str | None]]:
    return [
        {"kind": p.kind, "id": p.id, "title": p.title, "url": p.url}
        for p in (one.passage for one in found)
    ]
