"""How good offers are: hits among the first three, and what each least score lets through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks import corpora
from benchmarks.figures import Figure
from chalicelib.suggestions import model
from chalicelib.suggestions.domain import Passage

ASKED = 400
THRESHOLDS = [step / 20 for step in range(2, 11)]
FEW = 10
"""Earlier questions for each answer, as a company has them after some weeks."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What one message got: the best score, and that of a right answer among three, 0 if none."""

    in_scope: bool
    best: float
    first_is_right: bool
    right: float


def measure() -> list[Figure]:
    """The figures of every set that is there."""
    if not corpora.present():
        return []
    cases = {
        "banking77": (corpora.answers("banking77"), corpora.questions("banking77", ASKED)),
        f"banking77, {FEW} an answer": (
            corpora.answers("banking77", FEW),
            corpora.questions("banking77", ASKED),
        ),
        f"clinc150, {FEW} an answer": (
            corpora.answers("clinc150", FEW),
            corpora.questions("clinc150", ASKED),
        ),
        "stackfaq": (
            corpora.articles("stackfaq"),
            corpora.questions("stackfaq", ASKED)
            + [(text, set[str]()) for text, _ in corpora.questions("clinc150", ASKED // 2)],
        ),
    }
    return [
        figure for name, (known, asked) in cases.items() for figure in _of(name, rank(known, asked))
    ]


def rank(known: Sequence[Passage], asked: Sequence[tuple[str, set[str]]]) -> list[Ranked]:
    """Every message against a model of what is known."""
    trained = model.train(known)
    assert trained
    results = []
    for text, right in asked:
        best: dict[str, float] = {}
        for passage, score in trained.rank(text, 20):
            best.setdefault(passage.id, score)
        three = list(best.items())[:3]
        results.append(
            Ranked(
                bool(right),
                three[0][1],
                three[0][0] in right,
                next((score for id_, score in three if id_ in right), 0.0),
            )
        )
    return results


def _of(name: str, ranked: list[Ranked]) -> list[Figure]:
    inside = [one for one in ranked if one.in_scope]
    outside = [one for one in ranked if not one.in_scope]
    how = f"{len(inside)} messages in scope, {len(outside)} out of it, sampled with a seed"
    figures = [
        Figure(f"{name}: right first", _share(o.first_is_right for o in inside), "%", how),
        Figure(f"{name}: right among three", _share(o.right > 0 for o in inside), "%", how),
    ]
    for least in THRESHOLDS if outside else ():
        figures += [
            Figure(
                f"{name}: at {least:.2f}, right among three offered",
                _share(o.right >= least for o in inside),
                "%",
                how,
            ),
            Figure(
                f"{name}: at {least:.2f}, out of scope yet offered",
                _share(o.best >= least for o in outside),
                "%",
                how,
            ),
        ]
    return figures


def _share(of: Iterable[bool]) -> float:
    hits = list(of)
    return 100 * sum(hits) / len(hits)
