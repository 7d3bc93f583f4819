"""What is understood of a message already."""

from __future__ import annotations

from chalicelib.conversations.domain import Entry
from chalicelib.insights import store
from chalicelib.translation.domain import Language


def language_of(entry: Entry) -> Language | None:
    """What a message is written in; None when nobody looked yet."""
    known = store.find(entry.account_id, entry.conversation_id, entry.id)
    return Language(known.language, known.confidence) if known else None
