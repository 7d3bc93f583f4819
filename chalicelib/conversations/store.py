"""Conversations in DynamoDB: head, timeline, seats; one transaction per change.

Keys and costs: docs/data-model.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.conversations.domain import Change, Conversation, Entry, Status
from chalicelib.conversations.items import (
    EntryItem,
    LabelItem,
    MarkItem,
    Row,
    RowItem,
    entry_item,
    entry_key,
    head_item,
    mark_item,
    message_labels,
    number_item,
    partition,
    partition_of,
    rewritten,
    rows,
)
from chalicelib.conversations.states import conversation_of, entry_of
from chalicelib.runtime.errors import Conflict, Duplicate, Full
from chalicelib.runtime.ids import seq_of
from chalicelib.runtime.settings import settings

Write = Callable[[TransactWrite], None]
"""Adds another noun's write to a transaction of ours."""

READ_AT_ONCE = 100
"""Keys that one BatchGetItem takes."""


def connection() -> Connection:
    """The connection that transactions use; PynamoDB keeps its session."""
    return RowItem._get_connection().connection


def load(account_id: str, conversation_id: str) -> Conversation | None:
    """The conversation as of the last committed change, or None."""
    try:
        item = RowItem.get(partition(account_id, conversation_id), "head", consistent_read=True)
    except RowItem.DoesNotExist:
        return None
    return conversation_of(item)


def load_many(keys: Iterable[tuple[str, str]], consistent: bool = False) -> dict[str, Conversation]:
    """Heads by conversation id, for pairs of account and conversation, a hundred per call; as of
    the last committed change if `consistent`, at twice the cost."""
    wanted = [(partition(*key), "head") for key in set(keys)]
    found = RowItem.batch_get(wanted, consistent_read=consistent)
    conversations = [conversation_of(item) for item in found]
    return {conversation.id: conversation for conversation in conversations}


def save(
    changes: Change | Sequence[Change],
    mark: str | None = None,
    others: Sequence[Write] = (),
    claims: Sequence[Write] = (),
) -> None:
    """Store the new state, its entry and what hangs on them together, or nothing at all. Several
    changes are of several conversations.

    `mark` names the provider's or client's message id; if it was seen before: Duplicate. `claims`
    are updates of users; if nothing but a condition of theirs is wrong: Full. If anything else
    changed in the meantime: Conflict, and the caller loads and decides again.
    PynamoDB sends deletes, puts and updates in that order, which is how reasons are told apart.
    """
    several = [changes] if isinstance(changes, Change) else list(changes)
    gone, written = _rows_moved(several)
    try:
        with TransactWrite(connection=connection()) as tx:
            if mark:
                seen = mark_item(several[0].after.account_id, mark, several[0].told)
                tx.save(seen, condition=MarkItem.pk.does_not_exist())
            for row in gone:
                tx.delete(row)
            for change in several:
                _save_one(tx, change)
            for row in written:
                tx.save(row)
            for write in (*others, *claims):
                write(tx)
    except TransactWriteError as error:
        raise _refusal(error, len(gone) if mark else None, len(claims)) from error


def _save_one(tx: TransactWrite, change: Change) -> None:
    before = change.before
    unchanged = (
        RowItem.revision == before.revision if before is not None else RowItem.pk.does_not_exist()
    )
    tx.save(head_item(change.after), condition=unchanged)
    if change.entry is not None:
        tx.save(entry_item(change.entry), condition=EntryItem.pk.does_not_exist())
    if before is None:
        tx.save(number_item(change.after))
    if change.rewrite is not None:
        tx.update(_entry_at(change.rewrite.after), actions=rewritten(change.rewrite.after))


def _rows_moved(changes: Sequence[Change]) -> tuple[list[Row], list[Row]]:
    """Seats and labels that go, and those that are new or read differently. The labels of what is
    deleted go with the rest of it: there may be too many for one transaction."""
    gone: list[Row] = []
    written: list[Row] = []
    for change in changes:
        old, new = rows(change.before), rows(change.after)
        if change.rewrite is not None:
            old |= message_labels(change.rewrite.before)
            new |= message_labels(change.rewrite.after)
        deleted = change.after.status is Status.DELETED
        gone += [
            row
            for key, row in old.items()
            if key not in new and not (deleted and isinstance(row, LabelItem))
        ]
        written += [row for key, row in new.items() if key not in old or not _same(row, old[key])]
    return gone, written


