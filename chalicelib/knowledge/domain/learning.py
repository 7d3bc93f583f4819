"""What a thread teaches: questions and the answers that agents gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.ai_agent.domain import codes
from chalicelib.conversations.domain import ActorKind, Entry
from chalicelib.knowledge.domain.masking import is_masked, mask

LONGEST_QUESTION = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a customer asked and an agent answered, without what is personal in it."""

    id: str
    """`{conversation}#{seq of the answer}`."""
    question: str
    text: str

    @property
    def conversation_id(self) -> str:
        """Where it was given."""
        return self.id.partition("#")[0]


def learn(entries: Sequence[Entry]) -> list[Answer]:
    """The pairs of a thread: what the customer wrote up to an agent's first answer to it.

    Several messages of the customer in a row are one question; of several answers in a row only
    the first is taken, since later ones rarely answer what was asked. An answer with something
    personal in it, such as an order's number, holds for that one customer and is not kept. Nor is
    a code by which a customer proved who they are.
    """
    names = {e.actor.name for e in entries if e.actor.kind is ActorKind.CUSTOMER and e.actor.name}
    answers: list[Answer] = []
    asked: list[str] = []
    for_code = False
    for entry in entries:
        if entry.type == "message.received":
            text = entry.data["text"]
            said = codes.hidden(text) if for_code or codes.is_bare(text) else text
            asked += [said] if codes.is_left(said) else []
        elif entry.type == "message.sent" and codes.asked_for(entry.data):
            for_code = True
        elif entry.type == "message.sent" and entry.actor.kind is ActorKind.AGENT and asked:
            question = mask("\n".join(asked), names)[:LONGEST_QUESTION]
            text = mask(entry.data["text"], names)
            if question and text and not is_masked(text):
                answers.append(Answer(f"{entry.conversation_id}#{entry.seq}", question, text))
            asked, for_code = [], False
    return answers
