"""What the AI agent's report counts: days and unanswered questions in the accounts table, and what
was counted of a conversation with the conversation."""

from __future__ import annotations

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import PutError, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.ai_agent.domain.outcome import COUNTERS, Day, Miss, Outcome
from chalicelib.ai_agent.store.agent import partition
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta

MISSES_AT_MOST = 300
"""Unanswered questions that one report reads, the newest."""


class DayItem(Model):
    """`day#{date}`: a counter for each thing that the report tells (`outcome.COUNTERS`)."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    conversations = NumberAttribute(null=True)
    answered = NumberAttribute(null=True)
    resolved = NumberAttribute(null=True)
    handed_over = NumberAttribute(null=True)
    handed_over_asked = NumberAttribute(null=True)
    handed_over_turn_limit = NumberAttribute(null=True)
    handed_over_low_confidence = NumberAttribute(null=True)
    handed_over_forbidden = NumberAttribute(null=True)
    handed_over_error = NumberAttribute(null=True)
    handed_over_attachment = NumberAttribute(null=True)
    handed_over_language = NumberAttribute(null=True)
    handed_over_unsendable = NumberAttribute(null=True)
    handed_over_switched_off = NumberAttribute(null=True)
    handed_over_verification = NumberAttribute(null=True)


class MissItem(Model):
    """`miss#{date}#{message}`: a question without an answer. What was asked stays where it is, so
    that it goes with its conversation."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    conversation_id = UnicodeAttribute()


class OutcomeItem(Model):
    """`ai`, in the conversation's own partition: what the report has counted of it."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="ai")
    outcome = JSONAttribute()
    revision = NumberAttribute(default=0)


def outcome(account_id: str, conversation_id: str) -> tuple[Outcome, int]:
    """What was counted of a conversation, and the revision of that."""
    try:
        item = OutcomeItem.get(f"{account_id}#{conversation_id}", "ai", consistent_read=True)
    except OutcomeItem.DoesNotExist:
        return Outcome(), 0
    return Outcome(**item.outcome), int(item.revision)


def count(
    account_id: str,
    conversation_id: str,
    after: Outcome,
    revision: int,
    moved: dict[str, dict[str, int]],
) -> None:
    """Store what was counted of a conversation and move the days' counters, together; Conflict when
    it was counted otherwise meanwhile."""
    item = OutcomeItem(
        f"{account_id}#{conversation_id}", outcome=after.as_data(), revision=revision + 1
    )
    unchanged = OutcomeItem.revision == revision if revision else OutcomeItem.pk.does_not_exist()
    try:
        with TransactWrite(connection=_connection()) as tx:
            tx.save(item, condition=unchanged)
            for date, counters in moved.items():
                _count_day(tx, account_id, date, counters)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise Conflict("it was counted at the same moment") from error
        raise


def _count_day(tx: TransactWrite, account_id: str, date: str, counters: dict[str, int]) -> None:
    item = DayItem(partition(account_id), f"day#{date}")
    actions = [getattr(DayItem, name).add(step) for name, step in counters.items() if step]
    if actions:
        tx.update(item, actions=actions)


def days(account_id: str, first: str, last: str) -> list[Day]:
    """The counters of each day from the first to the last, both included."""
    items = DayItem.query(partition(account_id), DayItem.sk.between(f"day#{first}", f"day#{last}"))
    return [
        Day(
            item.sk.removeprefix("day#"),
            {name: int(getattr(item, name) or 0) for name in COUNTERS},
        )
        for item in items
    ]


def save_miss(account_id: str, date: str, message_id: str, conversation_id: str) -> None:
    """Note that a question had no answer; once, however often it is said."""
    item = MissItem(
        partition(account_id), f"miss#{date}#{message_id}", conversation_id=conversation_id
    )
    try:
        item.save(condition=MissItem.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def misses(account_id: str, first: str, last: str) -> list[Miss]:
    """Questions without an answer from the first day to the last, the newest first."""
    items = MissItem.query(
        partition(account_id),
        MissItem.sk.between(f"miss#{first}", f"miss#{last}~"),
        scan_index_forward=False,
        limit=MISSES_AT_MOST,
    )
    return [Miss(item.sk.rpartition("#")[2], item.conversation_id) for item in items]


def _connection() -> Connection:
    return OutcomeItem._get_connection().connection
