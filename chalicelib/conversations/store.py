"""Conversations in DynamoDB: head, timeline, seats; one transaction per change.

Keys and costs: docs/data-model.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    Change,
    ChannelRef,
    Conversation,
    Entry,
    Person,
    Preview,
    Status,
)
from chalicelib.runtime.errors import Conflict, Duplicate
from chalicelib.runtime.ids import iso, parse_iso, seq_of
from chalicelib.runtime.logging import correlation_id
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta

Write = Callable[[TransactWrite], None]
"""Adds another noun's write to a transaction of ours."""

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


def connection() -> Connection:
    """The connection that transactions use; PynamoDB keeps its session."""
    return HeadItem._get_connection().connection


def partition(account_id: str, conversation_id: str) -> str:
    """The key under which everything of one conversation lies."""
    return f"{account_id}#{conversation_id}"


def entry_key(seq: int) -> str:
    """Where the entry with this seq lies in its conversation."""
    return f"entry#{seq:010d}"


def load(account_id: str, conversation_id: str) -> Conversation | None:
    """The conversation as of the last committed change, or None."""
    try:
        item = HeadItem.get(partition(account_id, conversation_id), "head", consistent_read=True)
    except HeadItem.DoesNotExist:
        return None
    return _conversation(item)


def load_many(keys: Iterable[tuple[str, str]]) -> dict[str, Conversation]:
    """Heads by conversation id, for pairs of account and conversation, in one call."""
    found = HeadItem.batch_get([(partition(*key), "head") for key in set(keys)])
    conversations = [_conversation(item) for item in found]
    return {conversation.id: conversation for conversation in conversations}


def save(change: Change, mark: str | None = None, others: Sequence[Write] = ()) -> None:
    """Store the new state, its entry and what hangs on them together, or nothing at all.

    `mark` names the provider's or client's message id; if it was seen before: Duplicate. If
    anything else changed in the meantime: Conflict, and the caller loads and decides again.
    PynamoDB sends deletes, puts and updates in that order, which is how reasons are told apart.
    """
    after, before = change.after, change.before
    unchanged = (
        HeadItem.version == before.version if before is not None else HeadItem.pk.does_not_exist()
    )
    removed = {p.id for p in before.assignees} - {p.id for p in after.assignees} if before else ()
    try:
        with TransactWrite(connection=connection()) as tx:
            for user in removed:
                tx.delete(SeatItem(partition(after.account_id, after.id), f"seat#assigned#{user}"))
            tx.save(_head(after), condition=unchanged)
            if mark:
                seen = _mark(after.account_id, mark, change.entry)
                tx.save(seen, condition=MarkItem.pk.does_not_exist())
            tx.save(_entry_item(change.entry), condition=EntryItem.pk.does_not_exist())
            for person in after.assignees:
                _seat(tx, after, person)
            for write in others:
                write(tx)
    except TransactWriteError as error:
        raise _refusal(error, mark_at=len(removed) + 1 if mark else None) from error


def _refusal(error: TransactWriteError, mark_at: int | None) -> Exception:
    reasons = error.cancellation_reasons
    codes = {reason.code for reason in reasons if reason}
    if not codes & {"ConditionalCheckFailed", "TransactionConflict"}:
        return error
    marked = reasons[mark_at] if mark_at is not None else None
    if marked is not None and marked.code == "ConditionalCheckFailed":
        return Duplicate("this message was received before")
    return Conflict("somebody else changed the conversation at the same moment; try again")


def delivery_write(message: Entry) -> Write:
    """Replace a stored message's data by its new delivery state."""
    item = EntryItem(_partition(message), entry_key(message.seq))
    return lambda tx: tx.update(item, actions=[EntryItem.data.set(message.data)])


def find_marked(account_id: str, mark: str) -> Entry | None:
    """The entry that a message id became, or None when it was never seen."""
    found = find_mark(account_id, mark)
    return load_entry(account_id, *found) if found else None


def find_mark(account_id: str, mark: str) -> tuple[str, int] | None:
    """The conversation and seq behind a message id."""
    try:
        item = MarkItem.get(f"{account_id}#mark#{mark}", "mark", consistent_read=True)
    except MarkItem.DoesNotExist:
        return None
    return item.conversation_id, int(item.seq)


def load_entry(account_id: str, conversation_id: str, seq: int) -> Entry | None:
    """One entry by its seq."""
    try:
        item = EntryItem.get(partition(account_id, conversation_id), entry_key(seq), True)
    except EntryItem.DoesNotExist:
        return None
    return entry_of(item)


def load_entry_by_id(account_id: str, conversation_id: str, id_: str) -> Entry | None:
    """One entry by its id, which holds its seq."""
    entry = load_entry(account_id, conversation_id, seq_of(id_))
    return entry if entry and entry.id == id_ else None


def accept(message: Entry, provider_message_id: str, mark: str, at: datetime) -> None:
    """Remember under which id the provider took a message, so that its reports find it."""
    item = EntryItem(_partition(message), entry_key(message.seq))
    marked = _mark(message.account_id, mark, message)
    with TransactWrite(connection=connection()) as tx:
        tx.save(marked)
        tx.update(item, actions=[EntryItem.provider_message_id.set(provider_message_id)])


def page_before(
    account_id: str, conversation_id: str, before: int | None, limit: int
) -> list[Entry]:
    """Up to `limit` entries before seq `before` (None: the newest), in ascending order."""
    last = entry_key(before - 1) if before else "entry#~"
    items = EntryItem.query(
        partition(account_id, conversation_id),
        EntryItem.sk.between("entry#", last),
        scan_index_forward=False,
        limit=limit,
    )
    return [entry_of(item) for item in items][::-1]


