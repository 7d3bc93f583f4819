"""Approving and dismissing what was proposed (AI-25)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Person
from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Article, Proposal, ProposalStatus
from chalicelib.knowledge.domain.masking import MASKS
from chalicelib.knowledge.service.training import touched
from chalicelib.runtime.errors import Conflict, NotFound, Refused
from chalicelib.runtime.ids import new_id

LOOKED_AT = 300
"""Proposals that one call reads at most, however few of them have the status asked for."""
LONGEST_TITLE = 200


def proposals(
    caller: Caller, status: ProposalStatus, before: str | None, limit: int
) -> tuple[list[Proposal], str | None]:
    """Proposals of a status, newest first, and the id to go on before. They are drawn from any
    team's conversations: the caller gets those of what they may see (ASG-49)."""
    accounts.require(caller, Permission.KNOWLEDGE)
    found: list[Proposal] = []
    some = store.list_proposals(caller.account_id, before, LOOKED_AT)
    for one in some:
        before = one.id
        if one.status is status:
            found.append(one)
        if len(found) == limit:
            break
    last = not some or (before == some[-1].id and len(some) < LOOKED_AT)
    ids = {(caller.account_id, one.conversation_id) for one in found}
    heads = conversations.load_many(list(ids)) if ids else {}
    seen = {id_ for id_, head in heads.items() if conversations.may_see(caller, head)}
    return [one for one in found if one.conversation_id in seen], None if last else before


def approve(
    caller: Caller, proposal_id: str, question: str | None, answer: str | None, at: datetime
) -> Article:
    """Publish a proposal as an article, perhaps in other words. Refused while it holds the mark of
    something personal; Conflict when somebody settled it before."""
    proposal = _open(caller, proposal_id)
    title, text = question or proposal.question, answer or proposal.answer
    left = [mark for mark in MASKS if mark in title or mark in text]
    if left:
        raise Refused(f"say it without {' and '.join(left)}: that stands for something personal")
    who = Person(caller.user_id, caller.name)
    article = Article(
        account_id=caller.account_id,
        id=new_id("art"),
        title=" ".join(title.split())[:LONGEST_TITLE],
        text=text,
        created_at=at,
        updated_at=at,
        created_by=who,
        updated_by=who,
    )
    store.approve(proposal, article)
    touched(caller.account_id)
    return article


def dismiss(caller: Caller, proposal_id: str) -> None:
    """Say that a proposal is not wanted: the like of it does not come again."""
    store.dismiss(_open(caller, proposal_id))


def _open(caller: Caller, proposal_id: str) -> Proposal:
    accounts.require(caller, Permission.KNOWLEDGE)
    proposal = store.get_proposal(caller.account_id, proposal_id)
    head = conversations.load(caller.account_id, proposal.conversation_id) if proposal else None
    if proposal is None or head is None or not conversations.may_see(caller, head):
        raise NotFound("there is no such proposal")
    if proposal.status is not ProposalStatus.OPEN:
        raise Conflict(f"this proposal was {proposal.status} already")
    return proposal
