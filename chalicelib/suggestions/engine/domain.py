"""What the engine is told and what it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can answer: at most some 2,000 characters, longer pages are cut before.

    `kind` is "article", "template", "page", "file", "snippet", "reply" or "answer"; an answer is a
    question of a closed conversation (`title`) with what was answered (`text`).
    """

    id: str
    kind: str
    title: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A message of the past, with the document that answered it or the free reply that was sent.

    `outcome` is "answered" (history), "sent", "edited", "manual", "rejected" or "ignored";
    `distance` is an edit's: 0 unchanged to 1 all new.
    """

    message: str
    document_id: str = ""
    reply: str = ""
    outcome: str = "answered"
    distance: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document with the chance, 0 to 1, that it answers the message."""

    document_id: str
    confidence: float


ACCEPTED = frozenset({"answered", "sent", "edited", "manual"})
"""Outcomes that say: this document answered this message."""


def worth(example: Example) -> float:
    """How much an accepted example teaches: all, but an edit the less the more was changed."""
    if example.outcome not in ACCEPTED:
        return 0.0
    if example.outcome != "edited":
        return 1.0
    return 1.0 - 0.8 * min(1.0, max(0.0, example.distance))
