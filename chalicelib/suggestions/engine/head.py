"""The linear head: for every document a plane between its texts and all others'."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine.container import Array
from chalicelib.suggestions.engine.sketch import WIDTH, Sketched
from chalicelib.suggestions.engine.words import Floats

MEANING = np.float32(np.sqrt(2))
"""The length of a sentence vector beside a wording of length 1."""

UNKNOWN = -1.0
"""The margin of a document the head was not trained on: clearly outside."""


@dataclass(frozen=True, slots=True)
class Head:
    """Planes over buckets of wording (8 bits and a scale) and over the sentence vector."""

    documents: NDArray[np.uint32]
    wording: NDArray[np.int8]
    scale: Floats
    meaning: Floats
    bias: Floats

    def margins(self, sketched: Sketched, vectors: Floats, size: int) -> Floats:
        """Questions × documents; above 0 is inside, about -1 and below is far outside."""
        out = np.full((sketched.size, size), UNKNOWN, dtype=np.float32)
        if not len(self.documents):
            return out
        margins = vectors @ self.meaning + self.bias
        ends = np.searchsorted(sketched.rows, np.arange(sketched.size + 1))
        for row in range(sketched.size):
            mine = slice(ends[row], ends[row + 1])
            planes = self.wording[sketched.buckets[mine]].astype(np.float32)
            margins[row] += (sketched.values[mine] @ planes) * self.scale
        out[:, self.documents] = margins
        return out

    def arrays(self) -> dict[str, Array]:
        """What the artefact stores."""
        return {
            "head.documents": self.documents,
            "head.wording": self.wording,
            "head.scale": self.scale,
            "head.meaning": self.meaning.astype(np.float16),
            "head.bias": self.bias,
        }

    @classmethod
    def of(cls, arrays: dict[str, Array]) -> Head:
        """What `arrays` gave."""
        return cls(
            arrays["head.documents"],
            arrays["head.wording"],
            arrays["head.scale"],
            arrays["head.meaning"].astype(np.float32),
            arrays["head.bias"],
        )


def nothing(meaning: int) -> Head:
    """A head over no documents."""
    empty = np.zeros(0, dtype=np.float32)
    return Head(
        empty.astype(np.uint32),
        np.zeros((WIDTH, 0), np.int8),
        empty,
        np.zeros((meaning, 0), np.float32),
        empty,
    )
