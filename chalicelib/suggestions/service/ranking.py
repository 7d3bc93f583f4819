"""Finding passages for a text, on the account's newest model. Needs the layer with the encoder."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chalicelib.suggestions import packing, store
from chalicelib.suggestions.domain import Fact, Found
from chalicelib.suggestions.engine.domain import Example
from chalicelib.suggestions.packing import Packed

_models: dict[str, tuple[str, Packed]] = {}
"""Models by account, with their tag, for the life of a warm function."""

MODELS_KEPT = 20
LEARNED_AT_ONCE = 500
"""Facts since the last training that a warm function takes in before it ranks."""


def find(
    account_id: str, text: str, at_most: int = 5, kinds: Collection[str] | None = None
) -> list[Found]:
    """The passages that answer a text, likeliest first; nothing where nothing was trained.

    Costs one S3 call that brings nothing while ours is the newest model, and one query for what
    agents did since it was trained: a rejection counts from the next question on (AI-07).
    """
    packed = _newest(account_id)
    if packed is None:
        return []
    facts, packed.learned = store.facts_after(account_id, packed.learned, LEARNED_AT_ONCE)
    if facts:
        packed.model.learn(examples(facts))
    among = None
    if kinds is not None:
        among = [one.id for one in packed.passages.values() if one.kind in kinds]
    ranked = packed.model.rank(text, at_most, among)
    return [
        Found(packed.passages[one.document_id], one.confidence)
        for one in ranked
        if one.document_id in packed.passages
    ]


def examples(facts: Iterable[Fact]) -> list[Example]:
    """Facts as the engine learns from them."""
    return [
        Example(
            one.question, one.passage_id, outcome=one.outcome.value, distance=float(one.distance)
        )
        for one in facts
        if one.question
    ]


def _newest(account_id: str) -> Packed | None:
    etag, known = _models.get(account_id, (None, None))
    fresh = store.load_object(account_id, "model", etag)
    if fresh is None:
        return known
    loaded = packing.unpack(fresh[1])
    if loaded is None:
        return None
    if len(_models) >= MODELS_KEPT:
        _models.pop(next(iter(_models)))
    _models[account_id] = (fresh[0], loaded)
    return loaded
