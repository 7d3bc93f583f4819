"""What the AI agent does with a customer's message: pure, from its settings, what was said, and
the passages that may answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from chalicelib.ai_agent.domain import codes, languages
from chalicelib.ai_agent.domain.config import Config
from chalicelib.ai_agent.domain.orders import gives_orders
from chalicelib.ai_agent.domain.person import asks_for_person
from chalicelib.ai_agent.domain.small_talk import Talk, agrees, declines, small_talk
from chalicelib.ai_agent.domain.topics import forbidden
from chalicelib.ai_agent.domain.words import plain, words
from chalicelib.suggestions.domain import Found, Passage

ANSWERABLE = frozenset({"article", "page", "file", "snippet", "template"})
"""What may be told to customers: not what an agent once wrote to one of them."""
FLOOR = 0.3
"""The least confidence of what is asked back about."""
NEAR = 0.15
"""Two answers this close to each other cannot be told apart."""
ASKED_BACK = "ai:"
"""What the ids of the AI agent's quick replies begin with."""
PERSON = "ai:person"
CODE_AGAIN = "ai:code"


class Action(StrEnum):
    """What it does."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    VERIFY = codes.VERIFY
    """Asks who the customer is: for an address, or for the code that was mailed there."""
    DONT_KNOW = "dont_know"
    HAND_OVER = "hand_over"
    STAY_SILENT = "stay_silent"


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that was said since the AI agent has the conversation."""

    by: Literal["customer", "ai"]
    text: str
    action: str | None = None
    """Of the AI's: what it did."""
    choices: tuple[tuple[str, str], ...] = ()
    """Of a clarifying question: the passages it named, as (id, title)."""


@dataclass(frozen=True, slots=True)
class Question:
    """The customer's newest message."""

    text: str
    pressed: str | None = None
    """The id of the quick reply that it is."""
    files: bool = False
    automatic: bool = False
    """Whether a machine wrote it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why. `found` are the passages it stands on, the best first."""

    action: Action
    reason: str
    detail: str
    """The reason as a sentence for colleagues."""
    language: str = "en"
    found: tuple[Found, ...] = ()
    confidence: float = 0.0
    talk: Talk | Literal["alright", "verified"] | None = None
    """An answer that needs no source."""
    gaps: Mapping[str, str] = field(default_factory=dict)
    """Of VERIFY: what fills the gaps of the sentence that is called like the reason."""


def wanted(config: Config, question: Question, turns: Sequence[Turn]) -> Decision | str:
    """What follows from the message alone; else the text to look up passages for."""
    language = tongue(config, question, turns)

    def decide(action: Action, reason: str, detail: str, talk: Talk | None = None) -> Decision:
        return Decision(action, reason, detail, language, talk=talk)

    text, last = question.text.strip(), _last(turns)
    offered = last is not None and last.action == Action.DONT_KNOW
    if question.automatic:
        return decide(Action.STAY_SILENT, "automatic", "A machine wrote this message.")
    if question.pressed == PERSON or asks_for_person(text) or (offered and agrees(text)):
        return decide(Action.HAND_OVER, "asked", "The customer asked for a person.")
    topic = forbidden(text, config.forbidden_topics)
    if topic:
        return decide(Action.HAND_OVER, "forbidden", f"The message is about “{topic}”.")
    if not words(text) and question.files:
        return decide(Action.HAND_OVER, "attachment", "The AI agent cannot look at files.")
    if len([turn for turn in turns if _counts(turn)]) >= config.turn_limit:
        limit = f"The AI agent has spoken {config.turn_limit} times."
        return decide(Action.HAND_OVER, "turn_limit", limit)
    if offered and declines(text):
        return Decision(
            Action.ANSWER, "small_talk", "The customer wants no person.", language, talk="alright"
        )
    talk = small_talk(text)
    if talk:
        return decide(Action.ANSWER, "small_talk", "This needs no source.", talk)
    if not _speaks(config, question.text):
        return decide(Action.HAND_OVER, "language", "The AI agent is not to speak this language.")
    return _query(text, turns)


