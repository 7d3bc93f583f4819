"""A user's notifications over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.notifications import schema, service
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.notifications.service")
    schema = lazy("chalicelib.notifications.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/notifications", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_notifications(query: paging.PageQuery) -> paging.Page[schema.NotificationView]:
    """The caller's notifications, newest first."""
    found, following = service.page(caller(bp), paging.decode_cursor(query.cursor), query.limit)
    return paging.Page(
        items=[schema.NotificationView.model_validate(service.view(one)) for one in found],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


@bp.route("/v1/notifications/{notification_id}/read", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def read_notification(notification_id: str) -> None:
    """Note that a notification was seen."""
    service.mark_read(caller(bp), notification_id, now())
