"""Who calls, for the doors: what the authorizer proved, made into a Caller."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.authorizer import authorize
from chalicelib.runtime.errors import Unauthorized
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import service
    from chalicelib.accounts.domain import Caller
else:
    service = lazy("chalicelib.accounts.service")

__all__ = ["authorize", "caller"]


def caller(bp: Blueprint) -> "Caller":
    """The signed-in user behind the current request, as they are now: one query."""
    proven = bp.current_request.context.get("authorizer") or {}
    if not proven.get("user_id"):
        raise Unauthorized("sign in first")
    return service.caller(proven["account_id"], proven["user_id"])
