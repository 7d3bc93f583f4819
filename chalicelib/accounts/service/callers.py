"""Who calls, in which of their accounts, and what they may do."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.accounts import store
from chalicelib.accounts.domain import MEANS, Caller, Permission, Session, User
from chalicelib.accounts.domain.sessions import UNKNOWN
from chalicelib.runtime.errors import Forbidden, NotFound, Unauthorized

BINDS = "~"
"""Between a token of the pool and the account that it is used in. A bearer token may have it (RFC
6750, section 2.1), and none of the pool's has."""


def bound(token: str, account_id: str) -> str:
    """A token of the pool, for one of the person's accounts (AUTH-20)."""
    return f"{unbound(token)[0]}{BINDS}{account_id}"


def unbound(token: str) -> tuple[str, str]:
    """A token of the pool, and the account it was bound to; empty when to none."""
    plain, _, account_id = token.partition(BINDS)
    return plain, account_id


def account_of(user_id: str, wanted: str = "") -> str | None:
    """The account that a person's token is for: the one it is bound to, if it is theirs, else the
    first that they joined."""
    if wanted:
        return wanted if _belongs(wanted, user_id) else None
    return next((one.account_id for one in accounts_of(user_id)), None)


def accounts_of(user_id: str) -> Sequence[User]:
    """A person as each account knows them in which they are active, the oldest first."""
    return [user for user in store.load_accounts_of(user_id) if user.active]


def caller(account_id: str, user_id: str, session: Session = UNKNOWN) -> Caller:
    """The caller with role and teams as they are now."""
    found = store.load_caller(account_id, user_id)
    if found is None:
        raise Unauthorized("this user no longer exists")
    if not found.sessions.hold(session):
        raise Unauthorized("this session was ended; sign in again")
    return found


def switch(caller: Caller, account_id: str, *tokens: str) -> list[str]:
    """The caller's tokens, for another of their accounts."""
    if not _belongs(account_id, caller.user_id):
        raise NotFound("you do not belong to this account")
    return [bound(token, account_id) for token in tokens]


def _belongs(account_id: str, user_id: str) -> bool:
    try:
        return store.load_user(account_id, user_id).active
    except NotFound:
        return False


def require(caller: Caller, permission: Permission) -> None:
    """Forbidden unless the caller's role allows it (AUTH-10, AUTH-17)."""
    if not caller.may(permission):
        raise Forbidden(
            f"your role does not allow this: {MEANS[permission].lower()}",
            permission=permission,
        )