def page_after(account_id: str, conversation_id: str, after: int, limit: int) -> list[Entry]:
    """Up to `limit` entries after seq `after`, in ascending order; sees the last commit."""
    items = EntryItem.query(
        partition(account_id, conversation_id),
        EntryItem.sk.between(entry_key(after + 1), "entry#~"),
        consistent_read=True,
        limit=limit,
    )
    return [entry_of(item) for item in items]


def list_seats(
    account_id: str, user_id: str, status: Status, before: str | None, limit: int
) -> list[tuple[Conversation, int]]:
    """A user's conversations, newest first, each with how far the user has read it."""
    items = SeatItem.seat_inbox.query(
        seat_list(account_id, user_id, status),
        _range(SeatItem.updated_key, before, ascending=False),
        scan_index_forward=False,
        limit=limit,
    )
    return [(_conversation(item), int(item.read_up_to)) for item in items]


def list_team(
    account_id: str, team_id: str, status: Status, before: str | None, limit: int
) -> list[Conversation]:
    """A team's conversations, newest first."""
    items = HeadItem.team_inbox.query(
        f"{account_id}#{team_id}#{status}",
        _range(HeadItem.updated_key, before, ascending=False),
        scan_index_forward=False,
        limit=limit,
    )
    return [_conversation(item) for item in items]


def list_queue(account_id: str, team_id: str, after: str | None, limit: int) -> list[Conversation]:
    """A team's unassigned open conversations, oldest first."""
    items = HeadItem.queue.query(
        f"{account_id}#{team_id}",
        _range(HeadItem.updated_key, after, ascending=True),
        limit=limit,
    )
    return [_conversation(item) for item in items]


def count_seats(account_id: str, user_id: str, limit: int) -> int:
    """How many open conversations a user has, at most `limit`."""
    return _count("seat_inbox", "seat_list", seat_list(account_id, user_id, Status.OPEN), limit)


def count_team(account_id: str, team_id: str, limit: int) -> int:
    """How many open conversations a team has, at most `limit`."""
    return _count("team_inbox", "team_status", f"{account_id}#{team_id}#{Status.OPEN}", limit)


def count_queue(account_id: str, team_id: str, limit: int) -> int:
    """How many conversations wait in a team's queue, at most `limit`."""
    return _count("queue", "queue_team", f"{account_id}#{team_id}", limit)


def _count(index: str, key: str, value: str, limit: int) -> int:
    """Count up to `limit` in one call. PynamoDB's own count goes on over every page, so that a
    million rows would cost ten thousand calls."""
    answer = connection().dispatch(
        "Query",
        {
            "TableName": settings().conversations_table,
            "IndexName": index,
            "KeyConditionExpression": "#key = :value",
            "ExpressionAttributeNames": {"#key": key},
            "ExpressionAttributeValues": {":value": {"S": value}},
            "Select": "COUNT",
            "Limit": limit,
        },
    )
    return int(answer["Count"])


def mark_read(account_id: str, conversation_id: str, user_id: str, up_to: int) -> None:
    """Move a user's read mark forward; without a seat, or when further already, nothing changes."""
    item = SeatItem(partition(account_id, conversation_id), f"seat#assigned#{user_id}")
    further = SeatItem.pk.exists() & (SeatItem.read_up_to < up_to)
    try:
        item.update(actions=[SeatItem.read_up_to.set(up_to)], condition=further)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def updated_key(conversation: Conversation) -> str:
    """The order of every list: last update, then id, so that no two are equal."""
    return f"{iso(conversation.last_entry_at)}#{conversation.id}"


def seat_list(account_id: str, user_id: str, status: Status) -> str:
    """The list that a seat stands in."""
    return f"{account_id}#{user_id}#assigned#{status}"


def _range(key: UnicodeAttribute, position: str | None, ascending: bool) -> Any:
    if position is None:
        return None
    return key > position if ascending else key < position


def _head(c: Conversation) -> HeadItem:
    waits = c.is_open and not c.assignees
    return HeadItem(
        partition(c.account_id, c.id),
        team_status=f"{c.account_id}#{c.team_id}#{c.status}",
        updated_key=updated_key(c),
        queue_team=f"{c.account_id}#{c.team_id}" if waits else None,
        version=c.version,
        state=_state(c),
    )


def _seat(tx: TransactWrite, after: Conversation, person: Person) -> None:
    item = SeatItem(partition(after.account_id, after.id), f"seat#assigned#{person.id}")
    tx.update(
        item,
        actions=[
            SeatItem.seat_list.set(seat_list(after.account_id, person.id, after.status)),
            SeatItem.updated_key.set(updated_key(after)),
            SeatItem.state.set(_state(after)),
            SeatItem.read_up_to.set(SeatItem.read_up_to | 0),
        ],
    )


def _mark(account_id: str, mark: str, entry: Entry) -> MarkItem:
    return MarkItem(
        f"{account_id}#mark#{mark}",
        conversation_id=entry.conversation_id,
        seq=entry.seq,
        ttl=expires(DEDUPLICATED, entry.occurred_at),
    )


def _partition(entry: Entry) -> str:
    return partition(entry.account_id, entry.conversation_id)


def _entry_item(entry: Entry) -> EntryItem:
    actor = entry.actor
    return EntryItem(
        _partition(entry),
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


def _state(c: Conversation) -> dict[str, Any]:
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


def _conversation(item: HeadItem | SeatItem) -> Conversation:
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
