"""Suggestions over REST, under their conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.conversations.views import AnyEvent, event
from chalicelib.runtime.endpoint import arrived, endpoint
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.model import Body, ClientId, Model
from chalicelib.suggestions.domain import State

if TYPE_CHECKING:
    from chalicelib.suggestions import service
else:
    service = lazy("chalicelib.suggestions.service")

bp = Blueprint(__name__)

BASE = "/v1/conversations/{conversation_id}/suggestions"


class SourceView(Model):
    """Where a suggestion comes from."""

    kind: Literal["article", "answer"]
    id: str
    title: str


class SuggestionView(Model):
    """An answer offered for a customer's message."""

    id: str
    message_id: str
    text: str
    source: SourceView
    score: float
    state: State


class Suggestions(Model):
    """What is offered now."""

    items: list[SuggestionView]


class Sending(Body):
    """How to send it."""

    client_id: ClientId | None = None


@bp.route(BASE, methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_suggestions(conversation_id: str) -> Suggestions:
    """The answers offered for the customer's open question."""
    offered = service.offered(caller(bp), conversation_id)
    return Suggestions.model_validate({"items": [service.view(one) for one in offered]})


@bp.route(BASE + "/{suggestion_id}/send", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def send_suggestion(conversation_id: str, suggestion_id: str, body: Sending) -> AnyEvent:
    """Send a suggestion as one's own answer."""
    return event(
        service.send(caller(bp), conversation_id, suggestion_id, body.client_id, arrived(bp))
    )


@bp.route(BASE + "/{suggestion_id}/edit", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def edit_suggestion(conversation_id: str, suggestion_id: str) -> SuggestionView:
    """Take a suggestion into the composer; nothing is sent and nobody assigned."""
    edited = service.mark(caller(bp), conversation_id, suggestion_id, State.EDITED)
    return SuggestionView.model_validate(service.view(edited))


@bp.route(BASE + "/{suggestion_id}/reject", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def reject_suggestion(conversation_id: str, suggestion_id: str) -> SuggestionView:
    """Say that a suggestion does not answer the question."""
    rejected = service.mark(caller(bp), conversation_id, suggestion_id, State.REJECTED)
    return SuggestionView.model_validate(service.view(rejected))
