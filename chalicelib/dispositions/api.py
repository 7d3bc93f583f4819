"""Dispositions over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.dispositions import schema, service
    from chalicelib.dispositions.domain import Disposition
    from chalicelib.runtime import paging, shelf
else:
    service = lazy("chalicelib.dispositions.service")
    schema = lazy("chalicelib.dispositions.schema")
    paging = lazy("chalicelib.runtime.paging")
    shelf = lazy("chalicelib.runtime.shelf")

bp = Blueprint(__name__)


@bp.route("/v1/dispositions", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_dispositions(query: paging.PageQuery) -> paging.Page[schema.DispositionView]:
    """Every disposition of the account."""
    return paging.Page(items=[_view(one) for one in service.list_of(caller(bp))])


@bp.route("/v1/dispositions", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.TEAMS, audit="disposition.created")
def create_disposition(body: schema.NewDisposition) -> schema.DispositionView:
    """Define a disposition."""
    return _view(service.create(caller(bp), body.name, body.teams()))


@bp.route("/v1/dispositions/{disposition_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.TEAMS, audit="disposition.updated")
def change_disposition(
    disposition_id: str, body: schema.DispositionChange
) -> schema.DispositionView:
    """Change a disposition's name or teams."""
    return _view(service.change(caller(bp), disposition_id, body.fields()))


@bp.route("/v1/dispositions/{disposition_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.TEAMS, audit="disposition.deleted")
def delete_disposition(disposition_id: str) -> None:
    """Remove a disposition; what ended with it keeps its name."""
    service.delete(caller(bp), disposition_id)


def _view(one: Disposition) -> schema.DispositionView:
    return schema.DispositionView(
        id=one.id,
        name=one.name,
        team_ids=None if one.team_ids is None else list(one.team_ids),
        managed_by=shelf.stack_name(one.managed_by),
    )
