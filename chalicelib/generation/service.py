"""Having text written, within what the account wants to spend; else nothing is written and the
caller says it in the sources' own words (AI-27)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

from chalicelib.ai_agent.domain.config import Config
from chalicelib.ai_agent.service import settled
from chalicelib.generation import domain, store
from chalicelib.generation.bedrock import Bedrock
from chalicelib.generation.domain import Generator, GeneratorFailed, Phrased, Prompt, Source
from chalicelib.generation.money import PER_MINOR, cost, price_of
from chalicelib.runtime.ids import now
from chalicelib.runtime.logging import count, logger

FAILURES = 3
"""So many in a row open the circuit."""
REST_SECONDS = 60.0
"""For so long it is not tried again then."""

_failed: dict[str, tuple[int, float]] = {}
"""By account: failures in a row, and until when the circuit is open."""


def generator(account_id: str) -> Generator | None:
    """The account's generator; None where it has none, or it has failed too often just now."""
    choice = settled.settings(account_id).generator
    if choice.provider != "bedrock" or not choice.model_id or _is_open(account_id):
        return None
    return Bedrock(choice.model_id, choice.guardrail_id, choice.guardrail_version)


def phrase(
    account_id: str,
    question: str,
    sources: Sequence[Source],
    *,
    language: str,
    characters: int,
    history: Sequence[tuple[str, str]] = (),
) -> Phrased | None:
    """An answer from these sources, checked; None where it is to be said without a generator."""
    config = settled.settings(account_id)
    asked = domain.prompt(
        question,
        sources,
        speaker=config.name,
        tone=str(config.tone),
        characters=characters,
        language=language,
        instructions=config.instructions,
        history=history,
    )
    text = write(account_id, asked)
    if text is None:
        return None
    phrased = domain.checked(text, sources, question, characters)
    if phrased is None:
        count("GenerationRefused")
    return phrased


def write(account_id: str, prompt: Prompt) -> str | None:
    """What the account's generator writes to a prompt; None where there is none, it fails, or the
    month's limit is reached. Unchecked: whoever says it on has to look at it."""
    one = generator(account_id)
    if one is None:
        return None
    config, month = settled.settings(account_id), _month(now())
    price = price_of(config.generator.model_id or "", config.generator.price)
    most = cost(price, prompt.tokens, prompt.longest)
    if not store.reserve(account_id, month, most, _limit(config)):
        count("GenerationOverLimit")
        return None
    try:
        made = one.generate(prompt)
    except GeneratorFailed as failure:
        if not failure.billed:
            store.settle(account_id, month, -most)
        _note_failure(account_id)
        logger().warning("generator failed", extra={"why": str(failure)})
        count("GenerationFailed")
        return None
    _failed.pop(account_id, None)
    store.settle(account_id, month, cost(price, made.input_tokens, made.output_tokens) - most)
    return made.text or None


def spent(account_id: str, at: datetime) -> int:
    """What the account's generator has cost this month, in minor units, rounded up."""
    return -(-store.spent(account_id, _month(at)) // PER_MINOR)


def is_available(account_id: str, config: Config, at: datetime) -> bool:
    """Whether a generator would be asked now."""
    if generator(account_id) is None:
        return False
    limit = _limit(config)
    return limit is None or store.spent(account_id, _month(at)) < limit


def _limit(config: Config) -> int | None:
    limit = config.generator.monthly_limit
    return limit.amount * PER_MINOR if limit else None


def _month(at: datetime) -> str:
    return at.strftime("%Y-%m")


def _is_open(account_id: str) -> bool:
    failures, until = _failed.get(account_id, (0, 0.0))
    return failures >= FAILURES and time.monotonic() < until


def _note_failure(account_id: str) -> None:
    failures = _failed.get(account_id, (0, 0.0))[0] + 1
    _failed[account_id] = (failures, time.monotonic() + REST_SECONDS)
