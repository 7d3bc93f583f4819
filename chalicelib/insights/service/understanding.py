"""Each message of a customer as it comes: its language, its translation, its mood. Only in the
function with the language layer."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Entry
from chalicelib.insights import sentiment, store
from chalicelib.insights.domain import Insight
from chalicelib.runtime.errors import Unavailable
from chalicelib.translation import language
from chalicelib.translation.domain import Translation, base, digest
from chalicelib.translation.service import messages


def understand(account_id: str, conversation_id: str, message_id: str) -> Insight | None:
    """Look at a message; twice is once, and after an edit anew. None for what is no customer's or
    has no text any more. Raises Unavailable after all else is done, where only the translation
    failed and may work another time."""
    entry = conversations.load_entry_by_id(account_id, conversation_id, message_id)
    if entry is None or entry.type != "message.received" or not entry.data["text"].strip():
        return None
    told = language.detect(entry.data["text"])
    translated: Translation | None = None
    failed: Unavailable | None = None
    try:
        translated = messages.translate_incoming(entry, told)
    except Unavailable as error:
        failed = error
    made = Insight(
        entry.id,
        conversation_id,
        entry.occurred_at,
        told.bcp47,
        told.confidence,
        _score(entry, told.bcp47, translated),
    )
    store.save(account_id, made, digest(entry.data["text"]))
    if failed is not None:
        raise failed
    return made


def _score(entry: Entry, told: str, translated: Translation | None) -> float | None:
    own = sentiment.score(entry.data["text"], told)
    if own is None and translated and base(translated.language) == sentiment.KNOWN:
        return sentiment.score(translated.text, translated.language)
    return own


def forget(account_id: str, conversation_id: str, message_id: str) -> None:
    """A message is gone, or reads differently."""
    messages.forget(account_id, conversation_id, message_id)
    store.forget(account_id, conversation_id, message_id)
