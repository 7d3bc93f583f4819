"""Questions that come again, and the answer that is proposed to be published (AI-25)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.knowledge.domain.learning import Answer
from chalicelib.knowledge.domain.masking import is_masked

ALIKE = 0.6
"""Share of words that two questions have in common at least, to be the same question."""
RECURRING = 2
"""In how many conversations a question must have been asked to be proposed."""
BANDS = 6
"""Two questions of ALIKE meet in one of so many bands with a probability of 93 %
(1 - (1 - 0.6²)⁶), and are then compared word by word."""

_LITTLE = """
    a an the is are was do does did can could you your i my me we it to of for in on at and or be
    have has please hi hello thanks thank hei hej hallo der die das ist sind ich sie ein eine und
    zu mit für kann können bitte det er en et jeg dere du på og til av med kan har vi jag ni att
    är le la les un une est je vous et de des pour que el los las es y por con il lo gli per che
"""
LITTLE = frozenset(_LITTLE.split())
"""What questions are full of, in the languages that our customers ask in most."""

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


class ProposalStatus(StrEnum):
    """What became of it."""

    OPEN = "open"
    APPROVED = "approved"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that customers ask again and again, with the best answer agents gave."""

    account_id: str
    id: str
    question: str
    answer: str
    conversation_id: str
    """Where both texts come from: deleted with it."""
    conversation_number: int
    status: ProposalStatus
    created_at: datetime
    article_id: str | None = None

    @property
    def public(self) -> bool:
        """Whether it may be published as it stands: nothing personal had to be masked in it."""
        return not (is_masked(self.question) or is_masked(self.answer))


def proposal_id(answer: Answer) -> str:
    """The id of the proposal that an answer becomes: the same however often it is drafted."""
    conversation, _, seq = answer.id.partition("#")
    return f"prp_{conversation.partition('_')[2]}_{seq}"


def words(text: str) -> frozenset[str]:
    """A question as the set of its words: small letters, without the little words that every
    question has; scripts that write without spaces as pairs of letters."""
    found: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _UNSPACED.search(word):
            found |= {word[at : at + 2] for at in range(max(1, len(word) - 1))}
        elif word not in LITTLE:
            found.add(word)
    return frozenset(found)


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of two questions' words is common: 0 nothing, 1 all (Jaccard)."""
    return len(a & b) / len(a | b) if a and b else 0.0


def bands(question: frozenset[str]) -> list[str]:
    """Keys under which a question is found by those like it (MinHash, in bands of two)."""
    if not question:
        return []
    return [f"{band}{_least(question, 2 * band)}{_least(question, 2 * band + 1)}"
            for band in range(BANDS)]  # fmt: skip


def recurring(answer: Answer, others: Iterable[Answer]) -> Answer | None:
    """The best answer to a question that was asked in enough conversations; None when it was not.

    The best is the one that says what the others say too; of several such the newest.
    """
    question = words(answer.question)
    same = [one for one in others if alike(question, words(one.question)) >= ALIKE]
    pairs = {one.id: one for one in (answer, *same)}
    if len({one.conversation_id for one in pairs.values()}) < RECURRING:
        return None
    said = {one.id: words(one.text) for one in pairs.values()}

    def worth(one: Answer) -> tuple[float, str]:
        rest = [alike(said[one.id], other) for id_, other in said.items() if id_ != one.id]
        return round(sum(rest) / len(rest), 2) if rest else 0.0, one.id

    return max(pairs.values(), key=worth)


def known(question: str, before: Sequence[str]) -> bool:
    """Whether a question like this one was proposed before, whatever became of it."""
    mine = words(question)
    return any(alike(mine, words(one)) >= ALIKE for one in before)


def _least(question: frozenset[str], seed: int) -> str:
    salt = seed.to_bytes(8, "big")
    return min(
        hashlib.blake2b(word.encode(), digest_size=4, salt=salt).hexdigest() for word in question
    )
