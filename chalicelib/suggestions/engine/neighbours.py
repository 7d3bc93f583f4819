"""Documents by meaning: their likest single text, and the middle of all their texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine.container import Array
from chalicelib.suggestions.engine.encoder import WIDTH
from chalicelib.suggestions.engine.words import Floats, Ints


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Texts of length 1 around their common middle; `owners` ascending tells whose each is."""

    size: int
    middle: Floats
    texts: Floats
    owners: NDArray[np.uint32]
    centres: Floats

    def around(self, vectors: Floats) -> Floats:
        """Vectors as seen from the common middle, of length 1."""
        moved = vectors - self.middle
        return unit(moved)

    def scores(self, moved: Floats) -> tuple[Floats, Floats]:
        """Questions × documents: cosine of the likest text, cosine of the centre; -1 to 1."""
        nearest = np.full((len(moved), self.size), -1.0, dtype=np.float32)
        if len(self.owners):
            likeness = moved @ self.texts.T
            starts = np.flatnonzero(np.diff(self.owners, prepend=self.owners[0] + 1))
            nearest[:, self.owners[starts]] = np.maximum.reduceat(likeness, starts, axis=1)
        return nearest, moved @ self.centres.T

    def arrays(self) -> dict[str, Array]:
        """What the artefact stores: texts in 8 bits."""
        return {
            "near.middle": self.middle,
            "near.texts": small(self.texts),
            "near.owners": self.owners,
            "near.centres": small(self.centres),
        }

    @classmethod
    def of(cls, size: int, arrays: dict[str, Array]) -> Neighbours:
        """What `arrays` gave."""
        texts, centres = large(arrays["near.texts"]), large(arrays["near.centres"])
        return cls(size, arrays["near.middle"], texts, arrays["near.owners"], centres)


_STEP = np.float32(1 / 254)
"""Vectors of a thousand numbers have none above a half."""


def small(vectors: Floats) -> NDArray[np.int8]:
    """Unit vectors in 8 bits."""
    return np.clip(np.round(vectors / _STEP), -127, 127).astype(np.int8)


def large(stored: NDArray[np.int8]) -> Floats:
    """What `small` stored."""
    return stored.astype(np.float32) * _STEP


def unit(vectors: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = vectors / np.maximum(length, np.float32(1e-9))
    return scaled


_TOGETHER = 4_096
_BELIEF = 20
"""Texts that the origin counts for as the middle: of a few texts the mean says little."""


def build(
    vectors: Floats, owners: Ints, weights: Floats, shown: NDArray[np.bool_], size: int
) -> Neighbours:
    """Neighbours from texts; `shown` are kept one by one, all count for the centres."""
    middle = (vectors.sum(axis=0) / (len(vectors) + _BELIEF)).astype(np.float32)
    centres = np.zeros((size, WIDTH), dtype=np.float32)
    for begin in range(0, len(vectors), _TOGETHER):
        some = slice(begin, begin + _TOGETHER)
        moved = unit(vectors[some] - middle)
        np.add.at(centres, owners[some], moved * weights[some, None])
    kept = np.flatnonzero(shown)
    kept = kept[np.argsort(owners[kept], kind="stable")]
    return Neighbours(
        size,
        middle,
        large(small(unit(vectors[kept] - middle))),
        owners[kept].astype(np.uint32),
        large(small(unit(centres))),
    )
