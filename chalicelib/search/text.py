"""From text to the words that are indexed and looked for, the same way on both sides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

SHORTEST, LONGEST = 2, 40
"""Characters of a word. A longer one is known by its first ones."""
MOST_WORDS = 150
"""Distinct words of one entry that are indexed."""
SNIPPET = 160
"""Characters of a hit's text that are shown."""
BEFORE = 50
"""Characters of them that come before the first match."""

_FOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not take apart, by what people type instead of them."""

_ACCENTS = re.compile("[\u0300-\u036f]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: no spaces say where a word ends, so every two
neighbouring characters are a word."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is indexed, and where it stands in the text."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Without accents and case: what people mean when they type Malmo for Malmö."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).casefold().translate(_FOLDED)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order, with repetitions."""
    for kind, run in groupby(enumerate(text), key=lambda at: _kind(at[1])):
        if kind == " ":
            continue
        spots = list(run)
        start, end = spots[0][0], spots[-1][0] + 1
        if kind == "u":
            yield from (Token(fold(text[i : i + 2]), i, i + 2) for i in range(start, end - 1))
        else:
            word = fold(text[start:end])[:LONGEST]
            if word:
                yield Token(word, start, end)


def _kind(character: str) -> str:
    if _UNSPACED.match(character):
        return "u"
    if character.isalnum() or unicodedata.category(character).startswith("M"):
        return "w"
    return " "


def words(text: str, shortest: int = SHORTEST) -> list[str]:
    """The distinct words of a text, in the order in which they first come."""
    return list(dict.fromkeys(t.word for t in tokens(text) if len(t.word) >= shortest))


def errors(word: str) -> int:
    """How many errors a word may have and still be known: one from four letters on, two from eight
    on (SRCH-04)."""
    return 2 if len(word) >= 8 else 1 if len(word) >= 4 else 0


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour to make
    one word the other (optimal string alignment); `most` + 1 stands for anything above `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def snippet(text: str, found: list[Token]) -> str:
    """Plain text of at most SNIPPET characters around the first of the tokens found in it."""
    if len(text) <= SNIPPET:
        return text
    start = max(0, found[0].start - BEFORE) if found else 0
    start = min(start, len(text) - SNIPPET + 1)
    if start:
        space = text.find(" ", start, found[0].start)
        start = space + 1 if space >= 0 else start
    lead = "…" if start else ""
    end = start + SNIPPET - len(lead)
    if end >= len(text):
        return lead + text[start:]
    space = text.rfind(" ", start + BEFORE, end - 1)
    return f"{lead}{text[start : space if space > 0 else end - 1].rstrip()}…"
