"""The people of an account: colleagues, and who of them still works there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.accounts import cognito, store
from chalicelib.accounts.domain import (
    Account,
    Availability,
    Caller,
    Permission,
    Role,
    Roster,
    Sessions,
    Team,
    User,
    normal_email,
)
from chalicelib.accounts.service.callers import accounts_of, require
from chalicelib.accounts.service.roles import refuse_giving
from chalicelib.runtime.errors import Conflict, Refused
from chalicelib.runtime.ids import new_id

ATTEMPTS = 5
"""How often a change is decided anew when somebody else was faster."""


def account(account_id: str) -> Account:
    """An account."""
    return store.load_account(account_id)


def roster(account_id: str) -> Roster:
    """Everyone in the account and their teams."""
    return store.load_roster(account_id)


def team(account_id: str, team_id: str) -> Team | None:
    """One team of the account, in one read; None where there is none."""
    return store.load_team(account_id, team_id)


def user(account_id: str, user_id: str) -> User:
    """A user of the account."""
    return store.load_user(account_id, user_id)


def create_user(
    caller: Caller, email: str, name: str, role: str, password: str, at: datetime
) -> User:
    """A colleague in the caller's account (AUTH-09)."""
    refuse_giving(caller, role)
    user = new_user(caller.account_id, email, name, role, at)
    refuse_known(user.email)
    cognito.create(user.id, user.email, password)
    stored_or_removed(user, lambda: store.create_user(user, giving(user)))
    return user


def new_user(account_id: str, email: str, name: str, role: str, at: datetime) -> User:
    """A user whom nobody knows yet."""
    normal = normal_email(email)
    return User(account_id, new_id("usr"), normal, name, role, Availability.AVAILABLE, at)


def refuse_known(email: str) -> None:
    """Say no before a code is mailed; the transaction's condition is what guarantees it."""
    if store.find_email(email):
        raise Conflict("a user with this email exists already")


def stored_or_removed(user: User, save: Callable[[], None]) -> None:
    """Store a new user, or take them out of the pool again."""
    try:
        save()
    except Conflict:
        cognito.remove(user.id)
        raise


def giving(user: User) -> Sequence[store.Write]:
    """What goes with giving a user their role, in the same transaction."""
    custom = user.role not in list(Role)
    return [store.give_write(user.account_id, user.role)] if custom else []


def update_user(
    caller: Caller,
    user_id: str,
    name: str | None = None,
    role: str | None = None,
    skills: Sequence[str] | None = None,
) -> User:
    """Change a colleague's name, role or skills (ASG-39)."""
    require(caller, Permission.PEOPLE)
    if role is not None:
        _stand(caller, user_id, lambda user: replace(user, role=role))
    fields = {"name": name, "skills": None if skills is None else list(dict.fromkeys(skills))}
    given = {field: value for field, value in fields.items() if value is not None}
    return store.update_user(caller.account_id, user_id, **given)


def deactivate(caller: Caller, user_id: str, at: datetime) -> User:
    """Let a colleague in no more (AUTH-16); their sessions end at once. What was assigned to them
    is given back by who knows conversations."""
    if user_id == caller.user_id:
        raise Refused("you cannot deactivate yourself; ask another admin")
    require(caller, Permission.PEOPLE)
    ended = Sessions(int(at.timestamp()))
    after = _stand(caller, user_id, lambda user: replace(user, active=False, sessions=ended))
    if not [one for one in accounts_of(user_id) if one.account_id != caller.account_id]:
        cognito.sign_out(user_id)
    return after


def reactivate(caller: Caller, user_id: str) -> User:
    """Let a colleague in again, in the role they had."""
    require(caller, Permission.PEOPLE)
    return _stand(caller, user_id, lambda user: replace(user, active=True))


def _stand(caller: Caller, user_id: str, decide: Callable[[User], User]) -> User:
    """Change a colleague's role or whether they are active. An account keeps an active admin: who
    takes one away does so on a count that nobody else changed."""
    for _ in range(ATTEMPTS):
        departures = store.load_departures(caller.account_id)
        people = store.load_roster(caller.account_id, consistent=True)
        before = store.load_user(caller.account_id, user_id)
        after = decide(before)
        if after == before:
            return before
        refuse_giving(caller, before.role, after.role)
        departs = _is_admin(before) and not _is_admin(after)
        if departs and not any(_is_admin(one) and one.id != user_id for one in people.users):
            raise Refused("an account needs at least one admin")
        given = giving(after) if after.active else ()
        try:
            store.save_standing(before, after, departures if departs else None, given)
        except Conflict:
            continue
        return after
    raise Conflict("people are changed elsewhere at this moment; try again")


def _is_admin(user: User) -> bool:
    return user.active and user.role == Role.ADMIN
