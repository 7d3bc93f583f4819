"""Notifications per user, and which conversations each team's queue was last seen to hold."""

from __future__ import annotations

from datetime import datetime, timedelta

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.models import Model

from chalicelib.notifications.domain import Notification
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta

KEPT = timedelta(days=90)
REMEMBERED = timedelta(days=365)
"""For how long after its newest answer a thread's writers are told of the next."""


class NotificationItem(Model):
    """A notification, under its user."""

    class Meta:
        locals().update(meta(settings().notifications_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    title = UnicodeAttribute()
    text = UnicodeAttribute()
    conversation_id = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute()
    read_at = UnicodeAttribute(null=True)
    mailed = BooleanAttribute(default=False)
    ttl = NumberAttribute()


class QueueItem(Model):
    """A team's queue as the notifier has seen it."""

    class Meta:
        locals().update(meta(settings().notifications_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="queue")
    waiting = UnicodeSetAttribute(null=True)


class ThreadItem(Model):
    """Who wrote in the thread under a note."""

    class Meta:
        locals().update(meta(settings().notifications_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="thread")
    writers = UnicodeSetAttribute(null=True)
    ttl = NumberAttribute()


def save(one: Notification) -> tuple[bool, bool]:
    """Store a notification once; whether it is new, and whether it was mailed before."""
    item = NotificationItem(
        f"{one.account_id}#{one.user_id}",
        one.id,
        kind=one.kind,
        title=one.title,
        text=one.text,
        conversation_id=one.conversation_id,
        created_at=iso(one.created_at),
        ttl=expires(KEPT, one.created_at),
    )
    try:
        item.save(condition=NotificationItem.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        known = NotificationItem.get(item.pk, item.sk, consistent_read=True)
        return False, bool(known.mailed)
    return True, False


def mailed(one: Notification) -> None:
    """Note that a notification went out by mail."""
    item = NotificationItem(f"{one.account_id}#{one.user_id}", one.id)
    item.update(actions=[NotificationItem.mailed.set(True)])


def page(account_id: str, user_id: str, before: str | None, limit: int) -> list[Notification]:
    """A user's notifications, newest first."""
    condition = NotificationItem.sk < before if before else NotificationItem.sk.startswith("ntf_")
    items = NotificationItem.query(
        f"{account_id}#{user_id}", condition, scan_index_forward=False, limit=limit
    )
    return [_notification(item) for item in items]


def mark_read(account_id: str, user_id: str, id_: str, at: datetime) -> bool:
    """Note that a user has seen a notification; False when there is none such."""
    item = NotificationItem(f"{account_id}#{user_id}", id_)
    try:
        item.update(
            actions=[NotificationItem.read_at.set(iso(at))],
            condition=NotificationItem.pk.exists(),
        )
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def queue_entered(account_id: str, team_id: str, conversation_id: str) -> set[str]:
    """Add a conversation to the queue as seen; answers what it held before."""
    answer = QueueItem._get_connection().update_item(
        f"{account_id}#{team_id}",
        "queue",
        actions=[QueueItem.waiting.add({conversation_id})],
        return_values="UPDATED_OLD",
    )
    return set(answer.get("Attributes", {}).get("waiting", {}).get("SS", []))


def queue_left(account_id: str, team_id: str, conversation_ids: set[str]) -> None:
    """Take conversations out of the queue as seen."""
    if conversation_ids:
        item = QueueItem(f"{account_id}#{team_id}")
        item.update(actions=[QueueItem.waiting.delete(conversation_ids)])


def thread_joined(account_id: str, note_id: str, user_id: str, at: datetime) -> set[str]:
    """Add a writer to the thread under a note; answers who had written there before."""
    answer = ThreadItem._get_connection().update_item(
        f"{account_id}#{note_id}",
        "thread",
        actions=[ThreadItem.writers.add({user_id}), ThreadItem.ttl.set(expires(REMEMBERED, at))],
        return_values="UPDATED_OLD",
    )
    return set(answer.get("Attributes", {}).get("writers", {}).get("SS", []))


def _notification(item: NotificationItem) -> Notification:
    account_id, user_id = item.pk.split("#")
    return Notification(
        account_id,
        user_id,
        item.sk,
        item.kind,
        item.title,
        item.text,
        item.conversation_id,
        parse_iso(item.created_at),
        parse_iso(item.read_at) if item.read_at else None,
    )
