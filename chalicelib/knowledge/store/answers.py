"""Learned answers (`answer#{conversation}#{seq}`), and where a question finds those like it
(`asked#{band}#{conversation}#{seq}`)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.knowledge.domain import Answer
from chalicelib.knowledge.domain.proposals import bands, words
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta

ALIKE_AT_MOST = 20
"""Answers that are looked at in one band: enough to see that a question comes again and again."""


class AnswerItem(Model):
    """A learned answer, or (without text) the mark of its question in a band."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    text = UnicodeAttribute(null=True)


def save_answers(account_id: str, answers: Iterable[Answer]) -> None:
    """Store learned answers; the same answer learned again replaces itself."""
    with AnswerItem.batch_write() as batch:
        for answer in answers:
            key = f"answer#{answer.id}"
            batch.save(AnswerItem(account_id, key, title=answer.question, text=answer.text))
            for mark in _marks(answer):
                batch.save(AnswerItem(account_id, mark, title=answer.question))


def delete_answers(account_id: str, conversation_id: str) -> None:
    """Remove what was learned from one conversation."""
    start = f"answer#{conversation_id}#"
    learned = list(AnswerItem.query(account_id, AnswerItem.sk.startswith(start)))
    with AnswerItem.batch_write() as batch:
        for item in learned:
            batch.delete(item)
            for mark in _marks(_answer(item)):
                batch.delete(AnswerItem(account_id, mark, title=""))


def asked_alike(account_id: str, question: str) -> set[str]:
    """Ids of answers whose questions share a band with this one, the newest of each band."""
    found: set[str] = set()
    for band in bands(words(question)):
        start = f"asked#{band}#"
        items = AnswerItem.query(
            account_id,
            AnswerItem.sk.startswith(start),
            scan_index_forward=False,
            limit=ALIKE_AT_MOST,
            attributes_to_get=["pk", "sk", "title"],
        )
        found |= {item.sk.removeprefix(start) for item in islice(items, ALIKE_AT_MOST)}
    return found


def pick_answers(account_id: str, ids: Iterable[str]) -> list[Answer]:
    """Answers by id; one that is gone is missing."""
    keys = [(account_id, f"answer#{id_}") for id_ in sorted(ids)]
    return [_answer(item) for item in AnswerItem.batch_get(keys)] if keys else []


def all_answers(account_id: str) -> list[Answer]:
    """Every learned answer of the account."""
    items = AnswerItem.query(account_id, AnswerItem.sk.startswith("answer#"))
    return [_answer(item) for item in items]


def _marks(answer: Answer) -> list[str]:
    return [f"asked#{band}#{answer.id}" for band in bands(words(answer.question))]


def _answer(item: AnswerItem) -> Answer:
    return Answer(item.sk.removeprefix("answer#"), item.title, item.text or "")
