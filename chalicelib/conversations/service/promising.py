"""Noting in a conversation that a promise is about to be broken, or was (ASG-48)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib.conversations.domain import SYSTEM, Change, Conversation
from chalicelib.conversations.domain.model import entry_of, moment, step
from chalicelib.conversations.service.changing import attempt, next_id
from chalicelib.runtime.errors import NotFound
from chalicelib.sla.domain.rules import Look


def note_promise(
    account_id: str,
    conversation_id: str,
    decide: Callable[[Conversation], Look | None],
    at: datetime,
) -> Conversation | None:
    """Tell of what `decide` finds, with the clock that follows from telling it; None where there is
    nothing to tell. It is no update of the conversation's place: nobody said anything."""

    def note(c: Conversation) -> Change | None:
        found = None if c.merged_into else decide(c)
        if found is None:
            return None
        after = replace(step(c, at), sla=found.clock)
        data = {
            "target": found.target,
            "due_at": moment(found.due),
            "policy_id": found.clock.policy_id,
        }
        return Change(c, after, entry_of(after, next_id(c, at), found.kind, SYSTEM, at, data))

    try:
        made = attempt(account_id, conversation_id, note)
    except NotFound:
        return None
    return made.after if made else None
