"""The roles of an account: which there are, who may define them, and who may give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.accounts import store
from chalicelib.accounts.domain import MEANS, Caller, CustomRole, Permission, Role, Roster
from chalicelib.accounts.domain.roles import CUSTOM, MOST, built_in, whole
from chalicelib.accounts.service.callers import require
from chalicelib.runtime.errors import Conflict, Forbidden, NotFound, Refused
from chalicelib.runtime.ids import new_id

NAMES = {Role.ADMIN: "Admin", Role.AGENT: "Agent"}
"""What the built-in roles are called."""


@dataclass(frozen=True, slots=True)
class RoleInUse:
    """A role and how many active users have it."""

    id: str
    name: str
    permissions: frozenset[Permission]
    built_in: bool
    users: int


def roles(caller: Caller) -> list[RoleInUse]:
    """Every role of the account: the built-in ones, then its own by name."""
    require(caller, Permission.PEOPLE)
    people = store.load_roster(caller.account_id)
    own = sorted(people.roles, key=lambda role: (role.name.casefold(), role.id))
    return [
        *(_shown(people, role, name) for role, name in NAMES.items()),
        *(_shown(people, role.id, role.name) for role in own),
    ]


def role(caller: Caller, role_id: str) -> RoleInUse:
    """A role; NotFound when the account has none such."""
    found = next((one for one in roles(caller) if one.id == role_id), None)
    if found is None:
        raise NotFound("there is no such role")
    return found


def role_name(people: Roster, role: str) -> str:
    """What a user's role is called; empty once it is gone."""
    own = people.role(role)
    return own.name if own else NAMES.get(Role(role), "") if role in list(Role) else ""


def create_role(caller: Caller, name: str, permissions: Iterable[Permission]) -> RoleInUse:
    """Define a role (AUTH-17) that allows no more than its maker may."""
    require(caller, Permission.PEOPLE)
    allowed = whole(permissions)
    _refuse_beyond(caller, allowed)
    known = store.load_roster(caller.account_id).roles
    if len(known) >= MOST:
        raise Refused(f"there are {MOST} roles already; remove one that nobody has")
    made = CustomRole(caller.account_id, new_id(CUSTOM.rstrip("_")), name, allowed)
    _refuse_name(made, known)
    store.create_role(made)
    return RoleInUse(made.id, made.name, made.permissions, False, 0)


def change_role(
    caller: Caller, role_id: str, name: str | None, permissions: Iterable[Permission] | None
) -> tuple[RoleInUse, frozenset[str]]:
    """Change a role's name or what it allows; counts with the next request of whoever has it.
    Answers the role, and those users."""
    before = _own(caller, role_id)
    people = store.load_roster(caller.account_id)
    allowed = before.permissions if permissions is None else whole(permissions)
    _refuse_beyond(caller, before.permissions | allowed)
    after = replace(before, name=name or before.name, permissions=allowed)
    _refuse_name(after, people.roles)
    store.change_role(after)
    holders = frozenset(user.id for user in people.users if user.role == role_id)
    return RoleInUse(after.id, after.name, after.permissions, False, len(holders)), holders


def delete_role(caller: Caller, role_id: str) -> None:
    """Remove a role that nobody has, not even who was deactivated and may come back."""
    before = _own(caller, role_id)
    _refuse_beyond(caller, before.permissions)
    _, given = store.load_role(caller.account_id, role_id)
    people = store.load_roster(caller.account_id, consistent=True)
    holders = [user.name for user in (*people.users, *people.former) if user.role == role_id]
    if holders:
        names = ", ".join(sorted(holders)[:3]) + (" and others" if len(holders) > 3 else "")
        raise Conflict(f"first give another role to {names}", users=len(holders))
    store.delete_role(before, given)


def refuse_giving(caller: Caller, *wanted: str) -> None:
    """Forbidden unless the caller may give (or take) each of these roles: nobody grants what they
    do not have, and so only admins make admins. NotFound for a role that there is none of. It is
    asked for the role that somebody has and for the one that they shall have."""
    require(caller, Permission.PEOPLE)
    own = [one for one in wanted if built_in(one) is None]
    known = store.load_roster(caller.account_id) if own else None
    for one in wanted:
        if one == Role.ADMIN and not caller.is_admin:
            raise Forbidden("only an admin may do this with an admin")
        if known is not None and built_in(one) is None and known.role(one) is None:
            raise NotFound("there is no such role")
        _refuse_beyond(caller, known.allowed(one) if known else built_in(one) or frozenset())


def _own(caller: Caller, role_id: str) -> CustomRole:
    """A role that can be changed."""
    require(caller, Permission.PEOPLE)
    if built_in(role_id) is not None:
        raise Refused("the roles Admin and Agent stay as they are; define one of your own")
    return store.load_role(caller.account_id, role_id)[0]


def _refuse_beyond(caller: Caller, permissions: frozenset[Permission]) -> None:
    beyond = sorted(permissions - caller.permissions)
    if beyond:
        means = "; ".join(MEANS[one].lower() for one in beyond)
        raise Forbidden(f"you may not hand on what your own role does not allow: {means}")


def _refuse_name(role: CustomRole, known: Iterable[CustomRole]) -> None:
    others = {one.name.casefold() for one in known if one.id != role.id}
    if role.name.casefold() in others | {name.casefold() for name in NAMES.values()}:
        raise Conflict(f"there is a role called {role.name} already")


def _shown(people: Roster, role: str, name: str) -> RoleInUse:
    has = sum(user.role == role for user in people.users)
    return RoleInUse(str(role), name, people.allowed(role), role in list(Role), has)
