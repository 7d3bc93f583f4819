"""A model as bytes for S3: no pickle, no objects, read in place (container.py)."""

from __future__ import annotations

from chalicelib.suggestions.engine import container
from chalicelib.suggestions.engine.head import Head
from chalicelib.suggestions.engine.lessons import Lessons
from chalicelib.suggestions.engine.lexicon import Lexicon
from chalicelib.suggestions.engine.model import Model
from chalicelib.suggestions.engine.neighbours import Neighbours
from chalicelib.suggestions.engine.replies import Replies

FORMAT = 2
"""Raised when a stored model can no longer be read; it is then trained anew."""


def dump(model: Model) -> bytes:
    """The model as bytes."""
    arrays = {
        "rarity": model.rarity,
        **model.lexicon.arrays(),
        **model.neighbours.arrays(),
        **model.head.arrays(),
        **(model.replies.arrays() if model.replies else {}),
        **model.lessons.arrays(),
    }
    return container.pack(FORMAT, {"ids": model.ids}, arrays)


def load(data: bytes) -> Model | None:
    """The model from its bytes; None when they are of another format or damaged."""
    unpacked = container.unpack(FORMAT, data)
    if unpacked is None:
        return None
    facts, arrays = unpacked
    try:
        ids = [str(id_) for id_ in facts["ids"]]
        return Model(
            ids,
            arrays["rarity"],
            Lexicon.of(len(ids), arrays),
            Neighbours.of(len(ids), arrays),
            Head.of(arrays),
            Replies.of(arrays),
            Lessons.of(arrays),
        )
    except KeyError:
        return None
