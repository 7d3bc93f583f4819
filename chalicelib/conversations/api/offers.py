"""How work finds people: offers, what waits, transfers and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.conversations.api.blueprint import bp
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint
from chalicelib.runtime.ids import iso
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts.domain import Caller
    from chalicelib.conversations import routing_schema as schema
    from chalicelib.conversations import service, views
    from chalicelib.conversations.domain import Conversation
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.conversations.routing_schema")
    paging = lazy("chalicelib.runtime.paging")
    views = lazy("chalicelib.conversations.views")

CONVERSATION = "/v1/conversations/{conversation_id}"
INVITATION = CONVERSATION + "/invitations/{invitation_id}"


@bp.route("/v1/offers", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_offers() -> schema.Offers:
    """What is offered to the caller now, and where they are asked to join (ASG-21, ASG-33)."""
    who = caller(bp)
    return schema.Offers(items=[_view(who, one) for one in service.offered(who)])


@bp.route("/v1/waiting", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_waiting(query: paging.PageQuery) -> schema.Waiting:
    """What waits in the caller's teams, who waits longest first (ASG-29)."""
    who = caller(bp)
    position = paging.decode_cursor(query.cursor)
    found, following, total = service.waiting_activities(who, position, query.limit)
    return schema.Waiting(
        items=[_view(who, one) for one in found],
        next_cursor=paging.encode_cursor(following) if following else None,
        total=total,
    )


@bp.route(CONVERSATION + "/routing", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_routing(conversation_id: str) -> schema.RoutingView:
    """Why it waits, and how it found its agents, newest first."""
    wait, decided = service.routing(caller(bp), conversation_id)
    return schema.RoutingView.model_validate(
        {
            "waiting": {
                "position": wait.position,
                "since": iso(wait.since),
                "why": wait.why,
                "team_id": wait.team_id,
            }
            if wait
            else None,
            "decisions": [
                {
                    "at": iso(one.at),
                    "kind": one.kind,
                    "user": one.user,
                    "by": {"kind": one.by.kind, "id": one.by.id, "name": one.by.name},
                    "decision": one.decision,
                }
                for one in decided
            ],
        }
    )


@bp.route(CONVERSATION + "/accept", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def accept_offer(conversation_id: str, body: schema.OfferRef) -> views.ConversationView:
    """Take what one is offered. 409 names who was faster."""
    who = caller(bp)
    return _view(who, service.accept_offer(who, conversation_id, body.offer_id, arrived(bp)))


@bp.route(CONVERSATION + "/reject", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def reject_offer(conversation_id: str, body: schema.OfferRef) -> None:
    """Let an offer pass: it goes to the next agent (ASG-25)."""
    service.reject_offer(caller(bp), conversation_id, body.offer_id, arrived(bp))


@bp.route(CONVERSATION + "/transfer", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.ASSIGN)
def transfer_conversation(conversation_id: str, body: schema.Transfer) -> views.ConversationView:
    """Hand it to a person, or to the queue of a team (ASG-31)."""
    who = caller(bp)
    return _view(who, service.transfer(who, conversation_id, body.to, body.note, arrived(bp)))


@bp.route(CONVERSATION + "/invite", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.ASSIGN)
def invite_colleague(conversation_id: str, body: schema.Invite) -> views.ConversationView:
    """Ask a colleague, or whoever of a team takes it, to join unseen (ASG-33)."""
    who = caller(bp)
    return _view(who, service.invite(who, conversation_id, body.to, arrived(bp)))


@bp.route(INVITATION + "/accept", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def accept_invitation(conversation_id: str, invitation_id: str) -> views.ConversationView:
    """Join those who have it (ASG-34)."""
    who = caller(bp)
    return _view(who, service.accept_invitation(who, conversation_id, invitation_id, arrived(bp)))


@bp.route(INVITATION + "/decline", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def decline_invitation(conversation_id: str, invitation_id: str) -> None:
    """Do not join; what asks a whole team goes on asking the others."""
    service.decline_invitation(caller(bp), conversation_id, invitation_id, arrived(bp))


@bp.route(INVITATION, methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.ASSIGN)
def cancel_invitation(conversation_id: str, invitation_id: str) -> None:
    """Take an invitation back."""
    service.cancel_invitation(caller(bp), conversation_id, invitation_id, arrived(bp))


@bp.route(CONVERSATION + "/leave", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def leave_conversation(conversation_id: str) -> views.ConversationView:
    """Leave it to the others who have it; the customer sees nothing (ASG-36)."""
    who = caller(bp)
    return _view(who, service.leave(who, conversation_id, arrived(bp)))


def _view(who: Caller, head: Conversation) -> views.ConversationView:
    return views.conversation_view(head, who.user_id, who.team_ids)
