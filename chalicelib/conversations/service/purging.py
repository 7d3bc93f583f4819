"""What goes when a conversation is deleted: all of it (CONV-26)."""

from __future__ import annotations

from chalicelib.attachments import service as attachments
from chalicelib.conversations import items, store
from chalicelib.conversations.domain import Status

AT_ONCE = 500
"""Items that one round deletes."""


def purge(account_id: str, conversation_id: str) -> None:
    """Delete everything of a deleted conversation but the fact that it was. Doing it again, or
    going on after it stopped half-way, is harmless."""
    head = store.load(account_id, conversation_id)
    if head is None or head.status is not Status.DELETED:
        return
    attachments.purge(account_id, conversation_id)
    keep = frozenset({"head", items.entry_key(head.version)})
    while store.purge(account_id, conversation_id, keep, AT_ONCE):
        continue
    store.forget_number(head)
