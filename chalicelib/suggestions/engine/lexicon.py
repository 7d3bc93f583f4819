"""Documents by their wording: BM25 over words, cosine over pieces of words.

This is what carries rare words (product names, error codes) and languages the encoder has not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine.container import Array
from chalicelib.suggestions.engine.everyday import telling
from chalicelib.suggestions.engine.postings import Postings, bm25, cosine, dampened
from chalicelib.suggestions.engine.words import PIECE, WORD, Counted, Floats, count


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words` has a row per document; `likeness` one per field, whose document `fields` tells."""

    size: int
    words: Postings
    likeness: Postings
    fields: NDArray[np.uint32]

    def scores(self, counted: Counted) -> tuple[Floats, Floats]:
        """How much of each question a document covers, and the cosine of its likest field.

        Both questions × documents, 0 to 1. Words that no document has count as not covered.
        """
        covered = np.zeros((counted.size, self.size), dtype=np.float32)
        alike = np.zeros((counted.size, self.size), dtype=np.float32)
        for row in range(counted.size):
            mine = slice(*np.searchsorted(counted.rows, [row, row + 1]))
            kinds, hashes, counts = (
                counted.kinds[mine],
                counted.hashes[mine],
                counted.counts[mine],
            )
            self._cover(hashes[kinds == WORD], covered[row])
            self._compare(hashes[kinds == PIECE], dampened(counts[kinds == PIECE]), alike[row])
        return covered, alike

    def _cover(self, hashes: NDArray[np.uint32], out: Floats) -> None:
        at, known = self.words.find(hashes)
        worth = telling(hashes)
        unknown = np.log1p((self.size + 0.5) / 0.5) * float(worth[~known].sum())
        all_of_it = float(self.words.rarity[at[known]] @ worth[known]) + unknown
        if known.any():
            out += self.words.add(at[known], worth[known]) / np.float32(all_of_it)

    def _compare(self, hashes: NDArray[np.uint32], counts: Floats, out: Floats) -> None:
        at, known = self.likeness.find(hashes)
        unknown = float(np.sum((counts[~known] * (np.log(1 + len(self.fields)) + 1)) ** 2))
        given = counts[known] * self.likeness.rarity[at[known]]
        long = np.sqrt(float(given @ given) + unknown)
        if known.any():
            cosines = self.likeness.add(at[known], given / np.float32(long))
            np.maximum.at(out, self.fields, cosines)

    def arrays(self) -> dict[str, Array]:
        """What the artefact stores."""
        return {
            "fields": self.fields,
            **self.words.arrays("words"),
            **self.likeness.arrays("likeness"),
        }

    @classmethod
    def of(cls, size: int, arrays: dict[str, Array]) -> Lexicon:
        """What `arrays` gave."""
        fields = arrays["fields"]
        return cls(
            size,
            Postings.of(size, "words", arrays),
            Postings.of(len(fields), "likeness", arrays),
            fields,
        )


def build(fields: Sequence[tuple[int, str]], size: int) -> Lexicon:
    """A lexicon of texts, each with the place of its document; the same place may come again."""
    counted = count([text for _, text in fields])
    owner = np.array([document for document, _ in fields], dtype=np.uint32)
    return Lexicon(
        size,
        bm25(_of_documents(_only(counted, WORD), owner, size)),
        cosine(_only(counted, PIECE)),
        owner,
    )


def _only(counted: Counted, kind: int) -> Counted:
    kept = counted.kinds == kind
    return Counted(
        counted.size,
        counted.rows[kept],
        counted.hashes[kept],
        counted.kinds[kept],
        counted.counts[kept],
    )


def _of_documents(counted: Counted, owner: NDArray[np.uint32], size: int) -> Counted:
    """The same features, those of one document's fields added up."""
    key = (owner[counted.rows].astype(np.uint64) << np.uint64(32)) | counted.hashes
    unique, at = np.unique(key, return_inverse=True)
    counts = np.bincount(at, weights=counted.counts, minlength=len(unique))
    return Counted(
        size,
        (unique >> np.uint64(32)).astype(np.int64),
        (unique & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        np.full(len(unique), WORD, np.uint8),
        counts.astype(np.float32),
    )
