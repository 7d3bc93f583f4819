"""What is understood of a customer's messages, one by one and together. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.translation.domain import UNKNOWN

HALF_LIFE = 4
"""Scored messages after which one counts half for how the customer feels now."""
CLEAR = 0.2
"""A score beyond this, up or down, is a mood; VADER's authors take 0.05 for one sentence, which
makes a mood of every polite word."""
SPLIT = 0.3
"""The share of either side from which feelings are mixed."""
TREND_AT_MOST = 200
"""Points of a trend: what a picture can show."""


@dataclass(frozen=True, slots=True)
class Insight:
    """What is understood of one message."""

    message_id: str
    conversation_id: str
    at: datetime
    language: str
    confidence: float
    score: float | None
    """-1 (angry) to 1 (happy); None where its language is not known to the model."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that was talked about."""

    name: str
    terms: tuple[str, ...]
    share: float
    """Of the messages that are about anything."""
    message_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mood:
    """How a customer feels, by all that they wrote."""

    score: float | None
    label: str | None
    trend: tuple[Insight, ...]
    covered: float
    """The share of messages whose language the model knows."""


def combined(scores: Sequence[float]) -> float:
    """One score of a message's sentences: what is said strongly counts for more than what is said
    politely, and sentences without feeling for nothing."""
    weight = sum(abs(score) for score in scores)
    return round(sum(score * abs(score) for score in scores) / weight, 3) if weight else 0.0


def mood(insights: Iterable[Insight]) -> Mood:
    """The mood of messages in the order of their time; recent ones weigh more."""
    known = sorted(insights, key=lambda one: (one.at, one.message_id))
    scored = [one for one in known if one.score is not None]
    covered = round(len(scored) / len(known), 3) if known else 0.0
    if not scored:
        return Mood(None, None, (), covered)
    weights = [0.5 ** ((len(scored) - 1 - i) / HALF_LIFE) for i in range(len(scored))]
    values = [one.score or 0.0 for one in scored]
    felt = sum(weights)
    score = sum(v * w for v, w in zip(values, weights, strict=True)) / felt
    up = sum(w for v, w in zip(values, weights, strict=True) if v > CLEAR) / felt
    down = sum(w for v, w in zip(values, weights, strict=True) if v < -CLEAR) / felt
    return Mood(round(score, 3), _label(score, up, down), tuple(scored[-TREND_AT_MOST:]), covered)


def _label(score: float, up: float, down: float) -> str:
    if up >= SPLIT and down >= SPLIT:
        return "mixed"
    if score > CLEAR:
        return "positive"
    return "negative" if score < -CLEAR else "neutral"


def languages(insights: Iterable[Insight]) -> list[tuple[str, float]]:
    """Which languages a customer writes in, and how much of what they wrote, the most first."""
    found = Counter(one.language for one in insights if one.language != UNKNOWN)
    total = sum(found.values())
    return [(code, round(n / total, 3)) for code, n in found.most_common()]
