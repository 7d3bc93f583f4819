"""Reading lists of conversations and counting them. Keys and costs: docs/data-model.md."""

from __future__ import annotations

from typing import Any

from pynamodb.attributes import UnicodeAttribute

from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.items import RowItem, list_key, partition
from chalicelib.conversations.states import conversation_of
from chalicelib.conversations.store import connection
from chalicelib.runtime.settings import settings


def list_of(
    account_id: str,
    holder: str,
    list_: str,
    part: str,
    position: str | None,
    limit: int,
    newest_first: bool = True,
) -> list[Conversation]:
    """A part (open, snoozed, closed) of a user's or team's list by last update."""
    items = RowItem.lists.query(
        list_key(account_id, holder, list_, part),
        _range(RowItem.updated_key, position, not newest_first),
        scan_index_forward=not newest_first,
        limit=limit,
    )
    return [conversation_of(item) for item in items]


def queue_of(
    account_id: str, team_id: str, position: str | None, limit: int, newest_first: bool
) -> list[Conversation]:
    """A team's waiting conversations by last update."""
    items = RowItem.queue.query(
        f"{account_id}#{team_id}",
        _range(RowItem.updated_key, position, not newest_first),
        scan_index_forward=not newest_first,
        limit=limit,
    )
    return [conversation_of(item) for item in items]


def ids_by_creation(
    account_id: str, holder: str, prefix: str, position: str | None, limit: int
) -> list[str]:
    """Ids of open conversations at a place, oldest first. `prefix` is a place and
    what it asks for: see `items.Attention`."""
    last = f"{prefix}#~"
    first = min(f"{prefix}#{position}~", last) if position else f"{prefix}#"
    items = RowItem.by_attention.query(
        f"{account_id}#{holder}", RowItem.attention.between(first, last), limit=limit
    )
    return [item.attention.removeprefix(f"{prefix}#") for item in items]


def keys_by_priority(
    account_id: str, holder: str, list_: str, part: str, position: str | None, limit: int
) -> list[str]:
    """Priority keys (rank#id) of a list, the most urgent first, then the oldest."""
    rows = RowItem.priorities.query(
        list_key(account_id, holder, list_, part),
        _range(RowItem.priority_key, position, ascending=True),
        limit=limit,
    )
    return [str(row.priority_key) for row in rows]


def ids_of_contact(account_id: str, contact_id: str, before: str | None, limit: int) -> list[str]:
    """Ids of a contact's conversations, newest first."""
    rows = RowItem.by_contact.query(
        f"{account_id}#{contact_id}",
        RowItem.pk < partition(account_id, before) if before else None,
        scan_index_forward=False,
        limit=limit,
    )
    return [row.pk.partition("#")[2] for row in rows]


def count(account_id: str, holder: str, first: str, last: str, limit: int) -> int:
    """How many open conversations ask for a user or team between two attention keys, at most
    `limit`, in one call. PynamoDB's own count goes on over every page, so that a million rows
    would cost ten thousand calls."""
    answer = connection().dispatch(
        "Query",
        {
            "TableName": settings().conversations_table,
            "IndexName": "attention",
            "KeyConditionExpression": "attention_of = :of AND attention BETWEEN :first AND :last",
            "ExpressionAttributeValues": {
                ":of": {"S": f"{account_id}#{holder}"},
                ":first": {"S": first},
                ":last": {"S": last},
            },
            "Select": "COUNT",
            "Limit": limit,
        },
    )
    return int(answer["Count"])


def _range(key: UnicodeAttribute, position: str | None, ascending: bool) -> Any:
    if position is None:
        return None
    return key > position if ascending else key < position
