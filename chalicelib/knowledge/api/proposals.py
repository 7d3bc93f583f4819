"""What closed conversations propose to be published (AI-25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.knowledge.api.blueprint import bp
from chalicelib.knowledge.domain import ProposalStatus
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.knowledge import schema, service
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.knowledge.service")
    schema = lazy("chalicelib.knowledge.schema")
    paging = lazy("chalicelib.runtime.paging")


@bp.route("/v1/proposals", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def list_proposals(query: schema.ProposalsQuery) -> paging.Page[schema.ProposalView]:
    """Questions that customers ask again and again, newest first. A page may hold few, or none,
    and yet not be the last."""
    before = paging.unseal_cursor(query.cursor)
    found, following = service.proposals(
        caller(bp), ProposalStatus(query.status), before, query.limit
    )
    return paging.Page(
        items=[
            schema.ProposalView(
                id=one.id,
                question=one.question,
                answer=one.answer,
                conversation_id=one.conversation_id,
                conversation_number=one.conversation_number,
                status=one.status,
                public=one.public,
                created_at=iso(one.created_at),
            )
            for one in found
        ],
        next_cursor=paging.seal_cursor(following) if following else None,
    )


@bp.route("/v1/proposals/{proposal_id}/approve", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def approve_proposal(proposal_id: str, body: schema.Approval) -> schema.Approved:
    """Publish a proposal as an article, perhaps in other words."""
    article = service.approve(caller(bp), proposal_id, body.question, body.answer, now())
    return schema.Approved(article_id=article.id)


@bp.route("/v1/proposals/{proposal_id}/dismiss", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.KNOWLEDGE)
def dismiss_proposal(proposal_id: str) -> None:
    """Say that a proposal is not wanted; the like of it does not come again."""
    service.dismiss(caller(bp), proposal_id)
