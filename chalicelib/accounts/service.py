"""Signing up, signing in, and the people of an account."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.accounts import cognito, store
from chalicelib.accounts.domain import (
    MEANS,
    SHARED,
    Account,
    Availability,
    Caller,
    Permission,
    Policy,
    Role,
    Roster,
    Team,
    User,
    merge,
    normal_email,
)
from chalicelib.runtime.errors import Conflict, Forbidden, Invalid, NotFound, Refused, Unauthorized
from chalicelib.runtime.ids import new_id

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite

CACHE_SECONDS = 60
"""How long a warm process trusts what it knows of an account's policy."""

ATTEMPTS = 5
"""How often preferences are merged anew when another window changed them first."""

_policies: dict[str, tuple[float, Policy]] = {}


def sign_up(email: str, password: str, name: str, company: str, at: datetime) -> str:
    """A new account with its first user, an Admin (AUTH-01); answers the user's id."""
    account = Account(new_id("acc"), company, at)
    user = _new_user(account.id, email, name, Role.ADMIN, at)
    _refuse_known(user.email)
    cognito.sign_up(user.id, user.email, password)
    _stored_or_removed(user, lambda: store.create_account(account, user))
    return user.id


def create_user(
    caller: Caller, email: str, name: str, role: str, password: str, at: datetime
) -> User:
    """A colleague in the caller's account (AUTH-09)."""
    require(caller, Permission.PEOPLE)
    user = _new_user(caller.account_id, email, name, role, at)
    _refuse_known(user.email)
    cognito.create(user.id, user.email, password)
    _stored_or_removed(user, lambda: store.create_user(user))
    return user


def _new_user(account_id: str, email: str, name: str, role: str, at: datetime) -> User:
    normal = normal_email(email)
    return User(account_id, new_id("usr"), normal, name, role, Availability.AVAILABLE, at)


def _refuse_known(email: str) -> None:
    """Say no before a code is mailed; the transaction's condition is what guarantees it."""
    if store.find_email(email):
        raise Conflict("a user with this email exists already")


def _stored_or_removed(user: User, save: Callable[[], None]) -> None:
    try:
        save()
    except Conflict:
        cognito.remove(user.id)
        raise


def confirm(email: str, code: str) -> None:
    """Confirm an address."""
    found = store.find_email(normal_email(email))
    if not found:
        raise Invalid(
            "this code is wrong or has expired",
            errors=[{"field": "code", "message": "not accepted"}],
        )
    cognito.confirm(found[1], code)


def sign_in(email: str, password: str) -> tuple[dict[str, Any], User]:
    """Tokens and the user; an unknown address and a wrong password read the same (AUTH-02)."""
    found = store.find_email(normal_email(email))
    if not found:
        raise Unauthorized(cognito.WRONG)
    tokens = cognito.sign_in(found[1], password)
    return dict(tokens), store.load_user(*found)


def refresh(refresh_token: str) -> dict[str, Any]:
    """A fresh access token."""
    return dict(cognito.refresh(refresh_token))


def sign_out(caller: Caller) -> None:
    """End the caller's sessions."""
    cognito.sign_out(caller.user_id)


def forgot(email: str) -> None:
    """Mail a reset code if the address is known; the answer never tells (AUTH-08)."""
    found = store.find_email(normal_email(email))
    if found:
        cognito.forgot(found[1])


def reset(email: str, code: str, password: str) -> None:
    """Set a new password by a mailed code."""
    found = store.find_email(normal_email(email))
    if not found:
        raise Invalid(
            "this code is wrong or has expired",
            errors=[{"field": "code", "message": "not accepted"}],
        )
    cognito.reset(found[1], code, password)


def account_of(user_id: str) -> str | None:
    """The account of a token's user."""
    return store.find_account_of(user_id)


def caller(account_id: str, user_id: str) -> Caller:
    """The caller with role and teams as they are now."""
    found = store.load_caller(account_id, user_id)
    if found is None:
        raise Unauthorized("this user no longer exists")
    return found


def require(caller: Caller, permission: Permission) -> None:
    """Forbidden unless the caller's role allows it (AUTH-10, AUTH-17)."""
    if not caller.may(permission):
        raise Forbidden(
            f"your role does not allow this: {MEANS[permission].lower()}",
            permission=permission,
        )


def require_team(caller: Caller, team_id: str | None) -> None:
    """A team is there for its members and for admins; None, which is everyone, for all."""
    if team_id in caller.team_ids or team_id is None:
        return
    if not caller.is_admin or roster(caller.account_id).team(team_id) is None:
        raise NotFound("there is no such team")


def account(account_id: str) -> Account:
    """An account."""
    return store.load_account(account_id)


def roster(account_id: str) -> Roster:
    """Everyone in the account and their teams."""
    return store.load_roster(account_id)


def user(account_id: str, user_id: str) -> User:
    """A user of the account."""
    return store.load_user(account_id, user_id)


