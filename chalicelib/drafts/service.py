"""Keeping what an agent has begun to write, on whichever device."""

from __future__ import annotations

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.drafts import store
from chalicelib.drafts.domain import Draft, Kind
from chalicelib.runtime.errors import NotFound


def of(caller: Caller, conversation_id: str) -> dict[Kind, Draft]:
    """The caller's own drafts in a conversation (MSG-19)."""
    conversations.visible(caller, conversation_id)
    return store.load(caller.account_id, conversation_id, caller.user_id)


def keep(caller: Caller, conversation_id: str, kind: str, draft: Draft) -> None:
    """Keep a draft in place of the former; an empty one is none."""
    conversations.visible(caller, conversation_id)
    if kind not in list(Kind):
        raise NotFound("a draft is one of a reply or of a note")
    where = (caller.account_id, conversation_id, caller.user_id, Kind(kind))
    if draft.is_empty:
        store.delete(*where)
    else:
        store.save(*where, draft)


def discard(account_id: str, conversation_id: str, user_id: str, kind: str) -> None:
    """Forget a draft: it was sent."""
    store.delete(account_id, conversation_id, user_id, Kind(kind))
