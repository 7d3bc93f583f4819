"""A decision as what the customer reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.ai_agent.domain.config import Config
from chalicelib.ai_agent.domain.extract import CHARACTERS, extract
from chalicelib.ai_agent.domain.rules import ASKED_BACK, CODE_AGAIN, PERSON, Action, Decision
from chalicelib.ai_agent.domain.sentences import say
from chalicelib.suggestions.domain import Found, Passage

MARKDOWN = frozenset({"article"})
"""Sources whose texts have marks for bold, lists and links."""
TITLE = 80
"""Characters of a source's title inside a sentence."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a channel carries beside text."""

    buttons: int = 0
    button_length: int = 20
    length: int = 1500
    """Characters of an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, with quick replies as (id, title) and the sources it was made from."""

    text: str
    format: str = "plain"
    options: tuple[tuple[str, str], ...] = ()
    sources: tuple[Found, ...] = ()
    by: str = "local"


def compose(
    config: Config, asked: str, decision: Decision, available: bool, room: Room
) -> Reply | None:
    """The words for a decision; None for silence. `available` says whether one of those whom it is
    handed to is there now (AI-17)."""
    if decision.action is Action.STAY_SILENT:
        return None
    if decision.action is Action.HAND_OVER:
        return Reply(expectation(config, decision.language, available))
    if decision.talk:
        return Reply(say(decision.talk, decision.language, config.tone))
    if decision.action is Action.VERIFY:
        return _verify(config, decision, room)
    if decision.action is Action.CLARIFY:
        return _clarify(config, decision, room)
    if decision.action is Action.DONT_KNOW:
        offer = say("person", decision.language, config.tone)
        options = ((PERSON, _short(offer, room.button_length)),) if room.buttons else ()
        return Reply(say("dont_know", decision.language, config.tone), options=options)
    return answer(config, asked, decision, room)


def answer(config: Config, asked: str, decision: Decision, room: Room) -> Reply:
    """The most relevant sentences of the best source, and where it stands in full."""
    best = decision.found[0].passage
    link = more(decision.language, config, best)
    text = extract(asked, best.text, min(CHARACTERS[config.length], room.length - len(link)))
    format_ = "markdown" if best.kind in MARKDOWN else "plain"
    return Reply(text + link, format_, sources=_distinct(decision.found))


def more(language: str, config: Config, passage: Passage) -> str:
    """A line with the address of a source, where it has one."""
    return f"\n\n{say('more', language, config.tone)}: {passage.url}" if passage.url else ""


def expectation(config: Config, language: str, available: bool) -> str:
    """What a customer who is handed over can expect: somebody now, or when."""
    if available:
        return say("connecting", language, config.tone)
    told = say("away", language, config.tone)
    return f"{told}\n\n{config.hours_text}" if config.hours_text else told


def _verify(config: Config, decision: Decision, room: Room) -> Reply:
    """A word about the code, and the ways on where the channel has buttons."""
    language, tone = decision.language, config.tone
    again, person = say("again", language, tone), say("person", language, tone)
    text = say(decision.reason, language, tone, **decision.gaps, again=again)
    ways = [(PERSON, person)]
    if decision.reason.startswith("code_"):
        ways.insert(0, (CODE_AGAIN, again))
    options = tuple((id_, _short(title, room.button_length)) for id_, title in ways[: room.buttons])
    return Reply(text, options=options)


def _clarify(config: Config, decision: Decision, room: Room) -> Reply:
    first, second = (" ".join(one.passage.title.split())[:TITLE] for one in decision.found[:2])
    text = say("clarify", decision.language, config.tone, a=first, b=second)
    titles = [_short(title, room.button_length) for title in (first, second)]
    if room.buttons < 2 or titles[0] == titles[1]:
        return Reply(text, sources=decision.found)
    options = tuple((f"{ASKED_BACK}{place}", title) for place, title in enumerate(titles, 1))
    return Reply(text, options=options, sources=decision.found)


def _short(title: str, length: int) -> str:
    return title if len(title) <= length else title[: length - 1].rstrip() + "…"


def _distinct(found: Sequence[Found]) -> tuple[Found, ...]:
    kept: dict[str, Found] = {}
    for one in found:
        kept.setdefault(one.passage.source_id, one)
    return tuple(kept.values())
