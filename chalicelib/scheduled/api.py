"""Scheduled messages over REST, under their conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.conversations import views
    from chalicelib.drafts import service as drafts
    from chalicelib.scheduled import schema, service
else:
    views = lazy("chalicelib.conversations.views")
    drafts = lazy("chalicelib.drafts.service")
    schema = lazy("chalicelib.scheduled.schema")
    service = lazy("chalicelib.scheduled.service")

bp = Blueprint(__name__)

BASE = "/v1/conversations/{conversation_id}/scheduled"
ONE = BASE + "/{scheduled_id}"


@bp.route(BASE, methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_scheduled(conversation_id: str) -> schema.ScheduledList:
    """The messages that wait to be sent, or are held back."""
    found = service.pending(caller(bp), conversation_id)
    return schema.ScheduledList.model_validate({"items": [service.view(one) for one in found]})


@bp.route(BASE, methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.REPLY)
def post_scheduled(conversation_id: str, body: schema.NewScheduled) -> schema.ScheduledView:
    """Send a message later, or after a delay within which it can be taken back."""
    who, at = caller(bp), arrived(bp)
    planned = service.plan(who, conversation_id, body.written(), body.due(at), body.holds, at)
    drafts.discard(who.account_id, conversation_id, who.user_id, "reply")
    return schema.ScheduledView.model_validate(service.view(planned))


@bp.route(ONE, methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def patch_scheduled(
    conversation_id: str, scheduled_id: str, body: schema.ScheduledChange
) -> schema.ScheduledView:
    """Change one's own scheduled message."""
    changed = service.change(
        caller(bp), conversation_id, scheduled_id, body.text, body.send_at, body.hold, arrived(bp)
    )
    return schema.ScheduledView.model_validate(service.view(changed))


@bp.route(ONE, methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.REPLY)
def delete_scheduled(conversation_id: str, scheduled_id: str) -> None:
    """Cancel a scheduled message; 409 when it was sent."""
    service.cancel(caller(bp), conversation_id, scheduled_id, arrived(bp))


@bp.route(ONE + "/send", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.REPLY)
def send_scheduled(conversation_id: str, scheduled_id: str) -> views.AnyEvent:
    """Send one's own scheduled message now."""
    return views.event(service.send(caller(bp), conversation_id, scheduled_id, arrived(bp)))
