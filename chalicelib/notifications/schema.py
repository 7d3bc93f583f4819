"""Notifications as clients see them."""

from __future__ import annotations

from typing import Literal

from chalicelib.runtime.model import Model


class NotificationView(Model):
    """Something that the user should know."""

    id: str
    kind: Literal[
        "queue.rising",
        "conversation.invited",
        "conversation.reopened",
        "conversation.woken",
        "note.mention",
        "note.answer",
        "scheduled.held",
        "channel.unauthorized",
        "sla.warned",
        "sla.breached",
    ]
    title: str
    text: str
    conversation_id: str | None
    created_at: str
    read_at: str | None
