"""Offers that end though nobody answered them."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.routing.service.reading import Desk


def offer_due(account_id: str, conversation_id: str, at: datetime) -> None:
    """End an offer whose time is over (ASG-26). The event that tells of it has the conversation
    offered to the next. Late or twice it ends nothing that is not over."""
    head = conversations.load(account_id, conversation_id)
    if head is not None:
        expire(head, at)


def expire(head: Conversation, at: datetime) -> Conversation:
    """The conversation without an offer that was not answered in time."""
    if head.offer is None or head.offer.until > at:
        return head
    after = conversations.end_offer(head.account_id, head.id, head.offer.id, "expired", at)
    return after or head


def withdraw(account_id: str, conversation_id: str, user_id: str, at: datetime) -> None:
    """Take an offer back from somebody who has gone, so that nobody waits until its end."""
    head = conversations.load(account_id, conversation_id)
    if head is not None and head.offer is not None and head.offer.to.id == user_id:
        conversations.end_offer(account_id, head.id, head.offer.id, "withdrawn", at, "gone")


def end_overdue(desk: Desk, heads: dict[str, Conversation], at: datetime) -> None:
    """End what should have ended already, whose timer is late: offers of what waits here, and those
    that block members, of whatever team. So an agent is never rung anew while an earlier offer of
    theirs is still to be ended, which is why ending one need not look at what rings."""
    for id_, head in heads.items():
        heads[id_] = expire(head, at)
    for user, conversation in desk.overdue(at).items():
        blocking = conversations.load(desk.account_id, conversation)
        if blocking is not None:
            expire(blocking, at)
        desk.refresh(user)
