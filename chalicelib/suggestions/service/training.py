"""Training an account's model from all that it knows. Needs the layers with scikit-learn and the
encoder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic

from chalicelib.knowledge import service as knowledge
from chalicelib.runtime.logging import count, logger
from chalicelib.suggestions import domain, packing, store
from chalicelib.suggestions.domain import Fact, Outcome, Passage
from chalicelib.suggestions.engine import training
from chalicelib.suggestions.engine.domain import Document
from chalicelib.suggestions.engine.model import Model
from chalicelib.suggestions.engine.vectors import Vectors
from chalicelib.suggestions.service.ranking import examples
from chalicelib.templates import service as templates
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer

FACTS_AT_MOST = 20_000
CHECKED_AT_MOST = 100
"""Clicks that a new model is tried on."""
CHOSEN = (Outcome.SENT, Outcome.EDITED)


def train(account_id: str, at: datetime) -> int:
    """Train and publish; answers the number of passages.

    A model that finds clearly fewer of the answers that agents chose lately than the present one
    is not published: that one stays in use, and a metric says so.
    """
    begun = monotonic()
    passages = [*knowledge.passages(account_id), *_templates(account_id)]
    facts, learned = store.newest_facts(account_id, FACTS_AT_MOST)
    kept = store.load_object(account_id, "vectors")
    vectors = Vectors.load(kept[1]) if kept else Vectors()
    if _stays(account_id, passages, facts, vectors):
        count("ModelsKept", 1)
        logger().warning("the model was not replaced: the new one is worse on recent clicks")
    else:
        model = training.train(_documents(passages), examples(facts), vectors)
        store.save_object(account_id, "model", packing.pack(model, passages, learned))
    store.save_object(account_id, "vectors", vectors.dump())
    store.note_training(account_id, domain.pause(timedelta(seconds=monotonic() - begun)))
    night = domain.next_night(account_id, at)
    timers.set(Timer(Kind.TRAINING, account_id, account_id, night), at)
    return len(passages)


def book(account_id: str, at: datetime) -> None:
    """Have a training come soon, unless one is on its way: many closed conversations share it."""
    due = store.book_training(account_id, at)
    if due:
        timers.set(Timer(Kind.TRAINING, account_id, account_id, due), at)


def forget(account_id: str, conversation_id: str) -> None:
    """Unlearn what a deleted conversation taught (CONV-26); the training that follows forgets it
    in the model, too."""
    knowledge.forget(account_id, conversation_id)
    store.forget(account_id, conversation_id)


def _templates(account_id: str) -> list[Passage]:
    """What everyone in the company may answer with."""
    return [
        Passage("template", one.id, one.name, one.text) for one in templates.everyones(account_id)
    ]


def _documents(passages: Sequence[Passage]) -> list[Document]:
    return [Document(one.id, one.kind, one.title, one.text, one.language) for one in passages]


def _stays(
    account_id: str, passages: Sequence[Passage], facts: Sequence[Fact], vectors: Vectors
) -> bool:
    """Whether the present model is clearly better than one trained now would be, on the newest
    clicks: those are kept from the new one for the trial."""
    known = {one.id for one in passages}
    clicks = [one for one in facts if one.outcome in CHOSEN and one.passage_id in known]
    held = clicks[-CHECKED_AT_MOST:]
    if len(held) < domain.FEW_CLICKS:
        return False
    stored = store.load_object(account_id, "model")
    present = packing.unpack(stored[1]) if stored else None
    if present is None:
        return False
    out = {id(one) for one in held}
    rest = examples(one for one in facts if id(one) not in out)
    tried = training.train(_documents(passages), rest, vectors)
    asked, chosen = [one.question for one in held], [one.passage_id for one in held]
    return domain.is_worse(
        domain.hits(_ids(tried, asked), chosen),
        domain.hits(_ids(present.model, asked), chosen),
        len(held),
    )


def _ids(model: Model, asked: Sequence[str]) -> list[list[str]]:
    return [[one.document_id for one in ranked] for ranked in model.rank_many(asked, 3)]