def _same(one: Row, other: Row) -> bool:
    return one.attribute_values == other.attribute_values


def _refusal(error: TransactWriteError, mark_at: int | None, claims: int) -> Exception:
    reasons = error.cancellation_reasons
    failed = {"ConditionalCheckFailed", "TransactionConflict"}
    wrong = [(at, reason.code) for at, reason in enumerate(reasons) if reason]
    wrong = [(at, code) for at, code in wrong if code in failed]
    if not wrong:
        return error
    first_claim = len(reasons) - claims
    if all(at >= first_claim and code == "ConditionalCheckFailed" for at, code in wrong):
        return Full("the agent has no room for it at this moment")
    marked = reasons[mark_at] if mark_at is not None else None
    if marked is not None and marked.code == "ConditionalCheckFailed":
        return Duplicate("this message was received before")
    return Conflict("somebody else changed the conversation at the same moment; try again")


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


def find_number(account_id: str, number: int) -> str | None:
    """The conversation with a number."""
    found = find_mark(account_id, f"number#{number}")
    return found[0] if found else None


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


def load_entries(account_id: str, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Entry]:
    """Entries by conversation and seq, a hundred per call."""
    wanted = [(partition(account_id, id_), entry_key(seq)) for id_, seq in set(keys)]
    found = [entry_of(item) for item in EntryItem.batch_get(wanted)]
    return {(entry.conversation_id, entry.seq): entry for entry in found}


def accept(message: Entry, provider_message_id: str, mark: str, at: datetime) -> None:
    """Remember under which id the provider took a message, so that its reports find it."""
    marked = mark_item(message.account_id, mark, message)
    with TransactWrite(connection=connection()) as tx:
        tx.save(marked)
        tx.update(
            _entry_at(message), actions=[EntryItem.provider_message_id.set(provider_message_id)]
        )


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


def page_notes(
    account_id: str, conversation_id: str, before: int | None, limit: int
) -> list[Entry]:
    """A conversation's notes before seq `before` (None: the newest), in ascending order."""
    items = EntryItem.notes.query(
        partition(account_id, conversation_id),
        EntryItem.sk < entry_key(before) if before else None,
        scan_index_forward=False,
        limit=limit,
    )
    return [entry_of(item) for item in items][::-1]


def page_labelled(
    account_id: str, label_id: str, before: str | None, limit: int
) -> list[tuple[str, int | None, str]]:
    """What a label is on, newest first: conversation, seq (None: the conversation itself), and
    the position to go on from."""
    items = LabelItem.by_label.query(
        f"{account_id}#{label_id}",
        LabelItem.labelled_key < before if before else None,
        scan_index_forward=False,
        limit=limit,
    )
    found = []
    for item in items:
        on = item.sk.rpartition("#")[2]
        seq = None if on == "head" else int(on)
        found.append((item.pk.partition("#")[2], seq, str(item.labelled_key)))
    return found


def purge(account_id: str, conversation_id: str, keep: frozenset[str], limit: int) -> int:
    """Delete up to `limit` items of a conversation, whatever they are, but for the sort keys in
    `keep`; answers how many went, so that 0 means done."""
    key = partition(account_id, conversation_id)
    answer = connection().dispatch(
        "Query",
        {
            "TableName": settings().conversations_table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": key}},
            "ProjectionExpression": "sk",
            "Limit": limit + len(keep),
        },
    )
    found = [item["sk"]["S"] for item in answer["Items"] if item["sk"]["S"] not in keep]
    with RowItem.batch_write() as batch:
        for sk in found:
            batch.delete(RowItem(key, sk))
    return len(found)


def forget_number(conversation: Conversation) -> None:
    """Let a deleted conversation be found by its number no more."""
    number_item(conversation).delete()


def _entry_at(entry: Entry) -> Any:
    return EntryItem(partition_of(entry), entry_key(entry.seq))
