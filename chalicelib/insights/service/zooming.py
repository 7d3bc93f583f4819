"""Zooming out: what a conversation, or all that a customer wrote, is about and how they feel
(INS-04, INS-05). The work is the function's `analyze`; what it made of a conversation is kept until
somebody writes there."""

from __future__ import annotations

from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.contacts import service as contacts
from chalicelib.conversations import inboxes
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.insights import store
from chalicelib.runtime.ids import iso
from chalicelib.runtime.invoke import invoke
from chalicelib.translation.domain import digest

CONVERSATIONS = 50
"""Of a contact's, the newest."""


def of_conversation(caller: Caller, conversation_id: str) -> dict[str, Any]:
    """An overview of a conversation with what was merged into it, for who may see it."""
    head = conversations.visible(caller, conversation_id)
    merged = conversations.load_many([(head.account_id, ref.id) for ref in head.merged])
    of = digest(*(f"{c.id}.{c.version}" for c in (head, *merged.values())))
    kept = store.overview(head.account_id, head.id, of)
    if kept is None:
        kept = _asked(head.account_id, [head, *merged.values()])
        store.save_overview(head.account_id, head.id, of, kept)
    return kept


def of_contact(caller: Caller, contact_id: str) -> dict[str, Any]:
    """An overview of all that a contact wrote in conversations that the caller may see, and those
    conversations, the newest first. It is not kept: colleagues may see others."""
    contacts.get(caller.account_id, contact_id)
    wanted = inboxes.Wanted(contact=contact_id)
    heads, _ = inboxes.page(caller, wanted, None, CONVERSATIONS)
    made = _asked(caller.account_id, heads)
    about = {one["id"]: one for one in made["conversations"]}
    return made | {"conversations": [_row(head, about[head.id]) for head in heads]}


def _asked(account_id: str, heads: list[Conversation]) -> dict[str, Any]:
    ids = [head.id for head in heads]
    asked = {"kind": "topics", "account_id": account_id, "conversation_ids": ids}
    return invoke("analyze", asked)


def _row(head: Conversation, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": head.id,
        "number": head.number,
        "channel": head.channel.kind,
        "at": iso(head.last_entry_at),
        "topic": about["topic"] or head.topic,
        "score": about["score"],
    }
