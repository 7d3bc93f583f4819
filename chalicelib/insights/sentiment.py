"""How a message sounds: VADER's lexicon and rules for English (Hutto and Gilbert 2014: "VADER: A
Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text").

Other languages are not guessed at: their messages have no score, unless they were translated into
English, or say it by emoji alone. Only the functions with the language layer import this.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from vaderSentiment import vaderSentiment

from chalicelib.insights.domain import combined
from chalicelib.translation.domain import UNKNOWN, base

KNOWN = "en"
READ = 4000
"""Characters of a message that are read."""

_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")


@cache
def _analyzer() -> vaderSentiment.SentimentIntensityAnalyzer:
    # it looks for its lexicons beside its source, and in a layer there is only bytecode
    folder = Path(vaderSentiment.__file__).parent
    return vaderSentiment.SentimentIntensityAnalyzer(
        str(folder / "vader_lexicon.txt"), str(folder / "emoji_utf8_lexicon.txt")
    )


def score(text: str, language: str) -> float | None:
    """-1 to 1; None where nothing can be said."""
    if base(language) == KNOWN:
        return _of(text)
    if language == UNKNOWN and _has_feeling(text):
        return _of(text) or None  # an emoji without feeling tells nothing
    return None


def _of(text: str) -> float:
    sentences = [part for part in _SENTENCES.split(text[:READ]) if part.strip()]
    return combined([_analyzer().polarity_scores(part)["compound"] for part in sentences])


def _has_feeling(text: str) -> bool:
    """Whether a text without a language has an emoji or emoticon that VADER knows."""
    known = _analyzer()
    return any(letter in known.emojis for letter in text) or any(
        word in known.lexicon for word in text.split() if not word.isalpha()
    )
