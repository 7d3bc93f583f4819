"""Sentence vectors kept from one training to the next, so that only new texts are encoded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine import container
from chalicelib.suggestions.engine.encoder import WIDTH, encoder
from chalicelib.suggestions.engine.words import Floats

FORMAT = 1
_DIGEST = 12
_TOGETHER = 2_000


class Vectors:
    """Vectors by digest of text. `dump` keeps those asked for since it was made, and no others."""

    def __init__(self, known: dict[bytes, NDArray[np.float16]] | None = None) -> None:
        self._known = known or {}
        self._asked: set[bytes] = set()
        self.encoded = 0
        """Texts that were not known and had to be encoded."""

    def of(self, texts: Sequence[str]) -> Floats:
        """A row for each text, as the encoder gives it (rounded to 16 bits)."""
        digests = [
            hashlib.blake2b(t.encode(errors="replace"), digest_size=_DIGEST).digest() for t in texts
        ]
        new = {d: t for d, t in zip(digests, texts, strict=True) if d not in self._known}
        for some in _batches(list(new.items())):
            rows = encoder().encode([text for _, text in some]).astype(np.float16)
            self._known.update({key: row for (key, _), row in zip(some, rows, strict=True)})
        self.encoded += len(new)
        self._asked.update(digests)
        if not digests:
            return np.zeros((0, WIDTH), dtype=np.float32)
        return np.stack([self._known[d] for d in digests]).astype(np.float32)

    def dump(self) -> bytes:
        """The vectors as bytes, for `load`."""
        digests = sorted(self._asked)
        rows = np.stack([self._known[d] for d in digests]) if digests else np.zeros((0, WIDTH))
        keys = np.frombuffer(b"".join(digests), dtype=np.uint8)
        return container.pack(FORMAT, {}, {"digests": keys, "rows": rows.astype(np.float16)})

    @classmethod
    def load(cls, data: bytes) -> Vectors:
        """What `dump` wrote; nothing known when it is of another format."""
        unpacked = container.unpack(FORMAT, data)
        if unpacked is None:
            return cls()
        _, arrays = unpacked
        flat = arrays["digests"].tobytes()
        keys = [flat[i : i + _DIGEST] for i in range(0, len(flat), _DIGEST)]
        return cls(dict(zip(keys, arrays["rows"], strict=True)))


def _batches(items: list[tuple[bytes, str]]) -> Iterable[list[tuple[bytes, str]]]:
    return (items[i : i + _TOGETHER] for i in range(0, len(items), _TOGETHER))
