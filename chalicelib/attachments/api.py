"""Uploads of agents; a visitor's are in widget/api.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.attachments import schema, service
else:
    service = lazy("chalicelib.attachments.service")
    schema = lazy("chalicelib.attachments.schema")

bp = Blueprint(__name__)


@bp.route("/v1/attachments", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=SIGNED_IN)
def create_attachment(body: schema.NewAttachment) -> schema.Offered:
    """Offer a file; upload it to the address in the answer, then send its id with a message."""
    who = caller(bp)
    file, form = service.offer(who.account_id, who.user_id, body.name, body.mime_type, body.size)
    return schema.Offered.model_validate({"attachment": file.as_data(), "upload": form})
