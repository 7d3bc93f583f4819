"""Templates over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint, given
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

TEMPLATE = "/v1/templates/{template_id}"
ALWAYS = ("name", "text", "format", "visibility", "attachments")
"""What a template has in any case: null leaves it as it is."""


@bp.route("/v1/templates", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_templates(query: schema.TemplatesQuery) -> paging.Page[schema.TemplateView]:
    """The templates that the caller may use, oldest first, or those that `q` finds; a page may be
    short."""
    who, position = caller(bp), paging.decode_cursor(query.cursor)
    if query.q.strip():
        found, following = service.find(who, query.q, position, query.limit)
    else:
        found, following = service.page(who, position, query.limit)
    return paging.Page(
        items=[_view(template) for template in found],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


@bp.route("/v1/templates", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=SIGNED_IN)
def create_template(body: schema.NewTemplate) -> schema.TemplateView:
    """Keep a text to answer with. 409 when those who share it have its short code already."""
    fields = body.model_dump(exclude={"attachments"})
    return _view(service.create(caller(bp), fields, body.attachments, now()))


@bp.route(TEMPLATE, methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_template(template_id: str) -> schema.TemplateView:
    """A template that the caller may use."""
    return _view(service.usable(caller(bp), template_id))


@bp.route(TEMPLATE, methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def change_template(template_id: str, body: schema.TemplateChange) -> schema.TemplateView:
    """Change a template. Its author or an admin."""
    fields = {
        name: value
        for name, value in given(body).items()
        if value is not None or name not in ALWAYS
    }
    return _view(service.change(caller(bp), template_id, fields, now()))


@bp.route(TEMPLATE, methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def delete_template(template_id: str) -> None:
    """Remove a template. Its author or an admin."""
    service.delete(caller(bp), template_id)


@bp.route(TEMPLATE + "/render", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def render_template(template_id: str, body: schema.Rendering) -> schema.RenderedView:
    """A template filled in for a conversation, with files that can be sent there (KB-09)."""
    made = service.render(caller(bp), template_id, body.conversation_id)
    return schema.RenderedView.model_validate(
        {
            "text": made.filled.text,
            "format": made.format,
            "attachments": made.attachments,
            "unresolved": list(made.filled.unresolved),
        }
    )


@bp.route(TEMPLATE + "/attachments/{attachment_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_template_attachment(template_id: str, attachment_id: str) -> schema.Link:
    """A short-lived link to a file of a template."""
    url, seconds = service.attachment_link(caller(bp), template_id, attachment_id)
    return schema.Link(url=url, expires_in=seconds)


def _view(template: Template) -> schema.TemplateView:
    return schema.TemplateView.model_validate(
        {
            "id": template.id,
            "name": template.name,
            "text": template.text,
            "format": template.format,
            "short_code": template.short_code,
            "folder": template.folder,
            "visibility": template.sharing.visibility,
            "team_id": template.sharing.team_id,
            "attachments": template.attachments,
            "creator": {"id": template.creator_id, "name": template.creator_name},
            "updated_at": iso(template.updated_at),
        }
    )