def decide(
    config: Config, question: Question, turns: Sequence[Turn], found: Sequence[Found]
) -> Decision:
    """What to do with the passages at hand, ranked for the question."""
    language = tongue(config, question, turns)
    fit = [one for one in found if _may_tell(one.passage)]
    last = _last(turns)
    chosen = _chosen(question, last, fit)
    if chosen:
        one = Found(chosen.passage, max(chosen.confidence, config.threshold))
        why = "The customer chose this source."
        return Decision(Action.ANSWER, "chosen", why, language, (one,), one.confidence)
    best = fit[0] if fit else None
    sure = best.confidence if best else 0.0
    if best and sure >= config.threshold:
        same = [one for one in fit if one.passage.source_id == best.passage.source_id]
        why = f"A source answers this with {sure:.0%} confidence."
        return Decision(Action.ANSWER, "supported", why, language, tuple(same[:3]), sure)
    pair = _pair(fit)
    if config.clarify and pair and not (last and last.action == Action.CLARIFY):
        why = "Two sources are equally near."
        return Decision(Action.CLARIFY, "two_intents", why, language, pair, sure)
    least = f"No source reaches {config.threshold:.0%} (the best: {sure:.0%})."
    if last is not None and last.action == Action.DONT_KNOW:
        return Decision(Action.HAND_OVER, "low_confidence", least, language, confidence=sure)
    return Decision(Action.DONT_KNOW, "low_confidence", least, language, confidence=sure)


def tongue(config: Config, question: Question, turns: Sequence[Turn]) -> str:
    """The language to speak: the customer's, as far as their words tell; else the settled one."""
    said = [question.text, *(turn.text for turn in reversed(turns) if turn.by == "customer")]
    return languages.choose(said, config.languages)


def _counts(turn: Turn) -> bool:
    """Whether it is one of the times that the AI agent may speak: asking for codes has limits of
    its own."""
    return turn.by == "ai" and turn.action != Action.VERIFY


def asked_for_code(turns: Sequence[Turn]) -> bool:
    """Whether the AI agent's last word asked for an address or a code."""
    last = _last(turns)
    return last is not None and last.action == Action.VERIFY


def _speaks(config: Config, text: str) -> bool:
    allowed = {languages.spoken(tag) or tag for tag in config.languages}
    found = languages.guess(text)
    return not allowed or found is None or found in allowed


def _query(text: str, turns: Sequence[Turn]) -> str:
    """What to look up. The answer to a clarifying question belongs to what was asked before it."""
    last = _last(turns)
    if last is None or last.action != Action.CLARIFY:
        return text
    asked = next((turn.text for turn in reversed(turns) if turn.by == "customer"), "")
    return f"{asked}\n{text}".strip()


def _last(turns: Sequence[Turn]) -> Turn | None:
    return next((turn for turn in reversed(turns) if turn.by == "ai"), None)


def _may_tell(passage: Passage) -> bool:
    return passage.kind in ANSWERABLE and not gives_orders(passage.text)


def _pair(fit: Sequence[Found]) -> tuple[Found, Found] | None:
    """Two sources, different in name and text, that are both possible and about equally so."""
    if not fit or fit[0].confidence < FLOOR:
        return None
    first = fit[0]
    for one in fit[1:]:
        if one.confidence < FLOOR or first.confidence - one.confidence > NEAR:
            return None
        other = one.passage.source_id != first.passage.source_id
        if other and plain(one.passage.title) != plain(first.passage.title):
            return first, one
    return None


def _chosen(question: Question, last: Turn | None, fit: Sequence[Found]) -> Found | None:
    """The source that the customer chose when they were asked back: by its button, its name, or
    its place."""
    if last is None or last.action != Action.CLARIFY or not last.choices:
        return None
    said = plain(question.text).strip(" .!?\"'“”")
    for place, (id_, title) in enumerate(last.choices):
        named = plain(title)
        pressed = question.pressed == f"{ASKED_BACK}{place + 1}"
        if pressed or said in (named, *_PLACES[place]) or _shortened(said, named):
            return next((one for one in fit if _is(one.passage, id_, named)), None)
    return None


def _is(passage: Passage, id_: str, named: str) -> bool:
    return passage.id == id_ if id_ else plain(passage.title) == named


def _shortened(said: str, named: str) -> bool:
    return len(said) >= 4 and said.endswith("…") and named.startswith(said[:-1])


_PLACES = (
    ("1", "a", "first", "the first", "the first one", "das erste", "le premier", "el primero",
     "il primo", "de eerste", "det forsta", "den forste", "ensimmainen", "pierwsze", "o primeiro"),
    ("2", "b", "second", "the second", "the second one", "das zweite", "le deuxieme", "el segundo",
     "il secondo", "de tweede", "det andra", "den anden", "den andre", "toinen", "drugie",
     "o segundo"),
)  # fmt: skip
"""How the first and the second are called."""
