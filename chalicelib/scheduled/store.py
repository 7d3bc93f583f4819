"""Scheduled messages lie with their conversation, and tell of themselves by their frame."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, PynamoDBException, UpdateError
from pynamodb.models import Model

from chalicelib.conversations.domain import Person
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.ids import parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta
from chalicelib.scheduled.domain import Scheduled, ScheduledStatus

KEPT = timedelta(days=1)
"""How long one that is over is remembered: a repeated request still learns what became of it."""


class ScheduledItem(Model):
    """A scheduled message. Its attribute `frame` is told by the table's stream whenever it
    changes."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    frame = JSONAttribute()
    seen_seq = NumberAttribute()
    sending = BooleanAttribute(default=False)
    version = NumberAttribute()
    ttl = NumberAttribute(null=True)


def create(one: Scheduled, frame: dict[str, Any]) -> bool:
    """Store a new one; False when it is there already."""
    try:
        _item(one, frame).save(condition=ScheduledItem.pk.does_not_exist())
    except PutError as error:
        if not _was_changed(error):
            raise
        return False
    return True


def save(before: Scheduled, after: Scheduled, frame: dict[str, Any], at: datetime) -> None:
    """Store the next state; Conflict when `before` is not the state any more."""
    item = _item(after, frame)
    if not after.is_pending:
        item.ttl = expires(KEPT, at)
    unchanged = (ScheduledItem.version == before.version) & (
        ScheduledItem.sending == before.sending
    )
    try:
        item.save(condition=unchanged)
    except PutError as error:
        if not _was_changed(error):
            raise
        raise Conflict("somebody else changed this message at the same moment") from error


def mark(one: Scheduled, sending: bool) -> None:
    """Note that it is on its way, or not after all; nothing is told. Conflict as in `save`."""
    item = ScheduledItem(_key(one.account_id, one.conversation_id), f"scheduled#{one.id}")
    unchanged = (ScheduledItem.version == one.version) & (ScheduledItem.sending != sending)
    try:
        item.update(actions=[ScheduledItem.sending.set(sending)], condition=unchanged)
    except UpdateError as error:
        if not _was_changed(error):
            raise
        raise Conflict("somebody else changed this message at the same moment") from error


def load(account_id: str, conversation_id: str, id_: str) -> Scheduled | None:
    """One by its id."""
    try:
        item = ScheduledItem.get(_key(account_id, conversation_id), f"scheduled#{id_}", True)
    except ScheduledItem.DoesNotExist:
        return None
    return _scheduled(item)


def pending(account_id: str, conversation_id: str) -> list[Scheduled]:
    """Those that wait or are held, the next one first."""
    items = ScheduledItem.query(
        _key(account_id, conversation_id),
        ScheduledItem.sk.startswith("scheduled#"),
        consistent_read=True,
    )
    found = [one for item in items if (one := _scheduled(item)).is_pending]
    return sorted(found, key=lambda one: (one.send_at, one.id))


def _was_changed(error: PynamoDBException) -> bool:
    return error.cause_response_code == "ConditionalCheckFailedException"


def _key(account_id: str, conversation_id: str) -> str:
    return f"{account_id}#{conversation_id}"


def _item(one: Scheduled, frame: dict[str, Any]) -> ScheduledItem:
    return ScheduledItem(
        _key(one.account_id, one.conversation_id),
        f"scheduled#{one.id}",
        frame=frame,
        seen_seq=one.seen_seq,
        sending=one.sending,
        version=one.version,
    )


def _scheduled(item: ScheduledItem) -> Scheduled:
    account_id, _, conversation_id = item.pk.partition("#")
    data = item.frame["data"]
    return Scheduled(
        account_id,
        conversation_id,
        data["id"],
        Person(data["author"]["id"], data["author"]["name"]),
        data["text"],
        data["format"],
        tuple(data["attachments"]),
        data["channel_id"],
        data["reply_to"],
        parse_iso(data["send_at"]),
        data["hold"],
        int(item.seen_seq),
        parse_iso(data["created_at"]),
        ScheduledStatus(data["status"]),
        bool(item.sending),
        data["reason"],
        int(item.version),
        tuple(data.get("options", ())),
        data.get("subject"),
        None if data.get("cc") is None else tuple(data["cc"]),
        data.get("suggestion_id"),
        data.get("translate_to"),
    )
