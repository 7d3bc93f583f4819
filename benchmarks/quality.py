"""How good answers are on public sets: how often the right one is not first, and how far to trust
a confidence. The budgets are the targets turned round: of 80 % right first, 20 % not first."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from benchmarks.figures import Figure
from benchmarks.suggest import pooled
from benchmarks.suggest.pooled import Row
from chalicelib.suggestions.engine import training
from chalicelib.suggestions.engine.domain import Document, Example, Ranked
from chalicelib.suggestions.engine.vectors import Vectors

ASKED = 1_000
TARGETS = {
    ("banking77", 1): 33,
    ("banking77", 5): 20,
    ("banking77", 10): 15,
    ("clinc150", 1): 26,
    ("clinc150", 5): 14,
    ("clinc150", 10): 11,
    ("sofmattress", 100): None,
    ("xsid_de", 5): 19,
    ("xsid_it", 5): None,
}
"""Percent not right first, by set and past messages of each answer."""

SURE = 0.9


def measure(vectors: Vectors) -> list[Figure]:
    """The figures of every set that is there."""
    if not pooled.FOLDER.exists():
        return []
    figures = [stackfaq(vectors)]
    for (name, amount), most in TARGETS.items():
        queries = pooled.read(name, "queries")
        asked = Random(7).sample(queries, min(ASKED, len(queries)))
        ranked = rank(name, pooled.few(name, amount), asked, vectors)
        figures += _of(f"{name}, {amount} an answer", asked, ranked, most)
    return figures


def stackfaq(vectors: Vectors) -> Figure:
    """A help centre without any history."""
    asked = Random(7).sample(pooled.read("stackfaq", "queries"), ASKED)
    ranked = rank("stackfaq", [], asked, vectors)
    ranks = [
        next((1 / (i + 1) for i, o in enumerate(r) if o.document_id in q["answers"]), 0.0)
        for q, r in zip(asked, ranked, strict=True)
    ]
    how = f"{len(asked)} messages, sampled with a seed; 100 - MRR@10"
    return Figure("stackfaq, no history: lost", 100 * (1 - float(np.mean(ranks))), "%", how, 10)


def rank(
    name: str, pairs: Sequence[Row], asked: Sequence[Row], vectors: Vectors
) -> list[list[Ranked]]:
    """Every message against a model of the set's documents and these past messages."""
    documents = [
        Document(d["id"], d["kind"], d["title"], d["text"]) for d in pooled.read(name, "documents")
    ]
    history = [Example(p["message"], p["answer_id"]) for p in pairs]
    return training.train(documents, history, vectors).rank_many([one["text"] for one in asked])


def _of(
    name: str, asked: Sequence[Row], ranked: Sequence[Sequence[Ranked]], most: int | None
) -> list[Figure]:
    inside = np.array([bool(one["answers"]) for one in asked])
    right = np.array([r[0].document_id in q["answers"] for q, r in zip(asked, ranked, strict=True)])
    sure = np.array([r[0].confidence for r in ranked])
    how = f"{inside.sum()} messages in scope, {(~inside).sum()} out of it, sampled with a seed"
    figures = [Figure(f"{name}: not first", 100 * float(1 - right[inside].mean()), "%", how, most)]
    if not inside.all():
        bins = np.minimum((sure * 10).astype(int), 9)
        error = sum(
            abs(float((right[bins == b] - sure[bins == b]).mean())) * float((bins == b).mean())
            for b in set(bins.tolist())
        )
        wrong = 100 * float(1 - right[sure >= SURE].mean()) if (sure >= SURE).any() else 0.0
        figures += [
            Figure(f"{name}: wrong at {SURE} and above", wrong, "%", how, 5),
            Figure(f"{name}: calibration error", 100 * error, "%", "ten bins", 7),
        ]
    return figures
