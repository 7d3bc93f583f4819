"""Replies by what was replied before: a linear map from messages to the replies they got.

A message is its meaning, the meaning of its last line (the newest turn) and its wording; a reply is
its meaning and its wording. Ridge regression with a partly whitened target, in the manner of
canonical correlation analysis: common phrases would else drown what tells replies apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chalicelib.suggestions.engine.container import Array
from chalicelib.suggestions.engine.neighbours import large, small, unit
from chalicelib.suggestions.engine.sketch import NARROW, Sketched
from chalicelib.suggestions.engine.vectors import Vectors
from chalicelib.suggestions.engine.words import Floats

LEAST = 200
"""Fewer past replies than this teach no map."""

_DEEP = 512  # the last layer of the encoder, without the one that knows the wording
_SCALE = np.float32(np.sqrt(2))
_RIDGE = 5.0
_WHITEN = 0.25


@dataclass(frozen=True, slots=True)
class Replies:
    """The map, the middle of the messages it was learnt from, and the documents as replies."""

    middle: Floats
    map: Floats
    documents: Floats

    def scores(self, vectors: Floats, last: Floats, sketched: Sketched) -> Floats:
        """Questions × documents: how like each is to the reply that is usual here, -1 to 1."""
        centred: Floats = _message(vectors, last, sketched) - self.middle
        usual: Floats = centred @ self.map
        return unit(usual) @ self.documents.T

    def arrays(self) -> dict[str, Array]:
        """What the artefact stores."""
        return {
            "replies.middle": self.middle,
            "replies.map": self.map.astype(np.float16),
            "replies.documents": small(self.documents),
        }

    @classmethod
    def of(cls, arrays: dict[str, Array]) -> Replies | None:
        """What `arrays` gave; None where no map was learnt."""
        if "replies.map" not in arrays:
            return None
        return cls(
            arrays["replies.middle"],
            arrays["replies.map"].astype(np.float32),
            large(arrays["replies.documents"]),
        )


def last_line(text: str) -> str:
    """The newest turn of a message that quotes the one before; the whole of a single line."""
    return text.strip().rpartition("\n")[2].strip()


def learn(
    messages: tuple[Floats, Floats, Sketched],
    replies: tuple[Floats, Sketched],
    documents: tuple[Floats, Sketched],
) -> Replies:
    """The map from messages (vectors, those of last lines, wording) to replies."""
    asked = _message(*messages)
    sent, known = _reply(*replies), _reply(*documents)
    middle, usual = asked.mean(axis=0), sent.mean(axis=0)
    asked, sent, known = asked - middle, sent - usual, known - usual
    variances, axes = np.linalg.eigh((sent.T @ sent / len(sent)).astype(np.float64))
    shrunk: Floats = (variances + 0.1 * variances.mean()) ** -_WHITEN
    whitened = ((axes * shrunk) @ axes.T).astype(np.float32)
    square = asked.T @ asked + _RIDGE * np.eye(asked.shape[1], dtype=np.float32)
    mapped = np.linalg.solve(square.astype(np.float64), asked.T @ (sent @ whitened))
    mapped /= max(1e-9, np.abs(mapped).max())  # only its direction counts; keep 16 bits exact
    return Replies(
        middle.astype(np.float32),
        mapped.astype(np.float16).astype(np.float32),
        large(small(unit(known @ whitened))),
    )


def last_lines(texts: Sequence[str], vectors: Vectors) -> Floats:
    """Vectors of the last lines of texts."""
    return vectors.of([last_line(text) for text in texts])


def _message(vectors: Floats, last: Floats, sketched: Sketched) -> Floats:
    deep = (vectors[:, :_DEEP] * _SCALE, last[:, :_DEEP] * _SCALE)
    return np.hstack([*deep, sketched.narrow()])


def _reply(vectors: Floats, sketched: Sketched) -> Floats:
    return np.hstack([vectors[:, :_DEEP] * _SCALE, sketched.narrow()])


WIDTH = _DEEP + NARROW
