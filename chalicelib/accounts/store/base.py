"""What the parts of the store share."""

from __future__ import annotations

from collections.abc import Callable

from pynamodb.connection import Connection
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.items import Item

Write = Callable[[TransactWrite], None]
"""Something that goes into a transaction which others compose."""

FAILED = "ConditionalCheckFailedException"
NO_USER = "there is no such user"


def everyone_team_id(account_id: str) -> str:
    """The id of the account's team "Entire team": known without a read."""
    return f"tm_{account_id.removeprefix('acc_')}"


def connection() -> Connection:
    """The connection that transactions use."""
    return Item._get_connection().connection
