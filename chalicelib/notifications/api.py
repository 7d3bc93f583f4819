"""A user's notifications over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.model import Model
from chalicelib.runtime.paging import Page, PageQuery, decode_cursor, encode_cursor

if TYPE_CHECKING:
    from chalicelib.notifications import service
else:
    service = lazy("chalicelib.notifications.service")

bp = Blueprint(__name__)


class NotificationView(Model):
    """Something that the user should know."""

    id: str
    kind: Literal["queue.rising", "conversation.reopened"]
    title: str
    text: str
    conversation_id: str | None
    created_at: str
    read_at: str | None


@bp.route("/v1/notifications", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_notifications(query: PageQuery) -> Page[NotificationView]:
    """The caller's notifications, newest first."""
    found, following = service.page(caller(bp), decode_cursor(query.cursor), query.limit)
    return Page(
        items=[NotificationView.model_validate(service.view(one)) for one in found],
        next_cursor=encode_cursor(following) if following else None,
    )


@bp.route("/v1/notifications/{notification_id}/read", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def read_notification(notification_id: str) -> None:
    """Note that a notification was seen."""
    service.mark_read(caller(bp), notification_id, now())
