"""Fits the linear head: support vectors, one document against the others (scikit-learn)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from chalicelib.suggestions.engine.head import MEANING, Head, nothing
from chalicelib.suggestions.engine.sketch import WIDTH, Sketched
from chalicelib.suggestions.engine.words import Floats, Ints

SHOWN, LEAST_SHOWN, SHOWN_IN_ALL = 1_500, 400, 800_000
"""Texts of others shown to a plane, half the nearest ones, half a fixed sample: of many documents
fewer each, so that all take a minute or two. The far ones are on the right side anyway."""

DOCUMENTS = 3_000
"""Documents with a plane of their own, those with the most texts; 9 kB each."""


def fit(sketched: Sketched, vectors: Floats, owners: Ints, weights: Floats) -> Head:
    """A head from texts: their wording, their meaning, whose they are and how much they count."""
    amounts = np.bincount(owners, minlength=1)
    chosen = np.sort(np.argsort(-amounts, kind="stable")[:DOCUMENTS])
    chosen = chosen[amounts[chosen] > 0]
    if len(chosen) < 2:
        return nothing(vectors.shape[1])
    wording = csr_matrix(
        (sketched.values, (sketched.rows, sketched.buckets)), shape=(sketched.size, WIDTH)
    )
    kept = np.flatnonzero(np.isin(owners, chosen) & (weights > 0))
    return _head(wording[kept], vectors[kept], owners[kept], weights[kept], chosen)


def _head(
    wording: csr_matrix, vectors: Floats, owners: Ints, weights: Floats, chosen: Ints
) -> Head:
    """A plane for each chosen document; stored in 8 bits one by one, for there may be many."""
    planes = np.zeros((WIDTH, len(chosen)), dtype=np.int8)
    scale = np.zeros(len(chosen), dtype=np.float32)
    meaning = np.zeros((vectors.shape[1], len(chosen)), dtype=np.float16)
    bias = np.zeros(len(chosen), dtype=np.float32)
    shown_to_each = max(LEAST_SHOWN, min(SHOWN, SHOWN_IN_ALL // len(chosen)))
    sample = np.random.default_rng(0).permutation(len(owners))[: shown_to_each // 2]
    for i, document in enumerate(chosen):
        shown = _shown(vectors, owners == document, sample)
        rows = hstack([wording[shown], csr_matrix(vectors[shown] * MEANING)]).tocsr()
        machine = LinearSVC(C=1.0, tol=0.01, random_state=0)
        machine.fit(rows, owners[shown] == document, weights[shown])
        plane = machine.coef_[0]
        scale[i] = max(np.abs(plane[:WIDTH]).max(), 1e-9) / 127
        planes[:, i] = np.round(plane[:WIDTH] / scale[i])
        meaning[:, i] = plane[WIDTH:] * MEANING
        bias[i] = machine.intercept_[0]
    return Head(chosen.astype(np.uint32), planes, scale, meaning.astype(np.float32), bias)


def _shown(vectors: Floats, mine: NDArray[np.bool_], sample: Ints) -> Ints:
    """The document's own texts, the nearest of others, and a sample of all."""
    if len(mine) <= 2 * len(sample):
        return np.arange(len(mine))
    likeness = vectors @ vectors[mine].mean(axis=0)
    likeness[mine] = -np.inf
    nearest = np.argpartition(-likeness, len(sample))[: len(sample)]
    return np.union1d(np.flatnonzero(mine), np.union1d(nearest, sample))
