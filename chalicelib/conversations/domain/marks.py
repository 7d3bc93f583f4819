"""What users put on a conversation or message: labels, stars, how far they have read.

What only its user sees (a star, a read mark, a private label) makes no timeline entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.conversations.domain.model import (
    CUSTOMER,
    Actor,
    Change,
    Conversation,
    Entry,
    Rewrite,
    entry_of,
    step,
)
from chalicelib.runtime.errors import Refused

STARRED_AT_MOST = 15
"""Users who star one conversation: each has a place in its transactions."""
LABELS_AT_MOST = 10
"""Labels on one conversation or message, shared ones and each user's own."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it is set: `private` ones are seen by who set them only (NOTE-14)."""

    id: str
    name: str
    color: str
    private: bool = False


def read(conversation: Conversation, who: str, up_to: int) -> Change | None:
    """Move a read mark forward; None when it stands there or further already."""
    seen = min(up_to, conversation.version)
    if seen <= conversation.reads.get(who, 0):
        return None
    furthest = conversation.agent_read_seq
    return _quietly(
        conversation,
        reads={**conversation.reads, who: seen},
        agent_read_seq=furthest if who == CUSTOMER else max(furthest, seen),
    )


def unread(conversation: Conversation, who: str, news: int) -> Change | None:
    """Make it unread again for one user only (CONV-58): as before `news`, the latest thing that
    they should see."""
    before = news - 1
    if conversation.reads.get(who, 0) == before:
        return None
    return _quietly(conversation, reads={**conversation.reads, who: before})


def star(conversation: Conversation, user_id: str) -> Change | None:
    """Star a conversation of one's own inbox (NOTE-17, D18); the star stays when it leaves."""
    if user_id in conversation.starred:
        return None
    if not conversation.is_assigned_to(user_id):
        raise Refused("only conversations of your own inbox can be starred")
    if len(conversation.starred) >= STARRED_AT_MOST:
        raise Refused(f"{STARRED_AT_MOST} colleagues have starred it; no more fit")
    return _quietly(conversation, starred=conversation.starred | {user_id})


def unstar(conversation: Conversation, user_id: str) -> Change | None:
    """Take one's star away."""
    if user_id not in conversation.starred:
        return None
    return _quietly(conversation, starred=conversation.starred - {user_id})


def label(
    conversation: Conversation,
    by: Actor,
    add: Iterable[Label],
    remove: Iterable[Label],
    entry_id: str,
    at: datetime,
) -> Change | None:
    """Set and take labels of a conversation (NOTE-10); None when nothing changes."""
    add, remove = tuple(add), tuple(remove)
    shared = _labelled(conversation.labels, add, remove, private=False)
    own = _labelled(conversation.private_labels.get(by.id or "", ()), add, remove, private=True)
    changed = replace(
        conversation,
        labels=shared,
        private_labels=_with_own(conversation.private_labels, by.id or "", own),
    )
    if shared == conversation.labels:
        if changed.private_labels == conversation.private_labels:
            return None
        return Change(conversation, replace(changed, revision=conversation.revision + 1), None)
    after = step(changed, at)
    data = {
        "added": [_ref(one) for one in add if one.id in set(shared) - set(conversation.labels)],
        "removed": [
            _ref(one) for one in remove if one.id in set(conversation.labels) - set(shared)
        ],
    }
    changes = {"labels": list(shared)}
    entry = entry_of(after, entry_id, "conversation.labelled", by, at, data, changes)
    return Change(conversation, after, entry)


def label_message(
    conversation: Conversation,
    message: Entry,
    by: Actor,
    add: Iterable[Label],
    remove: Iterable[Label],
    entry_id: str,
    at: datetime,
) -> Change | None:
    """Set and take labels of one message (NOTE-11); None when nothing changes."""
    if message.type not in {"message.received", "message.sent"}:
        raise Refused("only a message can be labelled")
    add, remove = tuple(add), tuple(remove)
    known = tuple(message.data.get("labels", ()))
    shared = _labelled(known, add, remove, private=False)
    own = _labelled(message.private_labels.get(by.id or "", ()), add, remove, private=True)
    written = replace(
        message,
        data=message.data | {"labels": list(shared)},
        private_labels=_with_own(message.private_labels, by.id or "", own),
    )
    if shared == known:
        if written.private_labels == message.private_labels:
            return None
        after = replace(conversation, revision=conversation.revision + 1)
        return Change(conversation, after, None, Rewrite(message, written))
    after = step(conversation, at)
    data = {"message_id": message.id, "labels": list(shared)}
    entry = entry_of(after, entry_id, "message.labelled", by, at, data)
    return Change(conversation, after, entry, Rewrite(message, written))


def _labelled(
    known: tuple[str, ...], add: tuple[Label, ...], remove: tuple[Label, ...], private: bool
) -> tuple[str, ...]:
    gone = {one.id for one in remove if one.private is private}
    come = [one.id for one in add if one.private is private and one.id not in known]
    labels = tuple(dict.fromkeys((*(id_ for id_ in known if id_ not in gone), *come)))
    if len(labels) > LABELS_AT_MOST:
        raise Refused(f"at most {LABELS_AT_MOST} labels fit; take one away first")
    return labels


def _with_own(
    labels: Mapping[str, tuple[str, ...]], user_id: str, own: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    others = {user: ids for user, ids in labels.items() if user != user_id}
    return {**others, user_id: own} if own else others


def _ref(one: Label) -> dict[str, str]:
    return {"id": one.id, "name": one.name, "color": one.color}


def _quietly(conversation: Conversation, **fields: Any) -> Change:
    after = replace(conversation, revision=conversation.revision + 1, **fields)
    return Change(conversation, after, None)


def customer_read(conversation: Conversation, up_to: int) -> Change | None:
    """Note how far the customer has read (RT-07)."""
    return read(conversation, CUSTOMER, up_to)
