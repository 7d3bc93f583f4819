"""Accounts, users, teams and memberships in DynamoDB. Keys and costs: docs/data-model.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import (
    DEFAULT_HOURS,
    Account,
    Availability,
    Caller,
    Policy,
    Roster,
    Team,
    User,
)
from chalicelib.accounts.items import (
    AccountItem,
    EmailItem,
    Item,
    MembershipItem,
    TeamItem,
    UserItem,
    policy_of,
    team_item,
    team_of,
    user_item,
    user_of,
)
from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.ids import iso, parse_iso


def everyone_team_id(account_id: str) -> str:
    """The id of the account's team "Entire team": known without a read."""
    return f"tm_{account_id.removeprefix('acc_')}"


def create_account(account: Account, admin: User) -> None:
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
                    hours=DEFAULT_HOURS,
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


def create_user(user: User) -> None:
    """Store a further user; Conflict when the email belongs to a user already."""
    try:
        with TransactWrite(connection=connection()) as tx:
            _save_user(tx, user)
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


def find_account_of(user_id: str) -> str | None:
    """The account that a user belongs to."""
    return next((item.pk for item in UserItem.by_ref.query(user_id, limit=1)), None)


def load_account(account_id: str) -> Account:
    """An account."""
    try:
        item = AccountItem.get(account_id, "account")
    except AccountItem.DoesNotExist as error:
        raise NotFound("there is no such account") from error
    return Account(account_id, item.name, parse_iso(item.created_at))


def load_caller(account_id: str, user_id: str) -> Caller | None:
    """A user and the ids of their teams, in one query."""
    items = list(
        Item.query(account_id, Item.sk.startswith(f"user#{user_id}"), consistent_read=True)
    )
    user = next((item for item in items if isinstance(item, UserItem)), None)
    if user is None or user.inactive:
        return None
    teams = {item.sk.rpartition("#")[2] for item in items if isinstance(item, MembershipItem)}
    return Caller(
        account_id,
        user_id,
        user.name,
        user.role,
        frozenset(teams | {everyone_team_id(account_id)}),
        Availability(user.availability),
        user.preferences or {},
        bool(user.restricted),
    )


def load_roster(account_id: str) -> Roster:
    """All teams, users and memberships of an account, in one query."""
    items = list(Item.query(account_id, Item.sk.between("team#", "user#~")))
    users = [user_of(item) for item in items if isinstance(item, UserItem)]
    return Roster(
        tuple(user for user in users if user.active),
        tuple(team_of(item) for item in items if isinstance(item, TeamItem)),
        frozenset(
            (item.sk.split("#")[3], item.sk.split("#")[1])
            for item in items
            if isinstance(item, MembershipItem)
        ),
        tuple(user for user in users if not user.active),
    )


def load_user(account_id: str, user_id: str) -> User:
    """A user of the account."""
    try:
        return user_of(UserItem.get(account_id, f"user#{user_id}", consistent_read=True))
    except UserItem.DoesNotExist as error:
        raise NotFound("there is no such user") from error


def update_user(account_id: str, user_id: str, **fields: str) -> User:
    """Change some of a user's name, role and availability."""
    item = UserItem(account_id, f"user#{user_id}")
    actions = [getattr(UserItem, field).set(value) for field, value in fields.items()]
    if actions:
        try:
            item.update(actions=actions, condition=UserItem.pk.exists())
        except UpdateError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                raise NotFound("there is no such user") from error
            raise
    return load_user(account_id, user_id)


def save_preferences(
    account_id: str, user_id: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Replace a user's preferences; Conflict when they are no longer as they were before."""
    attribute = UserItem.preferences
    unchanged = attribute == before if before else attribute.does_not_exist()
    try:
        UserItem(account_id, f"user#{user_id}").update(
            actions=[attribute.set(after)], condition=UserItem.pk.exists() & unchanged
        )
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise Conflict("your preferences were changed at the same moment") from error
        raise


def save_team(team: Team, joins: frozenset[str], leaves: frozenset[str]) -> None:
    """Store a team and the memberships that changed."""
    with TransactWrite(connection=connection()) as tx:
        tx.save(team_item(team))
        for user_id in joins:
            tx.save(MembershipItem(team.account_id, f"user#{user_id}#team#{team.id}"))
        for user_id in leaves:
            tx.delete(MembershipItem(team.account_id, f"user#{user_id}#team#{team.id}"))


def delete_team(team: Team, members: frozenset[str]) -> None:
    """Remove a team and its memberships."""
    with TransactWrite(connection=connection()) as tx:
        tx.delete(TeamItem(team.account_id, f"team#{team.id}"))
        for user_id in members:
            tx.delete(MembershipItem(team.account_id, f"user#{user_id}#team#{team.id}"))


def desk_write(
    account_id: str, user_id: str, load: int, restricted: bool
) -> Callable[[TransactWrite], None]:
    """Move a user's number of open conversations, and note that they are named in a restricted
    one, inside the transaction that does it: one write, for a transaction takes one per item."""
    item = UserItem(account_id, f"user#{user_id}")
    actions: list[Action] = [UserItem.load.add(load)] if load else []
    if restricted:
        actions.append(UserItem.restricted.set(True))
    return lambda tx: tx.update(item, actions=actions)


def next_number(account_id: str) -> int:
    """Count the account's conversations up by one."""
    answer = AccountItem._get_connection().update_item(
        account_id,
        "account",
        actions=[AccountItem.last_number.add(1)],
        return_values="UPDATED_NEW",
    )
    return int(answer["Attributes"]["last_number"]["N"])


def load_policy(account_id: str) -> Policy:
    """The account's policy: what was settled, else the default."""
    try:
        return policy_of(AccountItem.get(account_id, "account"))
    except AccountItem.DoesNotExist as error:
        raise NotFound("there is no such account") from error


def save_policy(account_id: str, fields: dict[str, Any]) -> None:
    """Settle some parts of the account's policy; None settles that there is none."""
    actions = [
        getattr(AccountItem, field).remove()
        if value is None
        else getattr(AccountItem, field).set(value)
        for field, value in fields.items()
    ]
    if actions:
        AccountItem(account_id, "account").update(actions=actions)


def connection() -> Connection:
    """The connection that transactions use."""
    return Item._get_connection().connection
