"""An answer in a generator's words where the account has one, else in its sources' own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.ai_agent.domain.config import Config
from chalicelib.ai_agent.domain.extract import CHARACTERS
from chalicelib.ai_agent.domain.reply import Reply, more
from chalicelib.ai_agent.domain.rules import Decision, Question, Turn
from chalicelib.generation import service as generation
from chalicelib.generation.domain import Source
from chalicelib.suggestions.domain import Found


def phrased(
    account_id: str,
    config: Config,
    question: Question,
    turns: Sequence[Turn],
    decision: Decision,
    reply: Reply,
) -> Reply:
    """The reply as a generator phrases it from the same sources, if what it says holds good."""
    if config.generator.provider == "none":
        return reply
    sources = sources_of(decision.found)
    said = generation.phrase(
        account_id,
        question.text,
        sources,
        language=decision.language,
        characters=CHARACTERS[config.length],
        history=[(turn.by, turn.text) for turn in turns],
    )
    if said is None:
        return reply
    used = tuple(
        one for one, source in zip(decision.found, sources, strict=True) if source.id in said.cited
    )
    text = said.text + more(decision.language, config, used[0].passage)
    return replace(reply, text=text, format="plain", sources=used, by=config.generator.provider)


def sources_of(found: Sequence[Found]) -> list[Source]:
    """Passages as a generator is given them."""
    return [
        Source(f"S{place}", one.passage.title, one.passage.text, one.passage.url)
        for place, one in enumerate(found, 1)
    ]
