"""What conversations are about and how their customer feels, from what they wrote in them. Only in
the function with the layers."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Entry
from chalicelib.conversations.service import sampling
from chalicelib.insights import domain, sentiment, store
from chalicelib.insights.domain import Insight, Topic
from chalicelib.insights.topics import NOTHING_ELSE, Background, Said, topics, words_of
from chalicelib.runtime.ids import iso, now
from chalicelib.translation import language

MESSAGES = 2000
"""Of the customer's that are read, the newest."""
EACH_PAGE = 200
ENTRIES = 4 * MESSAGES
"""Entries that are read for them at most: a thread has others, too."""
SAMPLE, SAMPLE_ENTRIES = 60, 3
"""Other conversations that say what everybody says, and how much of each."""
SAMPLE_LEAST = 20
"""Messages from which a sample says what is usual."""
SAMPLE_SECONDS = 3600

_samples: dict[str, tuple[float, list[tuple[str, frozenset[str]]]]] = {}
"""Conversations and the words of a message in each, by account, for the life of a warm function."""


def analyze(account_id: str, conversation_ids: Sequence[str]) -> dict[str, Any]:
    """An overview of these conversations of one customer, the newest first: `topics`, `sentiment`,
    `languages`, `messages`, and of each conversation its `topic` and `score`."""
    entries = _read(account_id, conversation_ids)
    known = _understood(account_id, conversation_ids, entries)
    said = [Said(one.id, one.data["text"], known[one.id].language) for one in entries]
    found = topics(said, background(account_id, conversation_ids))
    insights = list(known.values())
    return {
        "topics": [asdict(one) for one in found],
        "sentiment": mood_view(insights),
        "languages": [
            {"language": code, "share": share} for code, share in domain.languages(insights)
        ],
        "messages": len(entries),
        "computed_at": iso(now()),
        "conversations": [_one(id_, insights, found) for id_ in conversation_ids],
    }


def background(account_id: str, but: Collection[str]) -> Background:
    """What everybody says to this account, from a sample of the beginnings of its other
    conversations; kept for an hour. Too few of them say nothing."""
    until, kept = _samples.get(account_id, (0.0, []))
    if until < time.monotonic():
        read = sampling.beginnings(account_id, sampling.recent(account_id, SAMPLE), SAMPLE_ENTRIES)
        kept = [(id_, words_of(_said(one))) for id_, entries in read.items() for one in entries]
        _samples[account_id] = (time.monotonic() + SAMPLE_SECONDS, kept)
    others = [words for id_, words in kept if id_ not in but]
    return Background.of(others) if len(others) >= SAMPLE_LEAST else NOTHING_ELSE


def _said(entry: Entry) -> Said:
    text = entry.data["text"]
    return Said(entry.id, text, language.detect(text).bcp47)


def _read(account_id: str, conversation_ids: Sequence[str]) -> list[Entry]:
    """The customer's newest messages with a text, of several threads, in pages."""
    found: list[Entry] = []
    seen = 0
    for id_ in conversation_ids:
        before: int | None = None
        while len(found) < MESSAGES and seen < ENTRIES:
            page = conversations.timeline(account_id, id_, before, None, EACH_PAGE)
            seen += len(page)
            found += [one for one in reversed(page) if _says_something(one)]
            if len(page) < EACH_PAGE:
                break
            before = page[0].seq
    return sorted(found[:MESSAGES], key=lambda one: one.occurred_at)


def _says_something(entry: Entry) -> bool:
    return entry.type == "message.received" and bool(entry.data["text"].strip())


def _understood(
    account_id: str, conversation_ids: Sequence[str], entries: Sequence[Entry]
) -> dict[str, Insight]:
    """What was understood of each message when it came, or else is now."""
    stored = {
        one.message_id: one
        for id_ in conversation_ids
        for one in store.of_conversation(account_id, id_, len(entries))
    }
    return {one.id: stored.get(one.id) or _look(one) for one in entries}


def _look(entry: Entry) -> Insight:
    text = entry.data["text"]
    told = language.detect(text)
    score = sentiment.score(text, told.bcp47)
    at = entry.occurred_at
    return Insight(entry.id, entry.conversation_id, at, told.bcp47, told.confidence, score)


def _one(conversation_id: str, insights: Sequence[Insight], found: Sequence[Topic]) -> Any:
    """A conversation among several: what it was about most, and how it felt."""
    own = [one for one in insights if one.conversation_id == conversation_id]
    ids = {one.message_id for one in own}
    best = max(found, key=lambda one: len(ids & set(one.message_ids)), default=None)
    named = best is not None and bool(ids & set(best.message_ids))
    return {
        "id": conversation_id,
        "topic": best.name if best and named else None,
        "score": domain.mood(own).score,
    }


def mood_view(insights: Sequence[Insight]) -> dict[str, Any]:
    """A mood as JSON."""
    felt = domain.mood(insights)
    return {
        "score": felt.score,
        "label": felt.label,
        "covered": felt.covered,
        "trend": [
            {"message_id": one.message_id, "at": iso(one.at), "score": one.score}
            for one in felt.trend
        ],
    }
