"""What lies in the conversations table: its items and indexes, and the domain values they hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    ChannelRef,
    Conversation,
    Entry,
    Person,
    Preview,
    Status,
)
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.logging import correlation_id
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta

DEDUPLICATED = timedelta(days=90)
"""How long a provider's or client's message id is remembered."""


class TeamInbox(GlobalSecondaryIndex["HeadItem"]):
    """A team's conversations of one status by last update."""

    class Meta:
        index_name = "team_inbox"
        projection = AllProjection()

    team_status = UnicodeAttribute(hash_key=True)
    updated_key = UnicodeAttribute(range_key=True)


class Queue(GlobalSecondaryIndex["HeadItem"]):
    """A team's open conversations without assignee by last update. Sparse: no others are in it."""

    class Meta:
        index_name = "queue"
        projection = AllProjection()

    queue_team = UnicodeAttribute(hash_key=True)
    updated_key = UnicodeAttribute(range_key=True)


class SeatInbox(GlobalSecondaryIndex["SeatItem"]):
    """A user's list of one kind and status by last update."""

    class Meta:
        index_name = "seat_inbox"
        projection = AllProjection()

    seat_list = UnicodeAttribute(hash_key=True)
    updated_key = UnicodeAttribute(range_key=True)


class HeadItem(Model):
    """A conversation's state."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="head")
    team_status = UnicodeAttribute()
    updated_key = UnicodeAttribute()
    queue_team = UnicodeAttribute(null=True)
    version = NumberAttribute()
    state = JSONAttribute()
    team_inbox = TeamInbox()
    queue = Queue()


class EntryItem(Model):
    """One line of a timeline; its key is its seq, so a gap is one range query."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    id = UnicodeAttribute()
    type = UnicodeAttribute()
    occurred_at = UnicodeAttribute()
    actor = JSONAttribute()
    data = JSONAttribute()
    changes = JSONAttribute(null=True)
    correlation_id = UnicodeAttribute(null=True)
    provider_message_id = UnicodeAttribute(null=True)


class SeatItem(Model):
    """A user's place in a conversation, with the row that their list shows."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    seat_list = UnicodeAttribute()
    updated_key = UnicodeAttribute()
    read_up_to = NumberAttribute(default=0)
    state = JSONAttribute()
    seat_inbox = SeatInbox()


class MarkItem(Model):
    """A message id that was seen, and the entry it became: the condition is the deduplication."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="mark")
    conversation_id = UnicodeAttribute()
    seq = NumberAttribute()
    ttl = NumberAttribute(null=True)


def partition(account_id: str, conversation_id: str) -> str:
    """The key under which everything of one conversation lies."""
    return f"{account_id}#{conversation_id}"


def entry_key(seq: int) -> str:
    """Where the entry with this seq lies in its conversation."""
    return f"entry#{seq:010d}"


def updated_key(conversation: Conversation) -> str:
    """The order of every list: last update, then id, so that no two are equal."""
    return f"{iso(conversation.last_entry_at)}#{conversation.id}"


def seat_list(account_id: str, user_id: str, status: Status) -> str:
    """The list that a seat stands in."""
    return f"{account_id}#{user_id}#assigned#{status}"


def head_item(c: Conversation) -> HeadItem:
    waits = c.is_open and not c.assignees
    return HeadItem(
        partition(c.account_id, c.id),
        team_status=f"{c.account_id}#{c.team_id}#{c.status}",
        updated_key=updated_key(c),
        queue_team=f"{c.account_id}#{c.team_id}" if waits else None,
        version=c.version,
        state=state_of(c),
    )


def mark_item(account_id: str, mark: str, entry: Entry) -> MarkItem:
    return MarkItem(
        f"{account_id}#mark#{mark}",
        conversation_id=entry.conversation_id,
        seq=entry.seq,
        ttl=expires(DEDUPLICATED, entry.occurred_at),
    )


def partition_of(entry: Entry) -> str:
    return partition(entry.account_id, entry.conversation_id)


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
        correlation_id=correlation_id(),
    )


def entry_of(item: EntryItem) -> Entry:
    """The domain's entry from its item."""
    account_id, conversation_id = item.pk.split("#")
    actor = Actor(ActorKind(item.actor["kind"]), item.actor["id"], item.actor["name"])
    return Entry(
        item.id,
        account_id,
        conversation_id,
        int(item.sk.removeprefix("entry#")),
        item.type,
        actor,
        parse_iso(item.occurred_at),
        item.data,
        item.changes or {},
    )


def state_of(c: Conversation) -> dict[str, Any]:
    """The head as JSON: what rules and rows read together is stored together."""
    return {
        "team_id": c.team_id,
        "channel": [c.channel.id, c.channel.kind, c.channel.name, c.channel.pushes],
        "contact": [c.contact.id, c.contact.name],
        "address": c.address,
        "status": c.status,
        "created_at": iso(c.created_at),
        "last_entry_at": iso(c.last_entry_at),
        "version": c.version,
        "assignees": [[person.id, person.name] for person in c.assignees],
        "assigned_at": _iso(c.assigned_at),
        "preview": [c.preview.text, c.preview.author] if c.preview else None,
        "waiting_since": _iso(c.waiting_since),
        "unreplied_since": _iso(c.unreplied_since),
        "received_seq": c.received_seq,
    }


def conversation_of(item: HeadItem | SeatItem) -> Conversation:
    account_id, _, conversation_id = item.pk.partition("#")
    state = item.state
    preview = state["preview"]
    return Conversation(
        account_id=account_id,
        id=conversation_id,
        team_id=state["team_id"],
        channel=ChannelRef(*state["channel"]),
        contact=Person(*state["contact"]),
        address=state["address"],
        status=Status(state["status"]),
        created_at=parse_iso(state["created_at"]),
        last_entry_at=parse_iso(state["last_entry_at"]),
        version=state["version"],
        assignees=tuple(Person(*person) for person in state["assignees"]),
        assigned_at=_parse(state["assigned_at"]),
        preview=Preview(preview[0], ActorKind(preview[1])) if preview else None,
        waiting_since=_parse(state["waiting_since"]),
        unreplied_since=_parse(state["unreplied_since"]),
        received_seq=state["received_seq"],
    )


def _iso(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None


def _parse(text: str | None) -> datetime | None:
    return parse_iso(text) if text else None
