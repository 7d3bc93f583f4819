"""Transcripts over REST, under their conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.transcripts import schema, service
else:
    schema = lazy("chalicelib.transcripts.schema")
    service = lazy("chalicelib.transcripts.service")

bp = Blueprint(__name__)

BASE = "/v1/conversations/{conversation_id}/transcript"


@bp.route(BASE, methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_transcript(conversation_id: str) -> schema.TranscriptView:
    """The conversation as plain text, without notes."""
    name, text = service.transcript(caller(bp), conversation_id)
    return schema.TranscriptView(name=name, text=text)


@bp.route(BASE, methods=["POST"], authorizer=authorize)
@endpoint(bp, status=202, needs=Permission.REPLY, audit="conversation.exported")
def mail_transcript(conversation_id: str, body: schema.Recipient) -> None:
    """Mail the conversation, without notes, to an address."""
    service.send(caller(bp), conversation_id, body.email)
