"""The wording of a text as a row of fixed width: features hashed, with signs, into buckets.

Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009). Words (with pairs)
and pieces have half of the buckets each and count equally.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chalicelib.suggestions.engine.postings import dampened
from chalicelib.suggestions.engine.words import PIECE, Counted, Floats, Ints

WIDTH = 8192
NARROW = 512
_HALF = WIDTH // 2
_SPREAD = 4
_TOGETHER = 500_000
_SIGN_BIT = 20


@dataclass(frozen=True, slots=True)
class Sketched:
    """Entry `i`: text `rows[i]` has `values[i]` in bucket `buckets[i]`. Rows have length 1."""

    size: int
    rows: Ints
    buckets: Ints
    values: Floats

    def narrow(self) -> Floats:
        """The same in `NARROW` numbers: every bucket spread, with signs, over a few of them."""
        out = np.zeros(self.size * NARROW, dtype=np.float64)
        for turn in range(_SPREAD):
            mixed = (self.buckets * 2654435761 + turn * 0x9E3779B1) % (1 << 32) >> 7
            signs = np.where(mixed >> 12 & 1, 1.0, -1.0)
            out += np.bincount(
                self.rows * NARROW + mixed % NARROW,
                weights=signs * self.values,
                minlength=len(out),
            )
        shaped: Floats = (out / np.sqrt(_SPREAD)).reshape(self.size, NARROW).astype(np.float32)
        return shaped


def _raw(counted: Counted) -> tuple[Ints, Ints, Floats]:
    """Text, bucket and signed count, summed where features meet in a bucket."""
    parts = [_part(counted, slice(0, 0))]
    begin = 0
    while begin < len(counted.rows):  # some texts at a time: it is much in memory
        last = counted.rows[min(begin + _TOGETHER, len(counted.rows)) - 1]
        end = int(np.searchsorted(counted.rows, last, side="right"))
        parts.append(_part(counted, slice(begin, end)))
        begin = end
    rows, buckets, values = (np.concatenate(of) for of in zip(*parts, strict=True))
    return rows, buckets, values


def _part(counted: Counted, some: slice) -> tuple[Ints, Ints, Floats]:
    hashes = counted.hashes[some]
    buckets = hashes.astype(np.int64) % _HALF + _HALF * (counted.kinds[some] == PIECE)
    signs = np.where(hashes >> np.uint32(_SIGN_BIT) & np.uint32(1), 1.0, -1.0)
    unique, at = np.unique(counted.rows[some] * WIDTH + buckets, return_inverse=True)
    summed = np.bincount(at, weights=signs * counted.counts[some], minlength=len(unique))
    kept = summed != 0
    rows, buckets = np.divmod(unique[kept], WIDTH)
    values = summed[kept].astype(np.float32)
    signed: Floats = np.sign(values) * dampened(np.abs(values))
    return rows, buckets, signed


def rarity(counted: Counted) -> Floats:
    """The IDF of every bucket in these texts."""
    _, buckets, _ = _raw(counted)
    frequency = np.bincount(buckets, minlength=WIDTH)
    return (np.log((1 + counted.size) / (1 + frequency)) + 1).astype(np.float32)


def sketch(counted: Counted, rare: Floats) -> Sketched:
    """Texts in buckets weighted by how rare these are."""
    rows, buckets, raw = _raw(counted)
    values: Floats = raw * rare[buckets]
    part = rows * 2 + (buckets >= _HALF)
    for owner in (part, rows):  # each half to length 1, then the whole
        squares = np.bincount(owner, weights=values**2, minlength=2 * counted.size)
        values = (values / np.sqrt(squares)[owner]).astype(np.float32)
    return Sketched(counted.size, rows, buckets, values)
