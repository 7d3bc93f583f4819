"""Colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.api.views import user_view
from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema, service
    from chalicelib.conversations.service import returning
    from chalicelib.realtime import service as realtime
    from chalicelib.routing import service as routing
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.accounts.service")
    realtime = lazy("chalicelib.realtime.service")
    routing = lazy("chalicelib.routing.service")
    returning = lazy("chalicelib.conversations.service.returning")
    schema = lazy("chalicelib.accounts.schema")
    paging = lazy("chalicelib.runtime.paging")


@bp.route("/v1/users", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_users(query: schema.UserQuery) -> paging.Page[schema.UserView]:
    """Every user of the account, in the order in which they came."""
    who = caller(bp)
    online = realtime.online(who.account_id)
    roster = service.roster(who.account_id)
    after = paging.decode_cursor(query.cursor) or ""
    all_ = roster.former if query.inactive else roster.users
    rest = [user for user in all_ if user.id > after]
    page = rest[: query.limit]
    more = paging.encode_cursor(page[-1].id) if len(rest) > len(page) else None
    return paging.Page(items=[user_view(user, online, roster) for user in page], next_cursor=more)


@bp.route("/v1/users", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.PEOPLE, audit="user.created")
def create_user(body: schema.NewUser) -> schema.UserView:
    """Add a colleague, who can sign in at once."""
    user = service.create_user(caller(bp), body.email, body.name, body.role, body.password, now())
    return user_view(user, frozenset())


@bp.route("/v1/users/{user_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_user(user_id: str) -> schema.UserView:
    """A user."""
    who = caller(bp)
    return user_view(service.user(who.account_id, user_id), realtime.online(who.account_id))


@bp.route("/v1/users/{user_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE, audit="user.updated")
def change_user(user_id: str, body: schema.UserChange) -> schema.UserView:
    """Change a colleague's name, role or skills."""
    who = caller(bp)
    user = service.update_user(who, user_id, body.name, body.role, body.skills)
    if body.skills is not None:
        routing.wake_user(who.account_id, user_id)
    realtime.renew(who.account_id, frozenset({user_id}))
    return user_view(user, realtime.online(who.account_id))


@bp.route("/v1/users/{user_id}/deactivate", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE, audit="user.deactivated")
def deactivate_user(user_id: str) -> schema.UserView:
    """Let a colleague in no more: sessions end at once, and their open conversations wait for
    somebody else of the team."""
    who, at = caller(bp), now()
    user = service.deactivate(who, user_id, at)
    realtime.renew(who.account_id, frozenset({user_id}))
    returning.depart(who.account_id, user_id, at)
    return user_view(user, frozenset())


@bp.route("/v1/users/{user_id}/reactivate", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE, audit="user.reactivated")
def reactivate_user(user_id: str) -> schema.UserView:
    """Let a colleague in again, in the role they had."""
    return user_view(service.reactivate(caller(bp), user_id), frozenset())
