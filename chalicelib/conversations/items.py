"""What lies in the conversations table: its items and indexes. Keys and costs: docs/data-model.md.

Everything beside the head and the entries (seats, labels) follows from them and is written with
them; `rows` says which there must be.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.conversations.domain import (
    RANK,
    Conversation,
    Entry,
    Seat,
    Status,
    attention,
    is_shared,
    seats,
    shelf,
)
from chalicelib.conversations.states import state_of
from chalicelib.runtime.ids import iso
from chalicelib.runtime.logging import correlation_id
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, expires, meta

DEDUPLICATED = timedelta(days=90)
"""How long a provider's or client's message id is remembered."""


class Lists(GlobalSecondaryIndex["RowItem"]):
    """Every list by last update: a team's from the heads, a user's own from the seats."""

    class Meta:
        index_name = "lists"
        projection = AllProjection()

    list_key = UnicodeAttribute(hash_key=True)
    updated_key = UnicodeAttribute(range_key=True)


class Queue(GlobalSecondaryIndex["RowItem"]):
    """A team's open conversations without assignee by last update. Sparse: no others are in it."""

    class Meta:
        index_name = "queue"
        projection = AllProjection()

    queue_team = UnicodeAttribute(hash_key=True)
    updated_key = UnicodeAttribute(range_key=True)


class Attention(GlobalSecondaryIndex["RowItem"]):
    """Open conversations by place, need and age: what counts and the order by creation read.
    Only keys, so a message that changes no key costs nothing here."""

    class Meta:
        index_name = "attention"
        projection = KeysOnlyProjection()

    attention_of = UnicodeAttribute(hash_key=True)
    attention = UnicodeAttribute(range_key=True)


class Priorities(GlobalSecondaryIndex["RowItem"]):
    """Every list's conversations that have a priority, the most urgent first. Sparse."""

    class Meta:
        index_name = "priorities"
        projection = KeysOnlyProjection()

    list_key = UnicodeAttribute(hash_key=True)
    priority_key = UnicodeAttribute(range_key=True)


class ByContact(GlobalSecondaryIndex["RowItem"]):
    """A contact's conversations by their ids, which sort by birth. Its keys never change, so only
    birth and death cost."""

    class Meta:
        index_name = "by_contact"
        projection = KeysOnlyProjection()

    contact_of = UnicodeAttribute(hash_key=True)
    pk = UnicodeAttribute(range_key=True)


class ByLabel(GlobalSecondaryIndex["LabelItem"]):
    """What a label is on, newest first (SRCH-01)."""

    class Meta:
        index_name = "by_label"
        projection = KeysOnlyProjection()

    label_of = UnicodeAttribute(hash_key=True)
    labelled_key = UnicodeAttribute(range_key=True)


class Notes(GlobalSecondaryIndex["EntryItem"]):
    """A conversation's notes without its messages (NOTE-09). Sparse."""

    class Meta:
        index_name = "notes"
        projection = AllProjection()

    note_of = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)


class RowItem(Model):
    """A head (sk `head`) or a seat (sk `seat#{list}#{holder}`): a row of some list."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="head")
    state = Json(null=True)
    updated_key = UnicodeAttribute(null=True)
    list_key = UnicodeAttribute(null=True)
    queue_team = UnicodeAttribute(null=True)
    attention_of = UnicodeAttribute(null=True)
    attention = UnicodeAttribute(null=True)
    priority_key = UnicodeAttribute(null=True)
    contact_of = UnicodeAttribute(null=True)
    revision = NumberAttribute(null=True)
    lists = Lists()
    queue = Queue()
    by_attention = Attention()
    priorities = Priorities()
    by_contact = ByContact()


class LabelItem(Model):
    """A label on the conversation or on one message."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    label_of = UnicodeAttribute()
    labelled_key = UnicodeAttribute()
    by_label = ByLabel()


class EntryItem(Model):
    """One line of a timeline; its key is its seq, so a gap is one range query."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    id = UnicodeAttribute()
    type = UnicodeAttribute()
    occurred_at = UnicodeAttribute()
    actor = Json()
    data = Json()
    changes = Json(null=True)
    private_labels = Json(null=True)
    history = Json(null=True)
    note_of = UnicodeAttribute(null=True)
    correlation_id = UnicodeAttribute(null=True)
    provider_message_id = UnicodeAttribute(null=True)
    notes = Notes()


class MarkItem(Model):
    """A message id that was seen, or a conversation's number, and the entry it became: the
    condition is the deduplication."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="mark")
    conversation_id = UnicodeAttribute()
    seq = NumberAttribute()
    ttl = NumberAttribute(null=True)


Row = RowItem | LabelItem


def partition(account_id: str, conversation_id: str) -> str:
    """The key under which everything of one conversation lies."""
    return f"{account_id}#{conversation_id}"


def partition_of(entry: Entry) -> str:
    return partition(entry.account_id, entry.conversation_id)


def entry_key(seq: int) -> str:
    """Where the entry with this seq lies in its conversation."""
    return f"entry#{seq:010d}"


