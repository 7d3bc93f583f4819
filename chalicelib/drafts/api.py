"""Drafts over REST, under their conversation."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.drafts import domain, schema, service
else:
    domain = lazy("chalicelib.drafts.domain")
    schema = lazy("chalicelib.drafts.schema")
    service = lazy("chalicelib.drafts.service")

bp = Blueprint(__name__)

BASE = "/v1/conversations/{conversation_id}/drafts"


@bp.route(BASE, methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_drafts(conversation_id: str) -> schema.Drafts:
    """The caller's own drafts of a reply and of a note."""
    found = service.of(caller(bp), conversation_id)
    return schema.Drafts.model_validate({kind: asdict(draft) for kind, draft in found.items()})


@bp.route(BASE + "/{kind}", methods=["PUT"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def put_draft(conversation_id: str, kind: str, body: schema.DraftBody) -> None:
    """Keep the caller's draft of a `reply` or a `note`; an empty one is deleted."""
    draft = domain.Draft(body.text, iso(now()), body.mentions, body.attachments, body.reply_to)
    service.keep(caller(bp), conversation_id, kind, draft)
