"""What is offered for a customer's message, and what its fate teaches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from chalicelib.runtime.errors import Refused

OFFERED_AT_MOST = 3
LEAST_CONFIDENCE = 0.2
"""Below this an offer is a guess that costs an agent more to read than it saves. The figure is the
share of such offers that would be right (benchmarks/suggest)."""

LONGEST_ANSWER = 1500
"""Characters: what every channel takes in one message."""

KEPT_WORDS = 0.4
"""An edited text that shares less than this with the offer was written anew."""


class State(StrEnum):
    """What became of a suggestion."""

    OFFERED = "offered"
    SENT = "sent"
    EDITED = "edited"
    REJECTED = "rejected"


class Outcome(StrEnum):
    """What an agent's deed says of an offer: strongly for, for, against, strongly against."""

    SENT = "sent"
    EDITED = "edited"
    IGNORED = "ignored"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be answered with."""

    kind: str
    """article, template, page, file, snippet, or answer: what an agent once wrote."""
    id: str
    """Unique among all kinds. What stands before a "#" names the whole that it is a part of."""
    title: str
    """Of an answer: the question that it answered."""
    text: str
    url: str | None = None
    language: str = ""
    """BCP 47, where it is known."""

    @property
    def source_id(self) -> str:
        """The article, page or conversation that it comes from."""
        return self.id.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage for a text, and how likely (0 to 1) it answers that."""

    passage: Passage
    confidence: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage offered for one message."""

    id: str
    message_id: str
    source: Passage
    score: float
    state: State = State.OFFERED


@dataclass(frozen=True, slots=True)
class Offer:
    """All that was offered for one message, and the question that it was offered for."""

    message_id: str
    question: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What one deed says of one passage for one question; training and ranking learn from it."""

    at: datetime
    suggestion_id: str
    conversation_id: str
    question: str
    passage_id: str
    outcome: Outcome
    distance: float = 0.0
    """Of an edit: 0 unchanged to 1 all new."""


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


def offer(found: Iterable[Found]) -> list[Found]:
    """The best few that are likely enough; no text twice."""
    offered: dict[str, Found] = {}
    for one in sorted(found, key=lambda each: -each.confidence):
        if one.confidence >= LEAST_CONFIDENCE:
            offered.setdefault(_same(one.passage.text), one)
    return list(offered.values())[:OFFERED_AT_MOST]


def settle(suggestion: Suggestion, state: State) -> Suggestion:
    """Note what the agent did; one that was sent or rejected stays so."""
    if suggestion.state in (State.SENT, State.REJECTED):
        raise Refused(f"this suggestion was {suggestion.state} already")
    return replace(suggestion, state=state)


def facts(
    offer: Offer, conversation_id: str, sent: str, suggestion_id: str | None, at: datetime
) -> list[Fact]:
    """What an answer to a question says of what was offered for it (AI-06).

    The suggestion that the answer was, or began as, is confirmed, by as much as was kept of it; so
    is one that the agent wrote word for word. The others were seen and passed over, those that were
    rejected have been told of already.
    """
    made = []
    for one in offer.suggestions:
        apart = distance(one.source.text, sent)
        chosen = one.id == suggestion_id or apart == 0.0
        if chosen and 1 - apart >= KEPT_WORDS:
            outcome = Outcome.EDITED if apart else Outcome.SENT
        elif one.state is State.REJECTED:
            continue
        else:
            outcome, apart = Outcome.IGNORED, 0.0
        made.append(fact(offer, one, conversation_id, outcome, at, apart))
    return made


def fact(
    offer: Offer,
    one: Suggestion,
    conversation_id: str,
    outcome: Outcome,
    at: datetime,
    apart: float = 0.0,
) -> Fact:
    """One deed's meaning for one suggestion."""
    return Fact(at, one.id, conversation_id, offer.question, one.source.id, outcome, apart)


def distance(offered: str, sent: str) -> float:
    """How much of a text is new, by words: 0 unchanged to 1 all new."""
    a, b = _same(offered).split(), _same(sent).split()
    if a == b:
        return 0.0
    return round(1 - SequenceMatcher(None, a, b, autojunk=False).ratio(), 3)


def _same(text: str) -> str:
    return " ".join(text.lower().split())


LEAST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
PAUSE_FOR_EACH = 20
"""A training is followed by a pause of so many times its length: a twentieth of the time, at most,
goes into training, however large the account."""


def pause(took: timedelta) -> timedelta:
    """How long closed conversations wait for the next training, after one that took so long."""
    return min(max(LEAST_PAUSE, PAUSE_FOR_EACH * took), LONGEST_PAUSE)


NIGHT = 2
"""The hour, in UTC, at which every account is trained anew."""


def next_night(account_id: str, at: datetime) -> datetime:
    """The next nightly training: every account at a minute of its own, so that they do not all
    come at once."""
    minute = sum(account_id.encode()) % 120
    tonight = at.replace(hour=NIGHT, minute=0, second=0, microsecond=0) + timedelta(minutes=minute)
    return tonight if tonight > at else tonight + timedelta(days=1)


FEW_CLICKS = 30
"""Fewer of an account's own clicks say nothing about a model."""
WORSE = 0.05
"""By so much of the clicks a new model may be worse than the present one by chance."""


def is_worse(new_hits: int, old_hits: int, clicks: int) -> bool:
    """Whether a new model finds so many fewer of what agents chose lately among its first three
    that the present one stays."""
    return clicks >= FEW_CLICKS and old_hits - new_hits > WORSE * clicks


def hits(ranked: Sequence[Sequence[str]], chosen: Sequence[str]) -> int:
    """In how many rankings what was chosen is among the first three."""
    return sum(one in ids[:3] for ids, one in zip(ranked, chosen, strict=True))
