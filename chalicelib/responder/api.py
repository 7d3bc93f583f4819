"""Auto-replies over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.responder import schema, service
    from chalicelib.responder.domain.replies import AutoReply
    from chalicelib.runtime import paging, shelf
else:
    service = lazy("chalicelib.responder.service")
    schema = lazy("chalicelib.responder.schema")
    paging = lazy("chalicelib.runtime.paging")
    shelf = lazy("chalicelib.runtime.shelf")

bp = Blueprint(__name__)


@bp.route("/v1/auto-replies", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.SETTINGS)
def list_auto_replies(query: paging.PageQuery) -> paging.Page[schema.AutoReplyView]:
    """Every auto-reply of the account."""
    return paging.Page(items=[_view(one) for one in service.list_of(caller(bp))])


@bp.route("/v1/auto-replies", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.SETTINGS, audit="auto_reply.created")
def create_auto_reply(body: schema.NewAutoReply) -> schema.AutoReplyView:
    """Have customers told something by itself."""
    return _view(service.create(caller(bp), body.reply()))


@bp.route("/v1/auto-replies/{reply_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.SETTINGS, audit="auto_reply.updated")
def change_auto_reply(reply_id: str, body: schema.AutoReplyChange) -> schema.AutoReplyView:
    """Change an auto-reply, or switch it on or off."""
    return _view(service.change(caller(bp), reply_id, body.fields()))


@bp.route("/v1/auto-replies/{reply_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.SETTINGS, audit="auto_reply.deleted")
def delete_auto_reply(reply_id: str) -> None:
    """Remove an auto-reply."""
    service.delete(caller(bp), reply_id)


def _view(one: AutoReply) -> schema.AutoReplyView:
    return schema.AutoReplyView(
        id=one.id,
        name=one.name,
        when=one.when,
        text=one.text,
        texts=dict(one.texts),
        channel_ids=list(one.channel_ids),
        team_ids=list(one.team_ids),
        enabled=one.enabled,
        pause_hours=one.pause_hours,
        managed_by=shelf.stack_name(one.managed_by),
    )
