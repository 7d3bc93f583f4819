"""Labels over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.labels import schema, service
    from chalicelib.labels.domain import Label
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.labels.service")
    schema = lazy("chalicelib.labels.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/labels", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_labels(query: paging.PageQuery) -> paging.Page[schema.LabelView]:
    """Every label that the caller may see, by name."""
    return paging.Page(items=[_view(label) for label in service.visible(caller(bp))])


@bp.route("/v1/labels", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=SIGNED_IN)
def create_label(body: schema.NewLabel) -> schema.LabelView:
    """Make a label: one's own, a team's or everyone's."""
    return _view(service.create(caller(bp), body.name, body.color, body.scope, body.team_id))


@bp.route("/v1/labels/{label_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def change_label(label_id: str, body: schema.LabelChange) -> schema.LabelView:
    """Change a label's name or colour. Its creator, or an admin for a team label."""
    return _view(service.change(caller(bp), label_id, body.name, body.color))


@bp.route("/v1/labels/{label_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def delete_label(label_id: str) -> None:
    """Remove a label from all that has it. Its creator, or an admin for a team label."""
    service.delete(caller(bp), label_id)


def _view(label: Label) -> schema.LabelView:
    return schema.LabelView(
        id=label.id,
        name=label.name,
        color=label.color,
        scope=label.scope,
        team_id=label.team_id,
    )
