"""Insights and label proposals over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.conversations import views
    from chalicelib.insights import schema
    from chalicelib.insights.service import labels, zooming
else:
    zooming = lazy("chalicelib.insights.service.zooming")
    labels = lazy("chalicelib.insights.service.labels")
    schema = lazy("chalicelib.insights.schema")
    views = lazy("chalicelib.conversations.views")

bp = Blueprint(__name__)

CONVERSATION = "/v1/conversations/{conversation_id}"
PROPOSALS = CONVERSATION + "/label-proposals"


@bp.route(CONVERSATION + "/insights", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def conversation_insights(conversation_id: str) -> schema.Insights:
    """What a conversation is about and how the customer feels (INS-04)."""
    return schema.Insights.model_validate(zooming.of_conversation(caller(bp), conversation_id))


@bp.route("/v1/contacts/{contact_id}/insights", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def contact_insights(contact_id: str) -> schema.ContactInsights:
    """The same over all of a customer's conversations that the caller may see (INS-05)."""
    return schema.ContactInsights.model_validate(zooming.of_contact(caller(bp), contact_id))


@bp.route(PROPOSALS, methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_label_proposals(conversation_id: str) -> schema.LabelProposals:
    """Labels that would fit a conversation, by how similar ones were labelled (NOTE-20)."""
    return schema.LabelProposals(
        items=[
            schema.LabelProposal(
                label_id=label.id, name=label.name, color=label.color, confidence=sure
            )
            for label, sure in labels.proposed(caller(bp), conversation_id)
        ]
    )


@bp.route(PROPOSALS + "/{label_id}/accept", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.NOTE)
def accept_label_proposal(conversation_id: str, label_id: str) -> views.ConversationView:
    """Set a proposed label."""
    who = caller(bp)
    head = labels.accept(who, conversation_id, label_id, arrived(bp))
    return views.conversation_view(head, who.user_id, who.team_ids)


@bp.route(PROPOSALS + "/{label_id}/reject", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.NOTE)
def reject_label_proposal(conversation_id: str, label_id: str) -> None:
    """Say that a proposed label does not fit; it is not proposed here again."""
    labels.reject(caller(bp), conversation_id, label_id, arrived(bp))
