"""What became of the conversations that the AI agent had (AI-26), each counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from chalicelib.ai_agent.domain.words import words

REASONS = (
    "asked",
    "turn_limit",
    "low_confidence",
    "forbidden",
    "error",
    "attachment",
    "language",
    "unsendable",
    "verification",
    "switched_off",
)
"""Why a conversation is handed over."""

COUNTERS = (
    "conversations",
    "answered",
    "resolved",
    "handed_over",
    *(f"handed_over_{reason}" for reason in REASONS),
)
SHOWN_AT_MOST = 20
"""Unanswered questions in a report."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was counted of one conversation, each with the day it was counted on."""

    spoke_on: str | None = None
    answered_on: str | None = None
    resolved_on: str | None = None
    handed_over_on: str | None = None

    def as_data(self) -> dict[str, Any]:
        """As it is stored."""
        return {name: day for name, day in asdict(self).items() if day}


@dataclass(frozen=True, slots=True)
class Day:
    """One day's counters."""

    date: str
    counters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that had no answer."""

    message_id: str
    conversation_id: str


Moved = dict[str, dict[str, int]]
"""By day, how its counters move."""


def spoke(before: Outcome, day: str, answered: bool) -> tuple[Outcome, Moved]:
    """The AI agent said something."""
    after, moved = before, Counter[str]()
    if before.spoke_on is None:
        after = replace(after, spoke_on=day)
        moved["conversations"] += 1
    if answered and before.answered_on is None:
        after = replace(after, answered_on=day)
        moved["answered"] += 1
    return after, {day: dict(moved)} if moved else {}


def handed_over(before: Outcome, day: str, reason: str) -> tuple[Outcome, Moved]:
    """It gave the conversation to people: counted by its first reason, and not as resolved."""
    after, moved = _unresolved(before)
    if before.spoke_on is None:
        after = replace(after, spoke_on=day)
        _add(moved, day, "conversations", 1)
    if before.handed_over_on is None:
        after = replace(after, handed_over_on=day)
        _add(moved, day, "handed_over", 1)
        _add(moved, day, f"handed_over_{reason}", 1)
    return after, moved


def closed(before: Outcome, day: str, with_ai: bool) -> tuple[Outcome, Moved]:
    """It ended: resolved when the AI agent answered and nobody else had to."""
    if not with_ai:
        return _unresolved(before)
    if before.resolved_on or before.handed_over_on or not before.answered_on:
        return before, {}
    return replace(before, resolved_on=day), {day: {"resolved": 1}}


def _unresolved(before: Outcome) -> tuple[Outcome, Moved]:
    if before.resolved_on is None:
        return before, {}
    return replace(before, resolved_on=None), {before.resolved_on: {"resolved": -1}}


def _add(moved: Moved, day: str, name: str, step: int) -> None:
    counters = moved.setdefault(day, {})
    counters[name] = counters.get(name, 0) + step


def top(questions: Iterable[tuple[str, str]]) -> list[tuple[str, int, str]]:
    """Of questions with their conversations, newest first: the most frequent, each as it was asked
    last, how often, and where. Two with the same words are one."""
    seen: dict[frozenset[str], tuple[str, str]] = {}
    times: Counter[frozenset[str]] = Counter()
    for text, conversation_id in questions:
        key = frozenset(words(text)) or frozenset({text})
        seen.setdefault(key, (text, conversation_id))
        times[key] += 1
    return [(seen[key][0], n, seen[key][1]) for key, n in times.most_common(SHOWN_AT_MOST)]
