"""Makes a model from documents and examples. Only the training function imports this module."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine import (
    fitting,
    lessons,
    lexicon,
    material,
    neighbours,
    replies,
)
from chalicelib.suggestions.engine.domain import Document, Example
from chalicelib.suggestions.engine.lessons import Lessons
from chalicelib.suggestions.engine.material import Text
from chalicelib.suggestions.engine.model import Model, weigh
from chalicelib.suggestions.engine.neighbours import Neighbours
from chalicelib.suggestions.engine.replies import Replies
from chalicelib.suggestions.engine.sketch import rarity, sketch
from chalicelib.suggestions.engine.vectors import Vectors
from chalicelib.suggestions.engine.words import Floats, count

SHOWN = 6_000
"""Texts kept one by one as neighbours: 1 kB each in the artefact, 4 kB in memory."""

LESSONS = 2_000
"""Rejected and ignored offers remembered, the newest."""


def train(
    documents: Sequence[Document],
    examples: Sequence[Example],
    vectors: Vectors | None = None,
) -> Model:
    """A model; of no documents one that ranks nothing.

    `examples` come oldest first, which matters only where there are more than are learnt from.
    `vectors` saves encoding what was encoded before, and afterwards knows all it was asked.
    """
    vectors = vectors or Vectors()
    known = material.documents(documents)
    ids = {one.id for one in known}
    replied = material.replied(examples)
    spoken = len(replied) >= replies.LEAST
    laid = material.texts(known, material.accepted(examples, ids), spoken)
    model = assemble(known, laid, vectors)
    if spoken and known:
        model.replies = _replies(known, replied, model.rarity, vectors)
    model.lessons = _lessons(model, material.judged(examples, ids, LESSONS), laid, vectors)
    return model


def assemble(known: Sequence[Document], laid: Sequence[Text], vectors: Vectors) -> Model:
    """A model of texts, without what is learnt from replies and deeds."""
    size = len(known)
    rare = rarity(count([one.text for one in laid if one.role != "piece"]))
    meant = [one for one in laid if one.role != "said"]
    encoded = vectors.of([one.text for one in meant])
    owners = np.array([one.owner for one in meant], dtype=np.int64)
    weights = np.array([one.weight for one in meant], dtype=np.float32)
    whole = np.array([one.role != "piece" for one in meant], dtype=bool)
    shown = [one.text for one in meant if one.role != "piece"]
    return Model(
        [one.id for one in known],
        rare,
        lexicon.build(_fields(laid), size),
        neighbours.build(encoded, owners, weights * whole, _shown(meant), size),
        fitting.fit(sketch(count(shown), rare), encoded[whole], owners[whole], weights[whole]),
        None,
        lessons.none(),
    )


def _fields(laid: Sequence[Text]) -> list[tuple[int, str]]:
    """Title and text apart; past messages of a document together, as they fit."""
    fields = [(one.owner, one.text) for one in laid if one.role in ("own", "said")]
    together: list[tuple[int, str]] = []
    for one in laid:
        if one.role != "example":
            continue
        if together and together[-1][0] == one.owner and len(together[-1][1]) < 1_500:
            together[-1] = (one.owner, f"{together[-1][1]}\n{one.text}")
        else:
            together.append((one.owner, one.text))
    return fields + together


def _shown(laid: Sequence[Text]) -> NDArray[np.bool_]:
    """Which texts are kept one by one: as many of each document as SHOWN leaves room for."""
    turn: dict[int, int] = {}
    turns = []
    for one in laid:
        turn[one.owner] = turn.get(one.owner, 0) + 1
        turns.append(turn[one.owner])
    order = np.argsort(np.array(turns, dtype=np.int64), kind="stable")[:SHOWN]
    shown = np.zeros(len(laid), dtype=bool)
    shown[order] = True
    return shown


def _replies(
    known: Sequence[Document], replied: Sequence[Example], rare: Floats, vectors: Vectors
) -> Replies:
    asked = [one.message for one in replied]
    sent = [one.reply for one in replied]
    said = [one.text or one.title for one in known]
    return replies.learn(
        (vectors.of(asked), replies.last_lines(asked, vectors), sketch(count(asked), rare)),
        (vectors.of(sent), sketch(count(sent), rare)),
        (vectors.of(said), sketch(count(said), rare)),
    )


def _lessons(
    model: Model, judged: Sequence[Example], laid: Sequence[Text], vectors: Vectors
) -> Lessons:
    """What was turned down, and what was accepted near it and weighs against it."""
    if not judged:
        return lessons.none()
    places = {id_: place for place, id_ in enumerate(model.ids)}
    near: Neighbours = model.neighbours
    down = near.around(vectors.of([one.message for one in judged]))
    of = np.array([places[one.document_id] for one in judged], dtype=np.uint32)
    weights = np.array([weigh(one) for one in judged], dtype=np.float32)
    touched = set(of.tolist())
    good = [one for one in laid if one.role == "example" and one.owner in touched]
    up = near.around(vectors.of([one.text for one in good]))
    owners = np.array([one.owner for one in good], dtype=np.uint32)
    heard = ((up @ down.T > lessons.FAR) & (owners[:, None] == of)).any(axis=1)
    kept = np.flatnonzero(heard)
    return Lessons(
        np.vstack([down, up[kept]]),
        np.concatenate([of, owners[kept]]),
        np.concatenate([weights, np.array([good[i].weight for i in kept], np.float32)]),
        np.zeros(len(of) + len(kept), dtype=bool),
    )
