"""Conversations of an account to learn from: for workers that act for the account itself."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.accounts import service as accounts
from chalicelib.conversations import list_store, store
from chalicelib.conversations.domain import Entry


def recent(account_id: str, limit: int) -> list[str]:
    """Ids of conversations that were last in the teams' inboxes, open or closed: two queries per
    team. What is restricted is not among them."""
    teams = accounts.roster(account_id).teams
    each = max(1, limit // max(1, len(teams)))
    heads = [
        head
        for team in teams
        for part in ("open", "closed")
        for head in list_store.list_of(account_id, team.id, "inbox", part, None, each)
    ]
    heads.sort(key=lambda head: head.last_entry_at, reverse=True)
    return [head.id for head in heads[:limit]]


def labelled(account_id: str, label_id: str, limit: int) -> list[str]:
    """Ids of the newest conversations with a label on themselves or on a message: one query."""
    found = store.page_labelled(account_id, label_id, None, limit)
    return list(dict.fromkeys(id_ for id_, _, _ in found))


def beginnings(
    account_id: str, conversation_ids: Sequence[str], entries: int
) -> dict[str, list[Entry]]:
    """The customer's messages among the first entries of each conversation."""
    keys = [(id_, seq) for id_ in conversation_ids for seq in range(1, entries + 1)]
    found = store.load_entries(account_id, keys)
    said: dict[str, list[Entry]] = {id_: [] for id_ in conversation_ids}
    for key in keys:
        entry = found.get(key)
        if entry and entry.type == "message.received" and entry.data["text"]:
            said[key[0]].append(entry)
    return said
