"""Service levels: settling them, having conversations follow them, telling when they are missed.

Conversations call `follow` in every change, and telling of a miss is a change of a conversation. So
what timers ask for is imported when it is called.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.sla.service.following import follow
from chalicelib.sla.service.settling import (
    change,
    create,
    delete,
    find,
    get,
    list_of,
    of_customer,
)

__all__ = [
    "change",
    "create",
    "delete",
    "due",
    "find",
    "follow",
    "get",
    "list_of",
    "name",
    "of_customer",
    "timer",
]


def name(account_id: str, policy_id: str) -> str | None:
    """What a policy is called, at most a minute ago; None when it is gone."""
    found = find(account_id, policy_id)
    return found.name if found else None


def timer(account_id: str, conversation_id: str, at: datetime) -> datetime | None:
    """When to look at a conversation's clock (`telling.timer`)."""
    from chalicelib.sla.service import telling

    return telling.timer(account_id, conversation_id, at)


def due(account_id: str, conversation_id: str, at: datetime) -> datetime | None:
    """Tell of what is due in a conversation (`telling.due`)."""
    from chalicelib.sla.service import telling

    return telling.due(account_id, conversation_id, at)
