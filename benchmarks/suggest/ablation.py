"""python -m benchmarks.suggest.ablation: what each part of the engine brings.

Of questions in scope, the share whose right document comes first, with all parts and without each;
then what one rejection does to like questions and to those rightly answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from benchmarks.suggest import pooled
from benchmarks.suggest.pooled import Case, Row
from chalicelib.suggestions.engine import evidence, lessons, training
from chalicelib.suggestions.engine.domain import Document, Example
from chalicelib.suggestions.engine.evidence import Signals
from chalicelib.suggestions.engine.model import Model
from chalicelib.suggestions.engine.vectors import Vectors

REJECTED = 60

Left = Callable[[Signals], Signals]


def _without(*names: str) -> Left:
    """The signals as they would be if some parts said the same of every document."""

    def left(signals: Signals) -> Signals:
        return replace(signals, **{n: np.zeros_like(getattr(signals, n)) for n in names})

    return left


VARIANTS: dict[str, Left] = {
    "all parts": _without(),
    "no head": _without("margin"),
    "no neighbours": _without("nearest", "centre"),
    "no lexicon": _without("covered", "alike"),
    "head alone": _without("nearest", "centre", "covered", "alike"),
    "neighbours alone": _without("margin", "covered", "alike"),
    "lexicon alone": _without("margin", "nearest", "centre"),
}


def firsts(case: Case, left: Left) -> float:
    """How often the right document comes first."""
    inside = case.right.any(axis=1)
    first = evidence.scores(left(case.signals))[inside].argmax(axis=1)
    return float(case.right[inside][np.arange(len(first)), first].mean())


def rejections(name: str, model: Model, asked: Sequence[Row]) -> str:
    """One rejection at a time of a wrong first answer, and what becomes of other questions."""
    texts = [one["text"] for one in asked]
    right = [one["answers"][0] for one in asked]
    before = [ranked[0].document_id for ranked in model.rank_many(texts, 1)]
    wrong = [row for row in range(len(texts)) if before[row] != right[row]]
    gone, like, harmed = [], [], []
    for row in Random(0).sample(wrong, min(REJECTED, len(wrong))):
        model.lessons = lessons.none()
        model.learn([Example(texts[row], before[row], outcome="rejected")])
        after = [ranked[0].document_id for ranked in model.rank_many(texts, 1)]
        gone.append(after[row] != before[row])
        for other in range(len(texts)):
            if other != row and before[other] == before[row]:
                if right[other] == right[row]:
                    like.append(after[other] != before[other])
                elif right[other] == before[other]:
                    harmed.append(after[other] != before[other])
    return (
        f"{name}: no longer first for the question {np.mean(gone):.0%}, "
        f"for others of the same need {np.mean(like):.0%} of {len(like)}; "
        f"wrongly displaced where it was right {np.mean(harmed):.1%} of {len(harmed)}"
    )


def main() -> None:
    """Print both tables."""
    vectors = Vectors()
    print(f"{'':16}" + "".join(f"{name:>18}" for name in VARIANTS))
    for case in pooled.cases(vectors):
        shares = (firsts(case, left) for left in VARIANTS.values())
        print(f"{case.name:16}" + "".join(f"{share:18.3f}" for share in shares), flush=True)
    for name, history in (("banking77", 5), ("stackfaq", 0)):
        documents, queries = pooled.read(name, "documents"), pooled.read(name, "queries")
        pairs = pooled.few(name, history)
        model = training.train(
            [Document(d["id"], d["kind"], d["title"], d["text"]) for d in documents],
            [Example(p["message"], p["answer_id"]) for p in pairs],
            vectors,
        )
        print(rejections(f"{name}/{history}", model, Random(1).sample(queries, 600)))


if __name__ == "__main__":
    main()
