"""What timers do: telling of a promise before it is broken, and when it was (ASG-48)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.service.promising import note_promise
from chalicelib.sla.domain import rules
from chalicelib.sla.domain.clock import TARGETS
from chalicelib.sla.service.following import counting
from chalicelib.sla.service.settling import find
from chalicelib.sla.store import shelf


def timer(account_id: str, conversation_id: str, at: datetime) -> datetime | None:
    """When to look at a conversation's clock, after an event that may have moved it; None where
    nothing runs. Without a read where the account has no policy."""
    if not shelf.known(account_id):
        return None
    head = conversations.load(account_id, conversation_id)
    return _next_look(head, at) if head else None


def due(account_id: str, conversation_id: str, at: datetime) -> datetime | None:
    """Tell of each target that is about to be missed, or was: each once, however often and late the
    timer comes. Answers when to look again after what was told; None: whatever moves the clock sets
    a timer of its own, and so two timers that come at once do not go on as two."""
    told: Conversation | None = None
    for _ in range(2 * len(TARGETS)):
        noted = note_promise(account_id, conversation_id, lambda c: _look(c, at), at)
        if noted is None:
            break
        told = noted
    return _next_look(told, at) if told else None


def _look(head: Conversation, at: datetime) -> rules.Look | None:
    policy = find(head.account_id, head.sla.policy_id) if head.sla and head.is_open else None
    if head.sla is None or policy is None:
        return None
    return rules.look(head.sla, policy, counting(head, policy), at)


def _next_look(head: Conversation, at: datetime) -> datetime | None:
    policy = find(head.account_id, head.sla.policy_id) if head.sla and head.is_open else None
    if head.sla is None or policy is None:
        return None
    return rules.next_look(head.sla, policy, counting(head, policy), at)
