"""Texts as counted features: words, pairs of words, and pieces of words of 2 to 5 characters.

Features are known by a hash of 32 bits, so that no vocabulary need be stored and any language will
do. A word counts by its beginning, since most languages inflect at the end; pieces carry over the
other inflections and typing errors. All is computed on whole arrays of characters:
the hash of a window is the difference of two running sums.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]

LONGEST = 2_000
"""Characters of a text that count; a passage has no more, and a question is told by then."""

STEM = 5
"""Characters of a word that count; of one with a digit, such as an order's number, all."""

WORD, PAIR, PIECE = 0, 1, 2
PIECES = (2, 3, 4, 5)
_TOGETHER = 300_000  # characters
_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]")
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xD6E8FEB86659FD93)


@dataclass(frozen=True, slots=True)
class Counted:
    """Features of texts: entry `i` says that text `rows[i]` has `hashes[i]` `counts[i]` times.

    `kinds[i]` is WORD, PAIR or PIECE. Entries are sorted by text, kind and hash.
    """

    size: int
    rows: Ints
    hashes: Hashes
    kinds: NDArray[np.uint8]
    counts: Floats


def tokens(text: str) -> list[str]:
    """The words of a text, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    return _WORD.findall(unicodedata.normalize("NFC", _MARKS.sub("", decomposed)))


def count(texts: Sequence[str]) -> Counted:
    """The features of texts."""
    parts = []
    begin = 0
    for end in _ends(texts):
        part = _count([tokens(text) for text in texts[begin:end]])
        parts.append((part.rows + begin, part.hashes, part.kinds, part.counts))
        begin = end
    rows, hashes, kinds, counts = (np.concatenate(of) for of in zip(*parts, strict=True))
    return Counted(len(texts), rows, hashes, kinds, counts)


def _ends(texts: Sequence[str]) -> Iterator[int]:
    """Where to cut many texts, so that those counted at once stay small in memory."""
    size = 0
    for place, text in enumerate(texts):
        size += min(len(text), LONGEST)
        if size > _TOGETHER:
            yield place + 1
            size = 0
    yield len(texts)


def _count(split: list[list[str]]) -> Counted:
    # Sentinels: a leading blank for each text, a closing one for the last.
    joined = "".join(f" {' '.join(words)} " for words in split)
    characters = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    hashed = _Hasher(characters)
    starts, stems, ends, of = _words(split)
    one, two = hashed.windows(starts, stems), hashed.windows(starts[:-1], ends[1:])
    beside = of[:-1] == of[1:]
    lengths = np.fromiter((sum(map(len, w)) + len(w) + 1 + (not w) for w in split), np.int64)
    owner = np.repeat(np.arange(len(split)), lengths)
    rows, hashes = [of, of[:-1][beside]], [one, two[beside]]
    blank = characters == 32
    for length in PIECES:
        first = np.arange(max(0, len(characters) - length + 1))
        inside = np.ones(len(first), dtype=bool)
        for step in range(1, length - 1):
            inside &= ~blank[first + step]
        inside &= ~(blank[first] & blank[first + length - 1]) if length == 2 else True
        first = first[inside]
        rows.append(owner[first])
        hashes.append(hashed.windows(first, first + length))
    kinds = np.repeat(
        np.array([WORD, PAIR, PIECE], dtype=np.uint8),
        [len(rows[0]), len(rows[1]), sum(map(len, rows[2:]))],
    )
    return _sum(len(split), np.concatenate(rows), np.concatenate(hashes), kinds)


def _words(split: list[list[str]]) -> tuple[Ints, Ints, Ints, Ints]:
    """Where words begin, where their stems and they end in the joined text, and whose they are."""
    starts: list[int] = []
    stems: list[int] = []
    ends: list[int] = []
    of: list[int] = []
    at = 0
    for text, words in enumerate(split):
        at += 1
        for word in words:
            starts.append(at)
            stems.append(at + (min(STEM, len(word)) if word.isalpha() else len(word)))
            at += len(word)
            ends.append(at)
            of.append(text)
            at += 1
        at += not words
    return (
        np.array(starts, np.int64),
        np.array(stems, np.int64),
        np.array(ends, np.int64),
        np.array(of, np.int64),
    )


class _Hasher:
    """Hashes of windows of a text, each from two running sums."""

    def __init__(self, characters: NDArray[np.uint32]) -> None:
        size = len(characters)
        powers = np.full(size + 1, _BASE, dtype=np.uint64)
        inverse = np.full(size + 1, _INVERSE, dtype=np.uint64)
        powers[0] = inverse[0] = 1
        powers, self._inverse = np.cumprod(powers), np.cumprod(inverse)
        self._sums = np.zeros(size + 1, dtype=np.uint64)
        np.cumsum((characters.astype(np.uint64) + np.uint64(1)) * powers[:size], out=self._sums[1:])

    def windows(self, starts: Ints, ends: Ints) -> Hashes:
        """The hash of each window, the same wherever its characters stand."""
        whole = (self._sums[ends] - self._sums[starts]) * self._inverse[starts]
        whole = (whole ^ (whole >> np.uint64(32))) * _MIX
        return (whole >> np.uint64(32)).astype(np.uint32)


def _sum(size: int, rows: Ints, hashes: Hashes, kinds: NDArray[np.uint8]) -> Counted:
    key = (
        (rows.astype(np.uint64) << np.uint64(34))
        | (kinds.astype(np.uint64) << np.uint64(32))
        | hashes
    )
    unique, counts = np.unique(key, return_counts=True)
    return Counted(
        size,
        (unique >> np.uint64(34)).astype(np.int64),
        (unique & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        (unique >> np.uint64(32) & np.uint64(3)).astype(np.uint8),
        counts.astype(np.float32),
    )
