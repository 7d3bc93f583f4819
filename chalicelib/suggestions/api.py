"""Suggestions over REST, under their conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint
from chalicelib.runtime.lazy import lazy
from chalicelib.suggestions.domain import State

if TYPE_CHECKING:
    from chalicelib.conversations import views
    from chalicelib.suggestions import schema, service
else:
    service = lazy("chalicelib.suggestions.service")
    schema = lazy("chalicelib.suggestions.schema")
    views = lazy("chalicelib.conversations.views")

bp = Blueprint(__name__)

BASE = "/v1/conversations/{conversation_id}/suggestions"


@bp.route(BASE, methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_suggestions(conversation_id: str) -> schema.Suggestions:
    """The answers offered for the customer's open question."""
    offered = service.offered(caller(bp), conversation_id)
    return schema.Suggestions.model_validate({"items": [service.view(one) for one in offered]})


@bp.route(BASE + "/{suggestion_id}/send", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.REPLY)
def send_suggestion(
    conversation_id: str, suggestion_id: str, body: schema.Sending
) -> views.AnyEvent:
    """Send a suggestion as one's own answer."""
    return views.event(
        service.send(caller(bp), conversation_id, suggestion_id, body.client_id, arrived(bp))
    )


@bp.route(BASE + "/{suggestion_id}/edit", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def edit_suggestion(conversation_id: str, suggestion_id: str) -> schema.SuggestionView:
    """Take a suggestion into the composer; nothing is sent and nobody assigned."""
    edited = service.mark(caller(bp), conversation_id, suggestion_id, State.EDITED, arrived(bp))
    return schema.SuggestionView.model_validate(service.view(edited))


@bp.route(BASE + "/{suggestion_id}/reject", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def reject_suggestion(conversation_id: str, suggestion_id: str) -> schema.SuggestionView:
    """Say that a suggestion does not answer the question."""
    rejected = service.mark(caller(bp), conversation_id, suggestion_id, State.REJECTED, arrived(bp))
    return schema.SuggestionView.model_validate(service.view(rejected))