def updated_key(conversation: Conversation) -> str:
    """The order of every list: last update, then id, so that no two are equal."""
    return f"{iso(conversation.last_entry_at)}#{conversation.id}"


def priority_key(c: Conversation) -> str | None:
    """The order by priority: the urgent first, then the oldest. Without one: in no such order."""
    return f"{RANK[c.priority]}#{c.id}" if c.priority else None


def list_key(account_id: str, holder: str, list_: str, part: str) -> str:
    """A list: a user's own, or (holder: the team) `inbox`; open, snoozed or closed."""
    return f"{account_id}#{holder}#{list_}#{part}"


def head_item(c: Conversation) -> RowItem:
    """The head, and its places in its team's lists unless it is restricted."""
    item = RowItem(
        partition(c.account_id, c.id),
        "head",
        state=state_of(c),
        updated_key=updated_key(c),
        revision=c.revision,
    )
    if c.status is not Status.DELETED:
        item.contact_of = f"{c.account_id}#{c.contact.id}"
    if is_shared(c):
        item.list_key = list_key(c.account_id, c.team_id, "inbox", shelf(c))
        item.priority_key = priority_key(c)
        if shelf(c) == "open":
            place = "queue" if c.is_waiting else "owned"
            item.attention_of = f"{c.account_id}#{c.team_id}"
            item.attention = f"{place}#{attention(c)}#{c.id}"
        if c.is_waiting:
            item.queue_team = f"{c.account_id}#{c.team_id}"
    return item


def rows(c: Conversation | None) -> dict[str, Row]:
    """Every seat and label item that there must be for a head, by sort key."""
    if c is None or c.status is Status.DELETED:
        return {}
    made: dict[str, Row] = {}
    for seat in seats(c):
        item = _seat_item(c, seat)
        made[item.sk] = item
    own = {label for labels in c.private_labels.values() for label in labels}
    for label in {*c.labels, *own}:
        marked = _label_item(c.account_id, c.id, label, "head", f"{iso(c.created_at)}#{c.id}")
        made[marked.sk] = marked
    return made


def message_labels(entry: Entry) -> dict[str, Row]:
    """The label items of one message."""
    own = {label for labels in entry.private_labels.values() for label in labels}
    key = f"{iso(entry.occurred_at)}#{entry.conversation_id}"
    items = [
        _label_item(entry.account_id, entry.conversation_id, label, f"{entry.seq:010d}", key)
        for label in {*entry.data.get("labels", ()), *own}
    ]
    return {item.sk: item for item in items}


def _seat_item(c: Conversation, seat: Seat) -> RowItem:
    item = RowItem(
        partition(c.account_id, c.id),
        f"seat#{seat.list}#{seat.holder}",
        state=state_of(c, seat),
        updated_key=updated_key(c),
        list_key=list_key(c.account_id, seat.holder, seat.list, shelf(c)),
        priority_key=priority_key(c),
    )
    if shelf(c) == "open":
        item.attention_of = f"{c.account_id}#{seat.holder}"
        asks = attention(c, None if seat.is_shared else seat.holder)
        item.attention = f"{seat.list}#{asks}#{c.id}"
    return item


def _label_item(account_id: str, conversation_id: str, label: str, on: str, key: str) -> LabelItem:
    return LabelItem(
        partition(account_id, conversation_id),
        f"label#{label}#{on}",
        label_of=f"{account_id}#{label}",
        labelled_key=f"{key}#{on}",
    )


def mark_item(account_id: str, mark: str, entry: Entry) -> MarkItem:
    return MarkItem(
        f"{account_id}#mark#{mark}",
        conversation_id=entry.conversation_id,
        seq=entry.seq,
        ttl=expires(DEDUPLICATED, entry.occurred_at),
    )


def number_item(c: Conversation) -> MarkItem:
    """By its number a conversation is found for as long as it lives."""
    return MarkItem(f"{c.account_id}#mark#number#{c.number}", conversation_id=c.id, seq=1)


def entry_item(entry: Entry) -> EntryItem:
    actor = entry.actor
    return EntryItem(
        partition_of(entry),
        entry_key(entry.seq),
        id=entry.id,
        type=entry.type,
        occurred_at=iso(entry.occurred_at),
        actor={"kind": actor.kind, "id": actor.id, "name": actor.name},
        data=entry.data,
        changes=entry.changes or None,
        note_of=partition_of(entry) if entry.type == "note.added" else None,
        correlation_id=correlation_id(),
        provider_message_id=entry.provider_message_id,
    )


def rewritten(entry: Entry) -> list[Any]:
    """The actions that make a stored entry read as it does now."""
    own = {user: list(labels) for user, labels in entry.private_labels.items()}
    actions = [EntryItem.data.set(entry.data)]
    if own:
        actions.append(EntryItem.private_labels.set(own))
    else:
        actions.append(EntryItem.private_labels.remove())
    if entry.history:
        actions.append(EntryItem.history.set(list(entry.history)))
    if entry.data.get("deleted_at") and entry.type == "note.added":
        actions.append(EntryItem.note_of.remove())
    return actions
