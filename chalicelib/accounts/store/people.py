"""Accounts, users and their addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import (
    DEFAULT_HOURS,
    Account,
    Team,
    User,
)
from chalicelib.accounts.items import (
    AccountItem,
    EmailItem,
    UserItem,
    team_item,
    user_item,
    user_of,
)
from chalicelib.accounts.store.base import (
    FAILED,
    NO_USER,
    Write,
    connection,
    everyone_team_id,
)
from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.ids import iso, parse_iso


def create_account(account: Account, admin: User, time_zone: str = "UTC") -> None:
    """Store an account, its first user, "Entire team" and default hours; Conflict when the email
    belongs to a user already."""
    try:
        with TransactWrite(connection=connection()) as tx:
            _save_user(tx, admin)
            tx.save(
                AccountItem(
                    account.id,
                    "account",
                    name=account.name,
                    created_at=iso(account.created_at),
                    hours=DEFAULT_HOURS | {"time_zone": time_zone},
                )
            )
            everyone = Team(
                account.id,
                everyone_team_id(account.id),
                "Entire team",
                "manual",
                account.created_at,
                everyone=True,
            )
            tx.save(team_item(everyone))
    except TransactWriteError as error:
        raise _email_taken(error) from error


def create_user(user: User, others: Sequence[Write] = ()) -> None:
    """Store a further user; Conflict when the email belongs to a user already, or one of the
    `others` is refused."""
    try:
        with TransactWrite(connection=connection()) as tx:
            _save_user(tx, user)
            for write in others:
                write(tx)
    except TransactWriteError as error:
        raise _email_taken(error) from error


def _save_user(tx: TransactWrite, user: User) -> None:
    email = EmailItem(f"email#{user.email}", "email", account_id=user.account_id, user_id=user.id)
    tx.save(email, condition=EmailItem.pk.does_not_exist())
    tx.save(user_item(user))


def _email_taken(error: TransactWriteError) -> Exception:
    codes = {reason.code for reason in error.cancellation_reasons if reason}
    if "ConditionalCheckFailed" in codes:
        return Conflict("a user with this email exists already")
    return error


def find_email(email: str) -> tuple[str, str] | None:
    """The account and user behind a normalised email address."""
    try:
        item = EmailItem.get(f"email#{email}", "email", consistent_read=True)
    except EmailItem.DoesNotExist:
        return None
    return item.account_id, item.user_id


def load_account(account_id: str) -> Account:
    """An account."""
    try:
        item = AccountItem.get(account_id, "account")
    except AccountItem.DoesNotExist as error:
        raise NotFound("there is no such account") from error
    return Account(account_id, item.name, parse_iso(item.created_at))


def load_user(account_id: str, user_id: str) -> User:
    """A user of the account."""
    try:
        return user_of(UserItem.get(account_id, f"user#{user_id}", consistent_read=True))
    except UserItem.DoesNotExist as error:
        raise NotFound(NO_USER) from error


def update_user(account_id: str, user_id: str, **fields: Any) -> User:
    """Change some of a user's attributes; None takes one away."""
    actions = [
        getattr(UserItem, field).remove() if value is None else getattr(UserItem, field).set(value)
        for field, value in fields.items()
    ]
    if actions:
        _update(account_id, user_id, actions, UserItem.pk.exists(), NotFound(NO_USER))
    return load_user(account_id, user_id)


def replace(
    account_id: str, user_id: str, field: str, before: Mapping[str, Any], after: dict[str, Any]
) -> None:
    """Replace a user's profile or preferences; Conflict when they are no longer as before."""
    attribute = getattr(UserItem, field)
    unchanged = attribute == dict(before) if before else attribute.does_not_exist()
    changed = Conflict("this was changed at the same moment")
    # a removed attribute is as one that never was: the next change asks for neither
    action = attribute.set(after) if after else attribute.remove()
    _update(account_id, user_id, [action], UserItem.pk.exists() & unchanged, changed)


def _update(
    account_id: str, user_id: str, actions: list[Action], condition: Condition, refusal: Exception
) -> None:
    try:
        UserItem(account_id, f"user#{user_id}").update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code == FAILED:
            raise refusal from error
        raise
