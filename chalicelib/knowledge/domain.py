"""Articles and learned answers, and what can be learned from a thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.conversations.domain import ActorKind, Entry

LONGEST_QUESTION = 1000


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the company's help."""

    account_id: str
    id: str
    title: str
    text: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What a customer asked and an agent answered."""

    id: str
    question: str
    text: str


def learn(entries: Iterable[Entry]) -> list[Answer]:
    """The pairs of a thread: what the customer wrote up to an agent's first answer to it.

    Several messages of the customer in a row are one question; of several answers in a row only
    the first is taken, since later ones rarely answer what was asked.
    """
    answers: list[Answer] = []
    asked: list[str] = []
    for entry in entries:
        if entry.type == "message.received":
            asked.append(entry.data["text"])
        elif entry.type == "message.sent" and entry.actor.kind is ActorKind.AGENT and asked:
            question = "\n".join(asked)[:LONGEST_QUESTION]
            answers.append(
                Answer(f"{entry.conversation_id}#{entry.seq}", question, entry.data["text"])
            )
            asked = []
    return answers
