"""Saved views over REST; what they find: GET /v1/conversations?view=."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts.domain import Caller
    from chalicelib.conversations import inboxes
    from chalicelib.runtime import paging
    from chalicelib.saved_views import schema, service
    from chalicelib.saved_views.domain import SavedView
else:
    inboxes = lazy("chalicelib.conversations.inboxes")
    service = lazy("chalicelib.saved_views.service")
    schema = lazy("chalicelib.saved_views.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/views", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_views(query: paging.PageQuery) -> paging.Page[schema.ViewView]:
    """Every saved view that the caller may see, by name, with its live count."""
    who = caller(bp)
    return paging.Page(items=[_view(who, view) for view in service.visible(who)])


@bp.route("/v1/views", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=SIGNED_IN)
def create_view(body: schema.NewView) -> schema.ViewView:
    """Save a filter for oneself or a team; admins for the account."""
    who = caller(bp)
    asked = body.filter.model_dump(exclude_none=True)
    return _view(who, service.create(who, body.name, body.scope, body.team_id, asked, body.sort))


@bp.route("/v1/views/{view_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def change_view(view_id: str, body: schema.ViewChange) -> schema.ViewView:
    """Change a view's name, filter or order. Its creator, or an admin where it is shared."""
    who = caller(bp)
    fields = body.model_dump(exclude_none=True)
    if "sort" in body.model_fields_set:
        fields["sort"] = body.sort
    return _view(who, service.change(who, view_id, fields))


@bp.route("/v1/views/{view_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def delete_view(view_id: str) -> None:
    """Remove a view. Its creator, or an admin where it is shared."""
    service.delete(caller(bp), view_id)


def _view(who: Caller, view: SavedView) -> schema.ViewView:
    return schema.ViewView.model_validate(
        {
            "id": view.id,
            "name": view.name,
            "scope": view.scope,
            "team_id": view.team_id,
            "filter": view.filter,
            "sort": view.sort,
            "count": inboxes.count_view(who, view.filter),
        }
    )
