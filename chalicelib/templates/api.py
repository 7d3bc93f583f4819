"""Templates over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.runtime import paging
    from chalicelib.templates import schema, service
    from chalicelib.templates.domain import Template
else:
    service = lazy("chalicelib.templates.service")
    schema = lazy("chalicelib.templates.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/templates", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_templates(query: paging.PageQuery) -> paging.Page[schema.TemplateView]:
    """The templates that the caller may use, oldest first; a page may be short."""
    found, following = service.page(caller(bp), paging.decode_cursor(query.cursor), query.limit)
    return paging.Page(
        items=[_view(template) for template in found],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


@bp.route("/v1/templates", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_template(body: schema.NewTemplate) -> schema.TemplateView:
    """Keep a text to answer with."""
    return _view(service.create(caller(bp), body.name, body.text, body.team_id, now()))


@bp.route("/v1/templates/{template_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_template(template_id: str, body: schema.TemplateChange) -> schema.TemplateView:
    """Change a template. Its author or an admin."""
    fields = body.model_dump(exclude_none=True)
    if "team_id" in body.model_fields_set:
        fields["team_id"] = body.team_id
    return _view(service.change(caller(bp), template_id, fields, now()))


@bp.route("/v1/templates/{template_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204)
def delete_template(template_id: str) -> None:
    """Remove a template. Its author or an admin."""
    service.delete(caller(bp), template_id)


def _view(template: Template) -> schema.TemplateView:
    return schema.TemplateView(
        id=template.id,
        name=template.name,
        text=template.text,
        team_id=template.team_id,
        updated_at=iso(template.updated_at),
    )
