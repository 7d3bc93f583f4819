"""Learning from conversations that ended, and unlearning from those that were deleted."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations import service as conversations
from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Answer, Proposal, ProposalStatus, learn
from chalicelib.knowledge.domain.proposals import proposal_id, recurring
from chalicelib.runtime.ids import now

LEARNED_AT_MOST = 100
"""Entries of a closed conversation that are read for answers: its newest."""


def learn_from(account_id: str, conversation_id: str) -> int:
    """Keep what a conversation's customer asked and its agents answered, without what is personal
    in it, and propose what was asked before to be published (AI-25); answers how much was learned.

    What is kept is for agents only. Learned twice it is kept once.
    """
    entries = conversations.timeline(account_id, conversation_id, None, None, LEARNED_AT_MOST)
    answers = learn(entries)
    if answers:
        store.save_answers(account_id, answers)
        at = now()
        for answer in answers:
            _propose(account_id, answer, at)
    return len(answers)


def forget(account_id: str, conversation_id: str) -> None:
    """Unlearn what a deleted conversation taught (CONV-26), proposals drawn from it included. What
    somebody approved has become the company's own text and stays."""
    store.delete_answers(account_id, conversation_id)
    store.delete_proposals(account_id, conversation_id)


def _propose(account_id: str, answer: Answer, at: datetime) -> None:
    others = store.asked_alike(account_id, answer.question) - {answer.id}
    best = recurring(answer, store.pick_answers(account_id, others)) if others else None
    head = conversations.load(account_id, best.conversation_id) if best else None
    if best is None or head is None:
        return
    store.propose(
        Proposal(
            account_id=account_id,
            id=proposal_id(best),
            question=best.question,
            answer=best.text,
            conversation_id=best.conversation_id,
            conversation_number=head.number,
            status=ProposalStatus.OPEN,
            created_at=at,
        )
    )
