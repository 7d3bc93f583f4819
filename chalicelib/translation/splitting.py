"""Long texts cut where a translator loses least: at lines, then sentences, then words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ENDS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_SPACE = re.compile(r"(?<=\s)")


def parts(text: str, most: int) -> list[str]:
    """A text in parts of at most `most` bytes (UTF-8), which joined are the text again."""
    if _size(text) <= most:
        return [text]
    return list(_packed(_small(text, most), most))


def _small(text: str, most: int) -> Iterator[str]:
    """Sentences; the words of one that is too long; the letters of such a word."""
    for sentence in _cut(text, _ENDS):
        if _size(sentence) <= most:
            yield sentence
            continue
        for word in _cut(sentence, _SPACE):
            if _size(word) <= most:
                yield word
            else:
                yield from word


def _cut(text: str, where: re.Pattern[str]) -> Iterator[str]:
    at = 0
    for found in where.finditer(text):
        if found.end() > at:
            yield text[at : found.end()]
            at = found.end()
    if text[at:]:
        yield text[at:]


def _packed(pieces: Iterable[str], most: int) -> Iterator[str]:
    together, size = "", 0
    for piece in pieces:
        has = _size(piece)
        if together and size + has > most:
            yield together
            together, size = "", 0
        together, size = together + piece, size + has
    if together:
        yield together


def batches(texts: Iterable[str], most: int) -> Iterator[list[str]]:
    """Texts in their order, as many together as `most` bytes hold."""
    batch: list[str] = []
    size = 0
    for text in texts:
        has = _size(text)
        if batch and size + has > most:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += has
    if batch:
        yield batch


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
