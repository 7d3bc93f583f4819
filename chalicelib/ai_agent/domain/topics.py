"""Topics that the AI agent must leave to people."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.ai_agent.domain.words import words

ENDING = 4
"""Letters by which inflected forms of a word may differ at most."""
SHORT = 3
"""Words of so many letters are not inflected here."""


def forbidden(text: str, topics: Iterable[str]) -> str | None:
    """The topic that a text is about: all words of the topic stand in it one after the other, each
    perhaps with another ending ("refund" is in "refunds" and "refunded", "war" not in "warm")."""
    said = words(text)
    for topic in topics:
        wanted = words(topic)
        for start in range(len(said) - len(wanted) + 1) if wanted else ():
            if all(_same(said[start + i], word) for i, word in enumerate(wanted)):
                return topic
    return None


def _same(said: str, word: str) -> bool:
    if said == word:
        return True
    if min(len(said), len(word)) <= SHORT:
        return False
    short, long = sorted((said, word), key=len)
    common = len(short) - (1 if len(short) > SHORT + 1 else 0)  # policy, policies; Klage, Klagen
    return long.startswith(short[:common]) and len(long) - common <= ENDING
