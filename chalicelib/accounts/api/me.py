"""Oneself: profile, photo, numbers, and the accounts that one belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.api.views import me_view
from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint, given
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema, service
    from chalicelib.accounts.service import invitations, numbers, photos
    from chalicelib.audit import recording
    from chalicelib.availability import service as availability
    from chalicelib.realtime import service as realtime
    from chalicelib.routing import service as routing
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.accounts.service")
    invitations = lazy("chalicelib.accounts.service.invitations")
    numbers = lazy("chalicelib.accounts.service.numbers")
    photos = lazy("chalicelib.accounts.service.photos")
    recording = lazy("chalicelib.audit.recording")
    availability = lazy("chalicelib.availability.service")
    realtime = lazy("chalicelib.realtime.service")
    routing = lazy("chalicelib.routing.service")
    schema = lazy("chalicelib.accounts.schema")
    paging = lazy("chalicelib.runtime.paging")


@bp.route("/v1/me", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_me() -> schema.Me:
    """The caller."""
    who = caller(bp)
    return me_view(service.user(who.account_id, who.user_id))


@bp.route("/v1/me", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def change_me(body: schema.MeChange) -> schema.Me:
    """Change one's name, profile, limit, availability or some of one's preferences."""
    who, fields = caller(bp), given(body)
    chosen = body.preferences.model_dump(exclude_unset=True) if body.preferences else None
    if body.name is None:
        fields.pop("name", None)
    user = service.update_me(who, fields, chosen)
    if "limit" in fields:
        routing.wake_user(who.account_id, who.user_id)
    if body.availability:
        user = availability.become(who, who.user_id, body.availability, None, False, now())
    return me_view(user)


@bp.route("/v1/me/photo", methods=["PUT"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def set_photo(body: schema.Photo) -> schema.Me:
    """Show an uploaded image to colleagues."""
    return me_view(photos.set_photo(caller(bp), body.attachment_id))


@bp.route("/v1/me/photo", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def remove_photo() -> None:
    """Show no photo."""
    photos.remove_photo(caller(bp))


@bp.route("/v1/me/numbers", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=202, needs=SIGNED_IN)
def add_number(body: schema.NewNumber) -> schema.NumberView:
    """Text a code to a mobile number, which proves that it is the caller's."""
    return schema.NumberView(
        phone=numbers.add_number(caller(bp), body.phone, now()), verified=False
    )


@bp.route("/v1/me/numbers/{phone}/verify", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def verify_number(phone: str, body: schema.NumberCode) -> schema.Me:
    """Keep a number, by the code that was texted to it."""
    return me_view(numbers.verify_number(caller(bp), phone, body.code, now()))


@bp.route("/v1/me/numbers/{phone}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def remove_number(phone: str) -> None:
    """Forget a number."""
    numbers.remove_number(caller(bp), phone)


@bp.route("/v1/me/accounts", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_accounts(query: paging.PageQuery) -> paging.Page[schema.AccountView]:
    """The accounts that the caller belongs to, the first joined first."""
    found = [service.account(one.account_id) for one in service.accounts_of(caller(bp).user_id)]
    return paging.Page(items=[schema.AccountView(id=one.id, name=one.name) for one in found])


@bp.route("/v1/me/accounts", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=SIGNED_IN)
def join_account(body: schema.Joining) -> schema.AccountView:
    """Join another account by the link of an invitation, as who one is signed in as."""
    who = caller(bp)
    joined = service.account(invitations.join(who, body.token, now()))
    recording.keep(bp, service.user(joined.id, who.user_id), "user.joined")
    return schema.AccountView(id=joined.id, name=joined.name)
