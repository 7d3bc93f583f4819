"""Texts as words and sentences, in any language that puts blanks between words."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+", re.UNICODE)
SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]?\s+(?=\S)|\n+")
LETTERS = {ord("ø"): "o", ord("æ"): "ae", ord("ł"): "l", ord("đ"): "d"}
"""Letters that are no other letter with an accent."""
STEM = 5
"""Letters that inflected forms of a word mostly share."""


def plain(text: str) -> str:
    """In lower case, without accents, apostrophes as one mark, blanks single."""
    text = text.replace("’", "'").replace("`", "'").replace("ß", "ss").casefold()
    text = text.translate(LETTERS)
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(bare).split())


def words(text: str) -> list[str]:
    """Its words, plain."""
    return WORD.findall(plain(text))


def stem(word: str) -> str:
    """What inflected forms of a word mostly share."""
    return word[:STEM] if len(word) > STEM + 1 else word.rstrip("s") if len(word) > 3 else word


def sentences(text: str) -> list[str]:
    """Its sentences and lines, trimmed."""
    return [found for part in SENTENCE.split(text) if (found := part.strip())]
