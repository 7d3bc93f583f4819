"""Keeping the index as conversations and contacts are now, after each event that changes them.

An event only says where to look. What is indexed is read afresh, so events may come twice, late and
in any order.
"""

from __future__ import annotations

import json
from typing import Any

from chalicelib.contacts import service as contacts
from chalicelib.conversations import service as conversations
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import iso, seq_of
from chalicelib.runtime.settings import settings
from chalicelib.search import store
from chalicelib.search.domain import contact_terms, entry_terms
from chalicelib.search.store import Document

DROPPED_AT_ONCE = 20
"""Entries of a deleted conversation that one event takes out; the next goes on."""


def index(type_: str, detail: dict[str, Any]) -> None:
    """What an event means for the index."""
    account_id = detail["account_id"]
    if type_ == "contact.changed":
        _index_contact(account_id, detail["contact_id"])
        return
    conversation_id = detail["conversation_id"]
    match type_:
        case "conversation.deleted":
            _drop(type_, account_id, conversation_id)
        case "conversation.created":
            head = conversations.load(account_id, conversation_id)
            if head:
                _index_contact(account_id, head.contact.id)
        case "conversation.updated":
            _index_entry(account_id, conversation_id, 1)  # where the topic is found
        case "message.edited" | "message.deleted":
            _index_entry(account_id, conversation_id, seq_of(detail["data"]["message_id"]))
        case "note.edited" | "note.deleted":
            _index_entry(account_id, conversation_id, seq_of(detail["data"]["note_id"]))
        case _:
            _index_entry(account_id, conversation_id, detail["seq"])


def _index_entry(account_id: str, conversation_id: str, seq: int) -> None:
    entry = conversations.load_entry(account_id, conversation_id, seq)
    if entry is None:
        return  # purged with its conversation, whose own event takes it out of the index
    head = conversations.load(account_id, conversation_id)
    place = store.place_of(iso(entry.occurred_at), conversation_id, seq)
    document = Document(account_id, conversation_id, f"{seq:010d}", place)
    store.index(document, entry_terms(entry, head))


def _index_contact(account_id: str, contact_id: str) -> None:
    try:
        contact = contacts.get(account_id, contact_id)
    except NotFound:
        return
    document = Document(account_id, contact_id, "contact", contact_id)
    store.index(document, contact_terms(contact))


def _drop(type_: str, account_id: str, conversation_id: str) -> None:
    if store.drop(account_id, conversation_id, DROPPED_AT_ONCE):
        detail = {"account_id": account_id, "conversation_id": conversation_id}
        body = json.dumps({"detail-type": type_, "detail": detail})
        sqs().send_message(QueueUrl=settings().search_queue_url, MessageBody=body)
