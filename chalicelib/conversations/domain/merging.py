"""Two conversations of one contact, read as one (CONV-50). Nothing is copied: the second becomes
a closed pointer, its thread is read together with the first one's, and so the merge is undone by
forgetting it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.conversations.domain.assigning import ended, withdrawn
from chalicelib.conversations.domain.lifecycle import awake
from chalicelib.conversations.domain.model import (
    Actor,
    Change,
    Conversation,
    ConversationRef,
    Parked,
    Route,
    Status,
    advance,
    entry_of,
)
from chalicelib.runtime.errors import Refused

MERGED_AT_MOST = 10
"""Each merged thread is a query more per page."""


def merge(
    first: Conversation,
    second: Conversation,
    by: Actor,
    entry_ids: tuple[str, str],
    at: datetime,
) -> tuple[Change, Change]:
    """Put the second conversation into the first."""
    if first.id == second.id:
        raise Refused("a conversation cannot be merged with itself")
    if first.contact.id != second.contact.id:
        raise Refused("only conversations of one contact can be merged")
    if _named(first) != _named(second):
        raise Refused("let the same people see both conversations before you merge them")
    if first.merged_into or second.merged_into:
        raise Refused("one of them is merged into another conversation already")
    if second.is_open and not first.is_open:
        raise Refused("merge the closed conversation into the open one")
    refs = (*first.merged, second.ref, *second.merged)
    if len(refs) > MERGED_AT_MOST:
        raise Refused(f"at most {MERGED_AT_MOST} conversations can be merged into one")
    into = advance(first, at)
    into = replace(
        into,
        merged=refs,
        routes=_with_routes(first, second),
        idle=first.idle and second.unreplied_since is None,
        unreplied_since=min(
            (t for t in (first.unreplied_since, second.unreplied_since) if t), default=None
        ),
    )
    pointer = replace(
        ended(advance(second, at)),
        status=Status.CLOSED,
        merged_into=first.ref,
        waiting_since=None,
        unreplied_since=None,
        parked=Parked(second.status, second.waiting_since, second.unreplied_since),
    )
    told = {"merged": _ref(second.ref), "into": None}
    pointed = {"merged": None, "into": _ref(first.ref)}
    return (
        Change(first, into, entry_of(into, entry_ids[0], "conversation.merged", by, at, told)),
        Change(
            second,
            pointer,
            entry_of(
                pointer,
                entry_ids[1],
                "conversation.merged",
                by,
                at,
                pointed,
                withdrawn(second),
            ),
        ),
    )


def unmerge(
    first: Conversation,
    second: Conversation,
    by: Actor,
    entry_ids: tuple[str, str],
    at: datetime,
) -> tuple[Change, Change]:
    """Take the second conversation out again, as it was before; awake if its snooze ended in the
    meantime. What was said since stays in the first."""
    if second.merged_into is None or second.merged_into.id != first.id or second.parked is None:
        raise Refused("this conversation was not merged into that one")
    if first.merged_into:
        raise Refused(f"undo first that it was merged into #{first.merged_into.number}")
    own = {second.id, *(ref.id for ref in second.merged)}
    leaving = {second.channel.id, *(route.channel.id for route in second.routes)}
    into = replace(
        advance(first, at),
        merged=tuple(ref for ref in first.merged if ref.id not in own),
        routes=tuple(route for route in first.routes if route.channel.id not in leaving),
    )
    restored = replace(
        advance(second, at),
        status=second.parked.status,
        merged_into=None,
        waiting_since=second.parked.waiting_since,
        unreplied_since=second.parked.unreplied_since,
        parked=None,
    )
    changes: dict[str, Any] = {"status": restored.status} if restored.is_open else {}
    if restored.snooze and restored.snooze.until and restored.snooze.until <= at:
        restored = awake(restored, at)
        changes["snooze"] = None
    told = {"merged": _ref(second.ref), "into": None}
    pointed = {"merged": None, "into": _ref(first.ref)}
    return (
        Change(first, into, entry_of(into, entry_ids[0], "conversation.unmerged", by, at, told)),
        Change(
            second,
            restored,
            entry_of(restored, entry_ids[1], "conversation.unmerged", by, at, pointed, changes),
        ),
    )


def _named(conversation: Conversation) -> frozenset[str] | None:
    """Ids of those who alone may see it."""
    named = conversation.visible_to
    return None if named is None else frozenset(person.id for person in named)


def _with_routes(first: Conversation, second: Conversation) -> tuple[Route, ...]:
    known = {route.channel.id for route in first.all_routes}
    further = (route for route in second.all_routes if route.channel.id not in known)
    return (*first.routes, *further)


def _ref(ref: ConversationRef) -> dict[str, object]:
    return {"id": ref.id, "number": ref.number}
