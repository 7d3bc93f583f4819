"""What agents did with offers, as evidence near each message.

A lesson speaks for questions like its own and fades with distance: a rejected answer steps back
where it was rejected, and stays where it is for other questions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine.container import Array
from chalicelib.suggestions.engine.encoder import WIDTH
from chalicelib.suggestions.engine.neighbours import large, small
from chalicelib.suggestions.engine.words import Floats

NEAR, FAR = 0.8, 0.5
"""Cosine around the common middle: from NEAR on a lesson speaks in full, below FAR not at all."""

IGNORED = 0.05
"""An ignored offer, as a share of a rejected one: the agent may simply have written faster."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """A vector per lesson (around the common middle), its document, and how much it weighs:
    above 0 for, below 0 against. `fresh` ones the head has not been trained on."""

    vectors: Floats
    documents: NDArray[np.uint32]
    weights: Floats
    fresh: NDArray[np.bool_]

    def heard(self, moved: Floats, size: int) -> tuple[Floats, Floats]:
        """What speaks for and against each document, questions × documents.

        Both 0 to 1. For counts only what the head does not know yet; against is 1 for one rejection
        of the very same question and nothing accepted near it.
        """
        found = np.zeros((3, len(moved), size), dtype=np.float32)
        if not len(self.weights):
            return found[0], found[1]
        near = np.clip((moved @ self.vectors.T - FAR) / (NEAR - FAR), 0, 1) ** 2
        good, bad = np.maximum(0, self.weights), np.maximum(0, -self.weights)
        for row, weights in enumerate((good * self.fresh, good, bad)):
            np.add.at(found[row].T, self.documents, (near * weights).T)
        new, accepted, rejected = found
        against = np.log2(1 + rejected / (1 + accepted))
        return np.minimum(1, new), np.minimum(1, against)

    def with_more(self, vectors: Floats, documents: NDArray[np.uint32], weights: Floats) -> Lessons:
        """These and fresh ones."""
        return Lessons(
            np.vstack([self.vectors, vectors]),
            np.concatenate([self.documents, documents]),
            np.concatenate([self.weights, weights]),
            np.concatenate([self.fresh, np.ones(len(weights), dtype=bool)]),
        )

    def arrays(self) -> dict[str, Array]:
        """What the artefact stores."""
        return {
            "lessons.vectors": small(self.vectors),
            "lessons.documents": self.documents,
            "lessons.weights": self.weights,
            "lessons.fresh": self.fresh,
        }

    @classmethod
    def of(cls, arrays: dict[str, Array]) -> Lessons:
        """What `arrays` gave."""
        return cls(
            large(arrays["lessons.vectors"]),
            arrays["lessons.documents"],
            arrays["lessons.weights"],
            arrays["lessons.fresh"],
        )


def none() -> Lessons:
    """No lessons yet."""
    return Lessons(
        np.zeros((0, WIDTH), np.float32),
        np.zeros(0, np.uint32),
        np.zeros(0, np.float32),
        np.zeros(0, np.bool_),
    )
