"""What is offered for a customer's message, and what an agent may make of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.runtime.errors import Refused

OFFERED_AT_MOST = 3
LEAST_SCORE = {"article": 0.18, "answer": 0.38}
"""Below this similarity a passage answers the question by chance. Questions are like earlier
questions more than like long articles, hence one for each kind (benchmarks/suggestions.py)."""

LONGEST_ANSWER = 1500
"""Characters: what every channel takes in one message."""


class State(StrEnum):
    """What became of a suggestion."""

    OFFERED = "offered"
    SENT = "sent"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be answered with: an article, or an earlier answer."""

    kind: str
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage offered for one message."""

    id: str
    message_id: str
    source: Passage
    score: float
    state: State = State.OFFERED


def answer_text(text: str) -> str:
    """A passage's text as an answer: whole if it fits, else its first paragraphs, else its first
    sentences."""
    if len(text) <= LONGEST_ANSWER:
        return text
    for mark in ("\n\n", "\n", ". "):
        end = text.rfind(mark, 0, LONGEST_ANSWER)
        if end > 0:
            return text[: end + 1].rstrip()
    return text[:LONGEST_ANSWER]


def offer(ranked: Iterable[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    """The best few that are good enough, measured by what is enough for their kind; no text
    twice."""
    enough = [one for one in ranked if _worth(one) >= 1]
    offered: dict[str, tuple[Passage, float]] = {}
    for passage, score in sorted(enough, key=_worth, reverse=True):
        offered.setdefault(" ".join(passage.text.lower().split()), (passage, score))
    return list(offered.values())[:OFFERED_AT_MOST]


def _worth(one: tuple[Passage, float]) -> float:
    passage, score = one
    return score / LEAST_SCORE[passage.kind]


def settle(suggestion: Suggestion, state: State) -> Suggestion:
    """Note what the agent did; one that was sent or rejected stays so."""
    if suggestion.state in (State.SENT, State.REJECTED):
        raise Refused(f"this suggestion was {suggestion.state} already")
    return replace(suggestion, state=state)
