"""How far a conversation's contact is with proving who they are, with the conversation; and when
codes were sent to a contact, to an address and by an account, which outlives it by an hour.

Every write is on the condition that nobody was faster: of two tries of a code at once, or two
messages that want one, each counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import PutError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.ai_agent.domain.verification import (
    ACCOUNT_CODES_AN_HOUR,
    HOUR,
    Stage,
    Tried,
    Verification,
    one_more,
)
from chalicelib.runtime.errors import Conflict, Refused
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, expires, meta

_TIMES = frozenset({"expires_at", "verified_at", "until"})
FULL = "too many codes were sent within an hour"


class VerificationItem(Model):
    """`verification`, in the conversation's own partition."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="verification")
    state = Json()
    revision = NumberAttribute()
    ttl = NumberAttribute()


class SentItem(Model):
    """`contact#{contact}`, `address#{digest of the address}`: when codes were sent there last."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    sent_at = Json()
    revision = NumberAttribute()
    ttl = NumberAttribute()


class HourItem(Model):
    """`hour#{hour}`: how many codes an account has sent in it."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    codes = NumberAttribute(null=True)
    ttl = NumberAttribute(null=True)


def verification(account_id: str, conversation_id: str) -> Verification | None:
    """How far it is as of the last write; None where nothing ever needed it, or long ago."""
    try:
        item = VerificationItem.get(
            f"{account_id}#{conversation_id}", "verification", consistent_read=True
        )
    except VerificationItem.DoesNotExist:
        return None
    known: dict[str, Any] = dict(item.state)
    for name in _TIMES & known.keys():
        known[name] = parse_iso(known[name])
    known["stage"] = Stage(known["stage"])
    if "outcome" in known:
        known["outcome"] = Tried(known["outcome"])
    return Verification(**known, revision=int(item.revision))


def save_verification(
    account_id: str, conversation_id: str, after: Verification, at: datetime
) -> None:
    """Store it; Conflict when somebody was faster."""
    item = _item(account_id, conversation_id, after, at)
    try:
        item.save(condition=_unchanged(after))
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise Conflict("it was verified at the same moment") from error
        raise


def issue(
    account_id: str,
    conversation_id: str,
    after: Verification,
    subjects: Sequence[str],
    at: datetime,
) -> None:
    """Store it with a new code, and that one was sent to each of the subjects (`contact#…`,
    `address#…`) and by the account: all of it or nothing. Refused when one of them got too many
    within an hour, Conflict when somebody was faster."""
    sent = [_sent_once_more(account_id, subject, at) for subject in sorted(subjects)]
    hour = HourItem(f"{account_id}#codes", f"hour#{iso(at)[:13]}")
    fits = HourItem.codes.does_not_exist() | (HourItem.codes < ACCOUNT_CODES_AN_HOUR)
    try:
        with TransactWrite(connection=_connection()) as tx:
            tx.save(_item(account_id, conversation_id, after, at), condition=_unchanged(after))
            for item, condition in sent:
                tx.save(item, condition=condition)
            actions: list[Action] = [HourItem.codes.add(1), HourItem.ttl.set(expires(2 * HOUR, at))]
            tx.update(hour, actions=actions, condition=fits)
    except TransactWriteError as error:
        raise _refusal(error) from error


def _refusal(error: TransactWriteError) -> Exception:
    """The account's hour is the update, and updates come last: only its own condition says that it
    is full."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    if codes and codes[-1] == "ConditionalCheckFailed":
        return Refused(FULL)
    if {"ConditionalCheckFailed", "TransactionConflict"} & set(codes):
        return Conflict("it was verified at the same moment")
    return error


def _sent_once_more(account_id: str, subject: str, at: datetime) -> tuple[SentItem, Condition]:
    key = f"{account_id}#codes", subject
    try:
        known = SentItem.get(*key, consistent_read=True)
    except SentItem.DoesNotExist:
        known = SentItem(*key, sent_at=[], revision=0)
    revision = int(known.revision)
    unchanged: Condition = SentItem.pk.does_not_exist()
    if revision:
        unchanged = SentItem.revision == revision
    sent_at = one_more([parse_iso(one) for one in known.sent_at], at)
    if sent_at is None:
        raise Refused(FULL)
    item = SentItem(
        *key,
        sent_at=[iso(one) for one in sent_at],
        revision=revision + 1,
        ttl=expires(HOUR, at),
    )
    return item, unchanged


def _item(
    account_id: str, conversation_id: str, after: Verification, at: datetime
) -> VerificationItem:
    state = {name: value for name, value in asdict(after).items() if value not in (None, False)}
    del state["revision"]
    for name in _TIMES & state.keys():
        state[name] = iso(state[name])
    return VerificationItem(
        f"{account_id}#{conversation_id}",
        state=state,
        revision=after.revision,
        ttl=int(after.ends_at(at).timestamp()),
    )


def _unchanged(after: Verification) -> Condition:
    before = after.revision - 1
    if not before:
        return VerificationItem.pk.does_not_exist()
    return VerificationItem.revision == before


def _connection() -> Connection:
    return VerificationItem._get_connection().connection
