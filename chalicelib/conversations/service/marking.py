"""What users put on a conversation: labels, stars, read marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Change, Conversation, Entry, Label
from chalicelib.conversations.service.changing import (
    Decide,
    agent,
    attempt,
    head_after,
    may_see,
    next_id,
)
from chalicelib.labels import service as labels
from chalicelib.runtime.errors import NotFound


def mark_read(caller: Caller, conversation_id: str, up_to: int) -> None:
    """Note how far the caller has read, also of what was merged."""
    _note(caller, conversation_id, lambda c: domain.read(c, caller.user_id, up_to))


def mark_unread(caller: Caller, conversation_id: str) -> None:
    """Make it unread again for the caller only (CONV-58)."""

    def decide(c: Conversation) -> Change | None:
        news = domain.news(c, caller.user_id, caller.team_ids)
        return domain.unread(c, caller.user_id, news)

    _note(caller, conversation_id, decide)


def _note(caller: Caller, conversation_id: str, decide: Decide) -> None:
    def allowed(c: Conversation) -> Change | None:
        if not may_see(caller, c):
            raise NotFound("there is no such conversation")
        return decide(c)

    attempt(caller.account_id, conversation_id, allowed)


def customer_read(account_id: str, conversation_id: str, up_to: int) -> None:
    """Note how far the customer has read (RT-07)."""
    attempt(account_id, conversation_id, lambda c: domain.customer_read(c, up_to))


def star(caller: Caller, conversation_id: str) -> None:
    """Star a conversation of one's own inbox (NOTE-17)."""
    head_after(caller, conversation_id, lambda c: domain.star(c, caller.user_id))


def unstar(caller: Caller, conversation_id: str) -> None:
    """Take one's star away."""
    head_after(caller, conversation_id, lambda c: domain.unstar(c, caller.user_id))


def label(
    caller: Caller,
    conversation_id: str,
    add: Sequence[str],
    remove: Sequence[str],
    at: datetime,
) -> Conversation:
    """Set and take labels that the caller may see (NOTE-10, NOTE-14)."""
    come, go = picked(caller, add), picked(caller, remove)
    return head_after(
        caller,
        conversation_id,
        lambda c: domain.label(c, agent(caller), come, go, next_id(c, at), at),
    )


def picked(caller: Caller, ids: Sequence[str]) -> list[Label]:
    """Labels by id, as conversations carry them; NotFound for one that the caller may not see."""
    if not ids:
        return []
    return [
        Label(one.id, one.name, one.color, one.scope == "private")
        for one in labels.pick(caller, ids)
    ]


def labelled(
    caller: Caller, label_id: str, position: str | None, limit: int
) -> tuple[list[tuple[Conversation, Entry | None]], str | None]:
    """What a label is on, newest first: messages, and (entry None) conversations (SRCH-01). Only
    what the caller may see; a page may be short and still have a position to go on from."""
    if not picked(caller, [label_id]):
        raise NotFound("there is no such label")
    found = store.page_labelled(caller.account_id, label_id, position, limit + 1)
    page, more = found[:limit], len(found) > limit
    heads = store.load_many([(caller.account_id, id_) for id_, _, _ in page])
    entries = store.load_entries(
        caller.account_id, [(id_, seq) for id_, seq, _ in page if seq is not None]
    )
    things: list[tuple[Conversation, Entry | None]] = []
    for id_, seq, _ in page:
        head = heads.get(id_)
        if head is None or not may_see(caller, head):
            continue
        entry = entries.get((id_, seq)) if seq is not None else None
        if seq is None or entry is not None:
            things.append((head, entry))
    return things, page[-1][2] if more else None