def policy(account_id: str) -> Policy:
    """The account's policy; cached for a minute."""
    until, known = _policies.get(account_id, (0.0, None))
    if known is None or until < time.monotonic():
        known = store.load_policy(account_id)
        _policies[account_id] = (time.monotonic() + CACHE_SECONDS, known)
    return known


def update_policy(caller: Caller, fields: dict[str, Any]) -> Policy:
    """Settle some parts of the account's policy, None where there shall be none. Of how messages
    are translated, too, only what is given changes."""
    require(caller, Permission.SETTINGS)
    known = asdict(store.load_policy(caller.account_id))
    for part in ("translation", "workload"):
        if fields.get(part):
            fields = fields | {part: known[part] | fields[part]}
    store.save_policy(caller.account_id, fields)
    _policies.pop(caller.account_id, None)
    return policy(caller.account_id)


def next_number(account_id: str) -> int:
    """A number that no conversation of the account has: 1, 2, 3 … (CONV-56). One that is not used
    leaves a gap."""
    return store.next_number(account_id)


def update_me(
    caller: Caller, fields: dict[str, str], preferences: dict[str, Any] | None = None
) -> User:
    """Change one's own name, availability or some of one's preferences."""
    if preferences:
        _prefer(caller, preferences)
    return store.update_user(caller.account_id, caller.user_id, **fields)


def _prefer(caller: Caller, chosen: dict[str, Any]) -> None:
    """Merge into what is stored; when another window was faster, into what that left."""
    before = caller.preferences
    for _ in range(ATTEMPTS):
        try:
            store.save_preferences(caller.account_id, caller.user_id, before, merge(before, chosen))
        except Conflict:
            before = user(caller.account_id, caller.user_id).preferences
        else:
            return
    raise Conflict("your preferences are changed elsewhere at this moment; try again")


def update_user(caller: Caller, user_id: str, fields: dict[str, str]) -> User:
    """Change a colleague's name or role; an account keeps at least one Admin."""
    require(caller, Permission.PEOPLE)
    demotes = fields.get("role") == Role.AGENT
    if demotes and not any(
        other.role is Role.ADMIN and other.id != user_id
        for other in roster(caller.account_id).users
    ):
        raise Refused("an account needs at least one admin")
    return store.update_user(caller.account_id, user_id, **fields)


def create_team(
    caller: Caller,
    name: str,
    distribution: str,
    members: frozenset[str],
    at: datetime,
    ownership: str = SHARED,
) -> Team:
    """A further team (ASG-12)."""
    require(caller, Permission.TEAMS)
    _known_users(caller.account_id, members)
    team = Team(caller.account_id, new_id("tm"), name, distribution, at, ownership=ownership)
    store.save_team(team, joins=members, leaves=frozenset())
    return team


def update_team(
    caller: Caller,
    team_id: str,
    name: str | None,
    distribution: str | None,
    members: frozenset[str] | None,
    ownership: str | None = None,
) -> tuple[Team, frozenset[str]]:
    """Change a team; "Entire team" always holds everyone (ASG-11). Answers the team as it is now
    and who joined or left it."""
    require(caller, Permission.TEAMS)
    people = roster(caller.account_id)
    team = _team(people, team_id)
    if team.everyone and members is not None:
        raise Refused("Entire team always holds every user")
    old = frozenset(user.id for user in people.members(team_id))
    new = old if members is None else members
    _known_users(caller.account_id, new - old)
    changed = replace(
        team,
        name=name or team.name,
        distribution=distribution or team.distribution,
        ownership=ownership or team.ownership,
    )
    store.save_team(changed, joins=new - old, leaves=old - new)
    return changed, new ^ old


def delete_team(caller: Caller, team_id: str) -> None:
    """Remove a team; "Entire team" stays, for every message must have a team (ASG-11)."""
    require(caller, Permission.TEAMS)
    people = roster(caller.account_id)
    team = _team(people, team_id)
    if team.everyone:
        raise Refused("Entire team cannot be removed")
    store.delete_team(team, frozenset(user.id for user in people.members(team_id)))


def _team(people: Roster, team_id: str) -> Team:
    team = people.team(team_id)
    if team is None:
        raise NotFound("there is no such team")
    return team


def _known_users(account_id: str, ids: frozenset[str]) -> None:
    known = {user.id for user in roster(account_id).users}
    if not ids <= known:
        raise NotFound("there is no such user")


def everyone_team_id(account_id: str) -> str:
    """The id of "Entire team"."""
    return store.everyone_team_id(account_id)


def desk_write(
    account_id: str, user_id: str, load: int = 0, restricted: bool = False
) -> Callable[[TransactWrite], None]:
    """The write that moves a user's load by so many open conversations, and notes that they are
    named in a restricted one, for the transaction that does that."""
    return store.desk_write(account_id, user_id, load, restricted)
