"""An answer out of a passage, in the passage's own words: the sentences that have most to do with
what was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from chalicelib.ai_agent.domain.config import Length
from chalicelib.ai_agent.domain.words import sentences, stem, words

CHARACTERS = {Length.SHORT: 280, Length.MEDIUM: 600, Length.LONG: 1200}
"""How long an answer becomes at most."""


def extract(question: str, text: str, at_most: int) -> str:
    """The part of a text that answers a question: all of it where it fits, else its most relevant
    sentences in their order; a run of sentences that belongs together stays together."""
    text = text.strip()
    if len(text) <= at_most:
        return text
    parts = sentences(text)
    scores = relevance(question, parts)
    best = max(range(len(parts)), key=lambda i: (scores[i], -i))
    chosen = {best}
    room = at_most - len(parts[best])
    if room < 0:
        return _cut(parts[best], at_most)
    near = sorted(
        (i for i in range(len(parts)) if i != best),
        key=lambda i: (-(scores[i] + (0.3 if i == best + 1 else 0)), abs(i - best)),
    )
    for i in near:
        if scores[i] <= 0 and i != best + 1:
            break
        if len(parts[i]) + 1 <= room:
            chosen.add(i)
            room -= len(parts[i]) + 1
    return _joined(text, [parts[i] for i in sorted(chosen)])


def relevance(question: str, parts: Sequence[str]) -> list[float]:
    """How much each part has of the question's words; a word that few parts have weighs more."""
    bags = [Counter(stem(word) for word in words(part)) for part in parts]
    asked = {stem(word) for word in words(question) if len(word) > 2}
    there = {word: sum(word in bag for bag in bags) for word in asked}
    weight = {word: log(1 + len(parts) / n) for word, n in there.items() if n}
    whole = sum(weight.values()) or 1.0
    return [
        sum(weight[word] for word in weight if word in bag) / whole / (1 + len(bag) / 60)
        for bag in bags
    ]


def best_sentences(question: str, texts: Iterable[str], at_most: int) -> list[str]:
    """Of several texts the sentences that have most to do with a question, the best first."""
    parts = list(dict.fromkeys(part for text in texts for part in sentences(text)))
    scores = relevance(question, parts)
    ranked = sorted(range(len(parts)), key=lambda i: (-scores[i], i))
    return [parts[i] for i in ranked[:at_most] if scores[i] > 0]


def _joined(text: str, parts: list[str]) -> str:
    """Sentences as one text; lines of the original stay lines."""
    lines = "\n" in text
    return ("\n" if lines and all(len(part) < 120 for part in parts) else " ").join(parts)


def _cut(text: str, at_most: int) -> str:
    end = text.rfind(" ", 0, at_most - 1)
    return text[: end if end > 0 else at_most - 1].rstrip(",;: ") + "…"
