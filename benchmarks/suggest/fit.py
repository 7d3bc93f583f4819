"""python -m benchmarks.suggest.fit: learns the numbers of engine/prior.py and prints them.

Each number is learnt on all families of sets; the figures beside are of the family left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.suggest.pooled import Case, cases
from chalicelib.suggestions.engine import evidence
from chalicelib.suggestions.engine.vectors import Vectors

Matrix = NDArray[np.float64]
OUTSIDE = 0.33
"""The share of messages taken to be about nothing known; public sets have a fifth to a half."""

PAGES = 1 / 3
NAMES = ("MARGIN", "NEAREST", "CENTRE", "COVERED", "ALIKE")


def columns(case: Case) -> Matrix:
    """What the score adds up, questions in scope × documents × NAMES."""
    s = case.signals
    parts = (s.margin, s.nearest, s.centre, s.covered, s.alike)
    return np.stack(parts, axis=-1)[case.right.any(axis=1)].astype(np.float64)


def fit_scores(of: Sequence[Case], shrink: float = 0.002) -> Matrix:
    """The weights under which right documents come first, every family counting the same."""
    data = [(columns(one), one.right[one.right.any(axis=1)], _share(one, of)) for one in of]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = shrink * float(weights @ weights), 2 * shrink * weights
        for x, right, share in data:
            likely = np.exp((z := x @ weights) - z.max(axis=1, keepdims=True))
            likely /= likely.sum(axis=1, keepdims=True)
            hit = (likely * right).sum(axis=1, keepdims=True) + 1e-12
            total -= share * float(np.log(hit).mean())
            slope = slope + share * np.einsum("qd,qdk->k", likely - likely * right / hit, x) / len(
                x
            )
        return total, slope

    found = minimize(
        loss, np.ones(len(NAMES)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(NAMES)
    )
    return np.asarray(found.x)


def fit_confidence(of: Sequence[Case]) -> tuple[Matrix, Matrix]:
    """What `evidence.confidence` weighs: whether an answer is known, learnt on all questions, and
    whether it is the first, learnt on those of which one is."""
    described = [sure(one) for one in of]
    x = np.vstack([d for d, _ in described])
    right = np.concatenate([ok for _, ok in described])
    inside = np.concatenate([one.right.any(axis=1) for one in of])
    share = np.concatenate([_share(one, of) * _weights(one) for one in of])
    return _logistic(x[:, :2], inside, share), _logistic(x[:, 2:], right, share * inside)


def _logistic(x: Matrix, y: NDArray[np.bool_], share: Matrix, shrink: float = 0.001) -> Matrix:
    """Logistic regression; the last weight is the constant, which is not shrunk."""
    spread = x.std(axis=0)
    scaled = np.c_[x / spread, np.ones(len(x))]
    parts = share / share.sum()

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        z, kept = scaled @ weights, np.append(weights[:-1], 0)
        value = float(parts @ (np.logaddexp(0, z) - y * z) + shrink * kept @ kept)
        return value, scaled.T @ (parts * (1 / (1 + np.exp(-z)) - y)) + 2 * shrink * kept

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return np.asarray(np.append(found[:-1] / spread, found[-1]))


def _weights(case: Case) -> Matrix:
    """Questions out of scope weigh OUTSIDE together, those in scope the rest."""
    inside = case.right.any(axis=1)
    amounts = np.where(inside, inside.sum(), (~inside).sum())
    return np.asarray(np.where(inside, 1 - OUTSIDE, OUTSIDE) / amounts)


def sure(case: Case) -> tuple[Matrix, NDArray[np.bool_]]:
    """The evidence for each first answer, and whether it was right."""
    scored = evidence.scores(case.signals)
    right = case.right[np.arange(len(scored)), scored.argmax(axis=1)]
    return evidence.describe(case.signals, scored).astype(np.float64), right


def _share(one: Case, of: Sequence[Case]) -> float:
    """Families count the same, pages less: there the right one is seldom clear."""
    weights = {case.family: PAGES if case.family == "covidpages" else 1.0 for case in of}
    cases_of_it = sum(case.family == one.family for case in of)
    return weights[one.family] / sum(weights.values()) / cases_of_it


def firsts(case: Case, weights: Matrix) -> float:
    """How often the right document comes first, of questions in scope."""
    first = (columns(case) @ weights).argmax(axis=1)
    return float(case.right[case.right.any(axis=1)][np.arange(len(first)), first].mean())


def trust(case: Case, weights: tuple[Matrix, Matrix]) -> tuple[float, float, float]:
    """Precision and share at confidence 0.9, and the expected calibration error of ten bins."""
    described, right = sure(case)
    known, first = (one.astype(np.float32) for one in weights)
    c = evidence.confidence(described.astype(np.float32), known, first)
    at = c >= 0.9
    bins = np.minimum((c * 10).astype(int), 9)
    error = sum(
        abs(right[bins == b].mean() - c[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    return float(right[at].mean()) if at.any() else 1.0, float(at.mean()), float(error)


def main() -> None:
    """Learn, print what is learnt and how well it carries over."""
    known = list(cases(Vectors()))
    report(known)


def report(known: Sequence[Case]) -> None:
    """Fit all, and print the figures of each case from the other families' fit."""
    families = sorted({one.family for one in known})
    print(dict(zip(NAMES, fit_scores(known).round(2).tolist(), strict=True)))
    for family in families:
        rest = [one for one in known if one.family != family]
        weights = fit_scores(rest)
        for one in known:
            if one.family == family:
                print(f"{one.name:16} first {firsts(one, weights):.3f}")
    for name, learnt in zip(("KNOWN", "FIRST"), fit_confidence(known), strict=True):
        print(name, learnt.round(3).tolist())
    for family in families:
        carried = fit_confidence([one for one in known if one.family != family])
        for one in known:
            if one.family == family:
                print(
                    f"{one.name:16} precision {{:.3f}} share {{:.3f}} error {{:.3f}}".format(
                        *trust(one, carried)
                    )
                )


if __name__ == "__main__":
    main()
