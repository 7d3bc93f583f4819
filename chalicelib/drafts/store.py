"""Drafts lie with their conversation, one per user and kind."""

from __future__ import annotations

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.drafts.domain import Draft, Kind
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class DraftItem(Model):
    """A draft. No stream tells of it: it is its owner's alone."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    text = UnicodeAttribute()
    parts = JSONAttribute()
    updated_at = UnicodeAttribute()


def save(account_id: str, conversation_id: str, user_id: str, kind: Kind, draft: Draft) -> None:
    """Replace a draft."""
    item = _item(account_id, conversation_id, user_id, kind)
    item.text = draft.text
    item.parts = {
        "mentions": draft.mentions,
        "attachments": draft.attachments,
        "reply_to": draft.reply_to,
    }
    item.updated_at = draft.updated_at
    item.save()


def delete(account_id: str, conversation_id: str, user_id: str, kind: Kind) -> None:
    """Remove a draft, if there is one."""
    _item(account_id, conversation_id, user_id, kind).delete()


def load(account_id: str, conversation_id: str, user_id: str) -> dict[Kind, Draft]:
    """A user's drafts in a conversation, in one query."""
    items = DraftItem.query(
        f"{account_id}#{conversation_id}",
        DraftItem.sk.startswith(f"draft#{user_id}#"),
        consistent_read=True,
    )
    return {Kind(item.sk.rpartition("#")[2]): _draft(item) for item in items}


def _item(account_id: str, conversation_id: str, user_id: str, kind: Kind) -> DraftItem:
    return DraftItem(f"{account_id}#{conversation_id}", f"draft#{user_id}#{kind}")


def _draft(item: DraftItem) -> Draft:
    parts = item.parts
    return Draft(
        item.text, item.updated_at, parts["mentions"], parts["attachments"], parts["reply_to"]
    )
