"""Arrays and facts in one run of bytes: no pickle, and read without copying.

    4 bytes "SBM1" · 4 bytes length of the header · header (JSON) · arrays, each on 64 bytes

The header has the format's number, the facts, and of every array its type, shape and place.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_MAGIC = b"SBM1"
_ALIGNED = 64
_TYPES = frozenset({"|u1", "|i1", "|b1", "<u2", "<i4", "<u4", "<i8", "<f2", "<f4", "<f8"})


def pack(number: int, facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """One run of bytes; `facts` must be JSON."""
    parts, index, at = [], {}, 0
    for name, array in arrays.items():
        if array.dtype.str not in _TYPES:
            raise ValueError(f"arrays of {array.dtype} are not stored")
        data = np.ascontiguousarray(array).tobytes()
        index[name] = [array.dtype.str, list(array.shape), at]
        data += bytes(-len(data) % _ALIGNED)
        parts.append(data)
        at += len(data)
    header = json.dumps({"format": number, "facts": facts, "arrays": index}).encode()
    header += b" " * (-(len(header) + 8) % _ALIGNED)
    return b"".join([_MAGIC, struct.pack("<I", len(header)), header, *parts])


def unpack(number: int, data: bytes) -> tuple[dict[str, Any], dict[str, Array]] | None:
    """The facts and arrays (read-only, they share the bytes); None of another format or damaged."""
    if len(data) < 8 or data[:4] != _MAGIC:
        return None
    start = 8 + struct.unpack("<I", data[4:8])[0]
    try:
        header = json.loads(data[8:start])
        if header["format"] != number:
            return None
        arrays = {
            name: _view(data, type_, shape, start + at)
            for name, (type_, shape, at) in header["arrays"].items()
        }
        return header["facts"], arrays
    except (KeyError, TypeError, ValueError):
        return None


def _view(data: bytes, type_: str, shape: list[int], at: int) -> Array:
    if type_ not in _TYPES:
        raise ValueError(f"arrays of {type_} are not read")
    amount = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(data, dtype=type_, count=amount, offset=at).reshape(shape)
