"""A caller and a roster: a user with their teams, and everybody with theirs, in one query each."""

from __future__ import annotations

from chalicelib.accounts.domain import (
    Availability,
    Caller,
    Permission,
    Role,
    Roster,
)
from chalicelib.accounts.items import (
    Item,
    MembershipItem,
    RoleItem,
    TeamItem,
    UserItem,
    role_of,
    sessions_of,
    team_of,
    user_of,
)
from chalicelib.accounts.store.base import everyone_team_id


def load_caller(account_id: str, user_id: str) -> Caller | None:
    """A user and the ids of their teams, in one query; with a custom role, in one more read. That
    is never an old answer: what was taken from a role is taken at once."""
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
        None if user.role in list(Role) else _granted(account_id, user.role),
        sessions_of(user),
    )


def _granted(account_id: str, role_id: str) -> frozenset[Permission]:
    """What a custom role allows; nothing once it is gone."""
    try:
        item = RoleItem.get(account_id, f"role#{role_id}", consistent_read=True)
    except RoleItem.DoesNotExist:
        return frozenset()
    return role_of(item).permissions


def load_roster(account_id: str, consistent: bool = False) -> Roster:
    """All roles, teams, users and memberships of an account, in one query."""
    items = list(
        Item.query(account_id, Item.sk.between("role#", "user#~"), consistent_read=consistent)
    )
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
        tuple(role_of(item) for item in items if isinstance(item, RoleItem)),
    )
