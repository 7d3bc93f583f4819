"""Conversations in DynamoDB: head, timeline, seats; one transaction per change.

Keys and costs: docs/data-model.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.transactions import TransactWrite

from chalicelib.conversations.domain import (
    Change,
    Conversation,
    Entry,
    Person,
    Status,
)
from chalicelib.conversations.items import (
    EntryItem,
    HeadItem,
    MarkItem,
    SeatItem,
    conversation_of,
    entry_item,
    entry_key,
    entry_of,
    head_item,
    mark_item,
    partition,
    partition_of,
    seat_list,
    state_of,
    updated_key,
)
from chalicelib.runtime.errors import Conflict, Duplicate
from chalicelib.runtime.ids import seq_of
from chalicelib.runtime.settings import settings

Write = Callable[[TransactWrite], None]
"""Adds another noun's write to a transaction of ours."""


def connection() -> Connection:
    """The connection that transactions use; PynamoDB keeps its session."""
    return HeadItem._get_connection().connection


def load(account_id: str, conversation_id: str) -> Conversation | None:
    """The conversation as of the last committed change, or None."""
    try:
        item = HeadItem.get(partition(account_id, conversation_id), "head", consistent_read=True)
    except HeadItem.DoesNotExist:
        return None
    return conversation_of(item)


def load_many(keys: Iterable[tuple[str, str]]) -> dict[str, Conversation]:
    """Heads by conversation id, for pairs of account and conversation, in one call."""
    found = HeadItem.batch_get([(partition(*key), "head") for key in set(keys)])
    conversations = [conversation_of(item) for item in found]
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
            tx.save(head_item(after), condition=unchanged)
            if mark:
                seen = mark_item(after.account_id, mark, change.entry)
                tx.save(seen, condition=MarkItem.pk.does_not_exist())
            tx.save(entry_item(change.entry), condition=EntryItem.pk.does_not_exist())
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
    item = EntryItem(partition_of(message), entry_key(message.seq))
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
    item = EntryItem(partition_of(message), entry_key(message.seq))
    marked = mark_item(message.account_id, mark, message)
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
    return [(conversation_of(item), int(item.read_up_to)) for item in items]


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
    return [conversation_of(item) for item in items]


def list_queue(account_id: str, team_id: str, after: str | None, limit: int) -> list[Conversation]:
    """A team's unassigned open conversations, oldest first."""
    items = HeadItem.queue.query(
        f"{account_id}#{team_id}",
        _range(HeadItem.updated_key, after, ascending=True),
        limit=limit,
    )
    return [conversation_of(item) for item in items]


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


def _range(key: UnicodeAttribute, position: str | None, ascending: bool) -> Any:
    if position is None:
        return None
    return key > position if ascending else key < position


def _seat(tx: TransactWrite, after: Conversation, person: Person) -> None:
    item = SeatItem(partition(after.account_id, after.id), f"seat#assigned#{person.id}")
    tx.update(
        item,
        actions=[
            SeatItem.seat_list.set(seat_list(after.account_id, person.id, after.status)),
            SeatItem.updated_key.set(updated_key(after)),
            SeatItem.state.set(state_of(after)),
            SeatItem.read_up_to.set(SeatItem.read_up_to | 0),
        ],
    )
