"""Who calls, for the doors: what the authorizer proved, made into a Caller, and held against what
a view needs."""

from datetime import datetime
from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.authorizer import authorize
from chalicelib.accounts.domain import Permission, Session
from chalicelib.runtime.endpoint import ADMINS, SIGNED_IN, guarded_by
from chalicelib.runtime.errors import Forbidden, Unauthorized
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import service
    from chalicelib.accounts.domain import Caller
else:
    service = lazy("chalicelib.accounts.service")

__all__ = ["Permission", "authorize", "bearer", "caller", "seconds_left"]


def caller(bp: Blueprint) -> "Caller":
    """The signed-in user behind the current request, as they are now: one query a request, and one
    more read for a custom role."""
    context = bp.current_request.context
    if "caller" not in context:
        proven = context.get("authorizer") or {}
        if not proven.get("user_id"):
            raise Unauthorized("sign in first")
        session = Session(str(proven.get("session", "")), int(proven.get("began", 0)))
        context["caller"] = service.caller(proven["account_id"], proven["user_id"], session)
    found: Caller = context["caller"]
    return found


def bearer(bp: Blueprint) -> str:
    """The token that the current request is made with."""
    header = str(bp.current_request.headers.get("authorization", ""))
    return header.removeprefix("Bearer ")


def seconds_left(bp: Blueprint, at: datetime) -> int:
    """For how long that token is good."""
    ends = int((bp.current_request.context.get("authorizer") or {}).get("ends", 0))
    return max(0, ends - int(at.timestamp()))


@guarded_by
def let_in(bp: Blueprint, needs: str) -> None:
    """Refuse who is nobody, and whose role does not allow what the view needs (AUTH-10,
    AUTH-17)."""
    who = caller(bp)
    if needs == ADMINS and not who.is_admin:
        raise Forbidden("only admins may do this")
    if needs not in (ADMINS, SIGNED_IN):
        service.require(who, Permission(needs))
