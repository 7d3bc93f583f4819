"""Messages in the reader's language: asked for one by one, or all that come."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.conversations.domain import Entry
from chalicelib.conversations.service.changing import visible, visible_entry
from chalicelib.insights.service import reading as insights
from chalicelib.runtime.errors import Refused
from chalicelib.runtime.ids import now
from chalicelib.translation import store
from chalicelib.translation.amazon import NotTranslatable
from chalicelib.translation.domain import (
    Language,
    Translation,
    digest,
    glossary_version,
    is_same,
)
from chalicelib.translation.service import translating

LISTED_AT_MOST = 500
"""Translations of a conversation that are listed, those of its newest messages."""


def translate_message(
    caller: Caller, conversation_id: str, message_id: str, language: str
) -> Translation:
    """One message in a language that the caller reads (MSG-09); what was translated before is not
    translated again. An agent's own translated reply has its original."""
    _, entry = visible_entry(caller, conversation_id, message_id)
    text = _text(entry)
    original = entry.data.get("original")
    if original and is_same(original["language"], language):
        written = entry.data.get("language") or language
        return Translation(entry.id, language, written, original["text"], "agent")
    source = entry.data.get("language") or _source(entry, text)
    if is_same(source, language):
        raise NotTranslatable("this message is in that language already")
    return _translated(entry, text, source, language)


def translations(caller: Caller, conversation_id: str, language: str | None) -> list[Translation]:
    """What is translated of a conversation already, also of what was merged into it, the oldest
    message first."""
    head = visible(caller, conversation_id)
    found = [
        one
        for id_ in (*(ref.id for ref in head.merged), head.id)
        for one in store.of_conversation(head.account_id, id_, language, LISTED_AT_MOST)
    ]
    return sorted(found, key=lambda one: one.message_id)


def translate_incoming(entry: Entry, known: Language) -> Translation | None:
    """A customer's message in the agents' language as it comes, told to all of them (MSG-10); None
    where nobody wants that or there is nothing to translate. Raises Unavailable when it may work
    another time."""
    wanted = translating.policy(entry.account_id)
    text = entry.data["text"]
    if not wanted.automatic or not known.is_known or is_same(known.bcp47, wanted.language):
        return None
    try:
        return _translated(entry, text, known.bcp47, wanted.language, told=True)
    except NotTranslatable:
        return None


def forget(account_id: str, conversation_id: str, message_id: str) -> None:
    """A message is gone, or reads differently: so do its translations."""
    store.forget(account_id, conversation_id, message_id)


def view(one: Translation) -> dict[str, Any]:
    """A translation as JSON."""
    return asdict(one)


def _text(entry: Entry) -> str:
    if entry.type not in {"message.received", "message.sent"} or entry.data.get("deleted_at"):
        raise Refused("only a message can be translated")
    text: str = entry.data["text"]
    if not text.strip():
        raise NotTranslatable("there is no text in this message")
    return text


def _source(entry: Entry, text: str) -> str:
    known = insights.language_of(entry) or translating.detected(text)
    if not known.is_known:
        raise NotTranslatable("it is not clear what language this message is in")
    return known.bcp47


def _translated(
    entry: Entry, text: str, source: str, language: str, told: bool = False
) -> Translation:
    account_id, conversation_id = entry.account_id, entry.conversation_id
    of = digest(text, glossary_version(translating.policy(account_id).glossary))
    known = store.find(account_id, conversation_id, entry.id, language, of)
    if known:
        return known
    markdown = entry.data.get("format") == "markdown"
    said = translating.translate(account_id, text, source, language, markdown=markdown, at=now())
    made = Translation(entry.id, language, source, said, translating.translator().name)
    store.save(account_id, conversation_id, made, of, _frame(entry, made) if told else None)
    return made


def _frame(entry: Entry, made: Translation) -> dict[str, Any]:
    return {
        "type": "message.translated",
        "id": f"{entry.id}:message.translated:{made.language}",
        "conversation_id": entry.conversation_id,
        "data": view(made),
        "version": 1,
    }
