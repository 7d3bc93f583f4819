"""An inverted index: for every feature the rows that have it, and with what weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine.container import Array
from chalicelib.suggestions.engine.words import Counted, Floats, Hashes, Ints


@dataclass(frozen=True, slots=True)
class Postings:
    """Feature `terms[i]` (ascending) is in `rows[starts[i]:starts[i + 1]]`; `rarity` is its IDF."""

    size: int
    terms: Hashes
    starts: NDArray[np.int64]
    rows: NDArray[np.uint32]
    weights: NDArray[np.float16]
    rarity: Floats

    def find(self, hashes: Hashes) -> tuple[Ints, NDArray[np.bool_]]:
        """Where each feature stands among the terms, and whether it is there."""
        if not len(self.terms):
            return np.zeros(len(hashes), dtype=np.int64), np.zeros(len(hashes), dtype=bool)
        at = np.minimum(np.searchsorted(self.terms, hashes), len(self.terms) - 1)
        return at, self.terms[at] == hashes

    def add(self, at: Ints, given: Floats) -> Floats:
        """For each row the sum of what is given for the terms `at` times their weight there."""
        begins, lengths = self.starts[at], self.starts[at + 1] - self.starts[at]
        offsets = np.repeat(begins - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        entries = np.arange(lengths.sum()) + offsets if len(at) else np.zeros(0, dtype=np.int64)
        amounts = self.weights[entries].astype(np.float32) * np.repeat(given, lengths)
        summed = np.bincount(self.rows[entries], weights=amounts, minlength=self.size)
        return summed.astype(np.float32)

    def arrays(self, name: str) -> dict[str, Array]:
        """What the artefact stores, each name after `name`."""
        return {
            f"{name}.terms": self.terms,
            f"{name}.starts": self.starts,
            f"{name}.rows": self.rows,
            f"{name}.weights": self.weights,
            f"{name}.rarity": self.rarity,
        }

    @classmethod
    def of(cls, size: int, name: str, arrays: dict[str, Array]) -> Postings:
        """What `arrays` gave."""
        parts = (arrays[f"{name}.{part}"] for part in _PARTS)
        return cls(size, *parts)


_PARTS = ("terms", "starts", "rows", "weights", "rarity")


def cosine(counted: Counted) -> Postings:
    """Weights whose sum over a question's features is the cosine: TF-IDF, rows of length 1."""
    terms, at = np.unique(counted.hashes, return_inverse=True)
    rarity = _rarity(at, len(terms), counted.size)
    weights = dampened(counted.counts) * rarity[at]
    lengths = np.sqrt(np.bincount(counted.rows, weights=weights**2, minlength=counted.size))
    weights /= lengths[counted.rows].astype(np.float32)
    return _ordered(counted, terms, at, weights, rarity)


def bm25(counted: Counted, saturation: float = 1.2, by_length: float = 0.75) -> Postings:
    """Weights of BM25 without its factor `saturation + 1`, so that one word brings at most its IDF.

    Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009).
    """
    terms, at = np.unique(counted.hashes, return_inverse=True)
    frequency = np.bincount(at, minlength=len(terms))
    rarity = np.log1p((counted.size - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    long = np.bincount(counted.rows, weights=counted.counts, minlength=counted.size)
    norm = saturation * (
        1 - by_length + by_length * long / max(1e-9, float(long.sum()) / max(1, counted.size))
    )
    weights = rarity[at] * counted.counts / (counted.counts + norm[counted.rows])
    return _ordered(counted, terms, at, weights.astype(np.float32), rarity)


def dampened(counts: Floats) -> Floats:
    """A word said twice does not mean twice as much."""
    return np.float32(1) + np.log(counts)


def _rarity(at: Ints, terms: int, size: int) -> Floats:
    frequency = np.bincount(at, minlength=terms)
    return (np.log((1 + size) / (1 + frequency)) + 1).astype(np.float32)


def _ordered(
    counted: Counted, terms: Hashes, at: Ints, weights: Floats, rarity: Floats
) -> Postings:
    order = np.argsort(at, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(at, minlength=len(terms)))))
    return Postings(
        counted.size,
        terms,
        starts.astype(np.int64),
        counted.rows[order].astype(np.uint32),
        weights[order].astype(np.float16),
        rarity,
    )
