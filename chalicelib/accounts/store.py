"""Accounts, users, teams and memberships in DynamoDB. Keys and costs: docs/data-model.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pynamodb.attributes import (
    BooleanAttribute,
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import (
    DEFAULT_HOURS,
    Account,
    Availability,
    Caller,
    Role,
    Roster,
    Team,
    User,
)
from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class ByUser(GlobalSecondaryIndex["UserItem"]):
    """A user by the id in their token, which does not name the account."""

    class Meta:
        index_name = "by_ref"
        projection = AllProjection()

    ref = UnicodeAttribute(hash_key=True)


class Item(Model):
    """Base of what lies under an account's key."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()


class AccountItem(Item, discriminator="account"):
    name = UnicodeAttribute()
    created_at = UnicodeAttribute()
    hours = JSONAttribute()


class UserItem(Item, discriminator="user"):
    ref = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    role = UnicodeAttribute()
    availability = UnicodeAttribute()
    load = NumberAttribute(default=0)
    created_at = UnicodeAttribute()
    by_ref = ByUser()


class TeamItem(Item, discriminator="team"):
    name = UnicodeAttribute()
    distribution = UnicodeAttribute()
    everyone = BooleanAttribute(default=False)
    created_at = UnicodeAttribute()


class MembershipItem(Item, discriminator="membership"):
    """Under `user#{user}#team#{team}`, so that one query loads a caller with their teams."""


class EmailItem(Item, discriminator="email"):
    """Under its own key: an address has one user in all of the product."""

    account_id = UnicodeAttribute()
    user_id = UnicodeAttribute()


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
            tx.save(_team_item(everyone))
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
    tx.save(
        UserItem(
            user.account_id,
            f"user#{user.id}",
            ref=user.id,
            email=user.email,
            name=user.name,
            role=user.role,
            availability=user.availability,
            load=user.load,
            created_at=iso(user.created_at),
        )
    )


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
    if user is None:
        return None
    teams = {item.sk.rpartition("#")[2] for item in items if isinstance(item, MembershipItem)}
    return Caller(
        account_id,
        user_id,
        user.name,
        Role(user.role),
        frozenset(teams | {everyone_team_id(account_id)}),
    )


def load_roster(account_id: str) -> Roster:
    """All teams, users and memberships of an account, in one query."""
    items = list(Item.query(account_id, Item.sk.between("team#", "user#~")))
    return Roster(
        tuple(_user(item) for item in items if isinstance(item, UserItem)),
        tuple(_team(item) for item in items if isinstance(item, TeamItem)),
        frozenset(
            (item.sk.split("#")[3], item.sk.split("#")[1])
            for item in items
            if isinstance(item, MembershipItem)
        ),
    )


def load_user(account_id: str, user_id: str) -> User:
    """A user of the account."""
    try:
        return _user(UserItem.get(account_id, f"user#{user_id}", consistent_read=True))
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


def save_team(team: Team, joins: frozenset[str], leaves: frozenset[str]) -> None:
    """Store a team and the memberships that changed."""
    with TransactWrite(connection=connection()) as tx:
        tx.save(_team_item(team))
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


def load_write(account_id: str, user_id: str, delta: int) -> Callable[[TransactWrite], None]:
    """Move a user's number of open conversations, inside the transaction that moves them."""
    item = UserItem(account_id, f"user#{user_id}")
    return lambda tx: tx.update(item, actions=[UserItem.load.add(delta)])


def connection() -> Connection:
    """The connection that transactions use."""
    return Item._get_connection().connection


def _team_item(team: Team) -> TeamItem:
    return TeamItem(
        team.account_id,
        f"team#{team.id}",
        name=team.name,
        distribution=team.distribution,
        everyone=team.everyone,
        created_at=iso(team.created_at),
    )


def _team(item: TeamItem) -> Team:
    born: datetime = parse_iso(item.created_at)
    id_ = item.sk.removeprefix("team#")
    return Team(item.pk, id_, item.name, item.distribution, born, bool(item.everyone))


def _user(item: UserItem) -> User:
    return User(
        item.pk,
        item.sk.removeprefix("user#"),
        item.email,
        item.name,
        Role(item.role),
        Availability(item.availability),
        parse_iso(item.created_at),
        int(item.load),
    )
