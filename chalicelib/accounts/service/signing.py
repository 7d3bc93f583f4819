"""Signing up and in, out again, and what proves who one is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.accounts import cognito, store
from chalicelib.accounts.domain import Account, Caller, Role, Sessions, User, normal_email
from chalicelib.accounts.domain.profile import known_zone
from chalicelib.accounts.service.admitting import refuse_stranger
from chalicelib.accounts.service.callers import accounts_of, bound, unbound
from chalicelib.accounts.service.people import new_user, refuse_known, stored_or_removed
from chalicelib.runtime.errors import Forbidden, Invalid, Unauthorized
from chalicelib.runtime.ids import new_id


def sign_up(
    email: str, password: str, name: str, company: str, at: datetime, time_zone: str = "UTC"
) -> str:
    """A new account with its first user, an Admin (AUTH-01), whose office hours are those of its
    time zone (SETA-06); answers the user's id."""
    account = Account(new_id("acc"), company, at)
    user = new_user(account.id, email, name, Role.ADMIN, at)
    refuse_stranger(user.email)
    refuse_known(user.email)
    cognito.sign_up(user.id, user.email, password)
    stored_or_removed(user, lambda: store.create_account(account, user, known_zone(time_zone)))
    store.claim_operation(account.id)
    return user.id


def confirm(email: str, code: str) -> None:
    """Confirm an address."""
    cognito.confirm(_known(email)[1], code)


def sign_in(email: str, password: str) -> tuple[dict[str, Any], User]:
    """Tokens and the user; an unknown address and a wrong password read the same (AUTH-02)."""
    found = store.find_email(normal_email(email))
    if not found:
        raise Unauthorized(cognito.WRONG)
    account_id, user_id = found
    return begin(user_id, password, account_id)


def begin(user_id: str, password: str, account_id: str) -> tuple[dict[str, Any], User]:
    """A session by the right password, in this account or, where they are not active in it, in the
    first of their others."""
    tokens = cognito.sign_in(user_id, password)
    user = store.load_user(account_id, user_id)
    if not user.active:
        others = accounts_of(user_id)
        if not others:
            raise Forbidden("this user was deactivated", reason="deactivated")
        user = others[0]
    kept = user.sessions.with_(cognito.session_of(tokens))
    if kept != user.sessions:
        store.save_sessions(_account_ids(user), user.id, kept)
    return dict(tokens), user


def refresh(refresh_token: str) -> dict[str, Any]:
    """A fresh access token, for the account that the refresh token is bound to."""
    plain, account_id = unbound(refresh_token)
    fresh: dict[str, Any] = dict(cognito.refresh(plain))
    if account_id:
        fresh["AccessToken"] = bound(fresh["AccessToken"], account_id)
    return fresh


def sign_out(caller: Caller) -> None:
    """End the caller's sessions."""
    cognito.sign_out(caller.user_id)


def change_password(
    caller: Caller, current: str, password: str, at: datetime
) -> tuple[dict[str, Any], User]:
    """Replace the caller's password (AUTH-07). Every session of theirs ends at once, in all their
    accounts; the answer is a new one."""
    try:
        proof = cognito.session_of(cognito.sign_in(caller.user_id, current))
    except Unauthorized as error:
        raise Invalid(
            "this is not your password",
            errors=[{"field": "current", "message": "is not your password"}],
        ) from error
    cognito.set_password(caller.user_id, password)
    pools_clock = datetime.fromtimestamp(proof.began, at.tzinfo)
    end_sessions(store.load_user(caller.account_id, caller.user_id), max(at, pools_clock))
    tokens, user = begin(caller.user_id, password, caller.account_id)
    for one in ("AccessToken", "RefreshToken"):
        tokens[one] = bound(tokens[one], caller.account_id)
    return tokens, user


def end_sessions(user: User, at: datetime) -> None:
    """End all sessions of a person: what they hold opens nothing any more, and is not renewed."""
    store.save_sessions(_account_ids(user), user.id, Sessions(int(at.timestamp())))
    cognito.sign_out(user.id)


def _account_ids(user: User) -> list[str]:
    """All accounts that know the person, also where they are not active."""
    return list({user.account_id, *(one.account_id for one in store.load_accounts_of(user.id))})


def forgot(email: str) -> None:
    """Mail a reset code if the address is known; the answer never tells (AUTH-08)."""
    found = store.find_email(normal_email(email))
    if found:
        cognito.forgot(found[1])


def reset(email: str, code: str, password: str, at: datetime) -> User:
    """Set a new password by a mailed code, and end the sessions of whoever knew the old."""
    account_id, user_id = _known(email)
    cognito.reset(user_id, code, password)
    user = store.load_user(account_id, user_id)
    end_sessions(user, at)
    return user


def known_by(email: str) -> list[User]:
    """Whose address it is, as each of their accounts knows them; nobody else is told."""
    found = store.find_email(normal_email(email))
    return store.load_accounts_of(found[1]) if found else []


def _known(email: str) -> tuple[str, str]:
    """The account and user behind an address, for a code."""
    found = store.find_email(normal_email(email))
    if not found:
        raise Invalid(
            "this code is wrong or has expired",
            errors=[{"field": "code", "message": "not accepted"}],
        )
    return found
