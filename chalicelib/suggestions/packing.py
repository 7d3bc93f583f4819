"""A trained model and the passages that it ranks, as one object: what is swapped together cannot
disagree. No pickle: what is read here cannot run."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.suggestions.domain import Passage
from chalicelib.suggestions.engine import artefact

if TYPE_CHECKING:
    from chalicelib.suggestions.engine.model import Model

MAGIC = b"SWBMODEL"
FORMAT = 1
HEAD = struct.Struct("<8sII")
"""Magic, format, length of the passages' part."""


@dataclass(slots=True)
class Packed:
    """A model with what it ranks."""

    model: Model
    passages: dict[str, Passage]
    learned: str
    """The place of the newest fact that it was trained on."""


def pack(model: Model, passages: Sequence[Passage], learned: str) -> bytes:
    """One object of both."""
    told = {"learned": learned, "passages": [astuple(one) for one in passages]}
    known = zlib.compress(json.dumps(told, ensure_ascii=False).encode(), level=3)
    return HEAD.pack(MAGIC, FORMAT, len(known)) + known + artefact.dump(model)


def unpack(data: bytes) -> Packed | None:
    """Both again; None when they are of another format, and to be trained anew."""
    if len(data) < HEAD.size:
        return None
    magic, format_, length = HEAD.unpack_from(data)
    if (magic, format_) != (MAGIC, FORMAT):
        return None
    model = artefact.load(data[HEAD.size + length :])
    if model is None:
        return None
    told: dict[str, Any] = json.loads(zlib.decompress(data[HEAD.size : HEAD.size + length]))
    passages = [Passage(*one) for one in told["passages"]]
    return Packed(model, {one.id: one for one in passages}, told["learned"])
