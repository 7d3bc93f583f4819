"""Who works for an account, in which role, and whether still."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import Sessions, User
from chalicelib.accounts.items import AccountItem, UserItem, stored_sessions, user_of
from chalicelib.accounts.store.base import Write, connection
from chalicelib.runtime.errors import Conflict, NotFound


def load_accounts_of(user_id: str) -> list[User]:
    """A person as each of their accounts knows them, the oldest first. As an index knows it: what
    changed a moment ago may be missing."""
    found = [user_of(item) for item in UserItem.by_ref.query(user_id)]
    return sorted(found, key=lambda user: (user.created_at, user.account_id))


def load_departures(account_id: str) -> int:
    """How often an admin ceased to be one. Read it before the roster, and hand it to
    `save_standing`: of two admins who demote each other one is refused."""
    try:
        item = AccountItem.get(account_id, "account", consistent_read=True)
    except AccountItem.DoesNotExist as error:
        raise NotFound("there is no such account") from error
    return int(item.departures or 0)


def save_standing(
    before: User, after: User, departures: int | None, others: Sequence[Write] = ()
) -> None:
    """Store a user's role, whether they are active, and which of their sessions go on; Conflict
    when their standing, or with `departures` the number of admins, changed meanwhile."""
    actions: list[Action] = [
        UserItem.role.set(after.role),
        UserItem.inactive.remove() if after.active else UserItem.inactive.set(True),
    ]
    if after.sessions != Sessions():
        actions.append(UserItem.sessions.set(stored_sessions(after.sessions)))
    unchanged = UserItem.role == before.role
    inactive = UserItem.inactive
    unchanged &= inactive.does_not_exist() if before.active else inactive.exists()
    try:
        with TransactWrite(connection=connection()) as tx:
            key = UserItem(before.account_id, f"user#{before.id}")
            tx.update(key, actions=actions, condition=unchanged)
            if departures is not None:
                _departs(tx, before.account_id, departures)
            for write in others:
                write(tx)
    except TransactWriteError as error:
        raise _lost(error) from error


def _departs(tx: TransactWrite, account_id: str, known: int) -> None:
    number = AccountItem.departures
    tx.update(
        AccountItem(account_id, "account"),
        actions=[number.set(known + 1)],
        condition=number == known if known else number.does_not_exist(),
    )


def _lost(error: TransactWriteError) -> Exception:
    codes = {reason.code for reason in error.cancellation_reasons if reason}
    if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
        return Conflict("people were changed at the same moment; try again")
    return error


def save_sessions(account_ids: Sequence[str], user_id: str, sessions: Sessions) -> None:
    """Store which of a person's sessions go on, in all of their accounts or in none."""
    with TransactWrite(connection=connection()) as tx:
        for account_id in account_ids:
            tx.update(
                UserItem(account_id, f"user#{user_id}"),
                actions=[UserItem.sessions.set(stored_sessions(sessions))],
                condition=UserItem.pk.exists(),
            )
