"""What customers do besides writing: they react, correct and take back, opt out, move."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.conversations.domain.messages import emptied, rewritten, with_preview
from chalicelib.conversations.domain.model import (
    Actor,
    ActorKind,
    Change,
    Conversation,
    Entry,
    Rewrite,
    entry_of,
    step,
)
from chalicelib.runtime.errors import Refused

REACTIONS_AT_MOST = 50
"""Of a message; in a group everybody may have one."""


def react(
    conversation: Conversation,
    message: Entry,
    by: Actor,
    emoji: str | None,
    entry_id: str,
    at: datetime,
    who: str | None = None,
) -> Change | None:
    """A reaction to a message, or (None) none any more (MSG-14). It is no message: nobody has to
    answer it. Each customer (`who`: their address in a group) has one, and the company has one, as
    providers know it. None when it tells nothing new."""
    if message.type not in {"message.received", "message.sent"}:
        raise Refused("only a message can be reacted to")
    if message.data.get("deleted_at"):
        raise Refused("it was deleted already")
    side = "customer" if by.kind is ActorKind.CUSTOMER else "agent"
    author = who or by.id
    known = list(message.data.get("reactions", ()))
    own = [r for r in known if r["by"] == side and (side == "agent" or r["id"] == author)]
    if [r["emoji"] for r in own] == ([emoji] if emoji else []):
        return None
    told = [r for r in known if r not in own]
    if emoji:
        told.append({"emoji": emoji, "by": side, "id": author, "name": by.name})
    after = step(conversation, at)
    route = conversation.route(message.data["channel_id"])
    data: dict[str, Any] = {
        "message_id": message.id,
        "emoji": emoji,
        "reactions": told[-REACTIONS_AT_MOST:],
    }
    if side == "agent" and route is not None and route.channel.pushes:
        data["act"] = True  # the provider has to be told
    entry = entry_of(after, entry_id, "message.reacted", by, at, data)
    changed = replace(message, data=message.data | {"reactions": data["reactions"]})
    return Change(conversation, after, entry, Rewrite(message, changed))


def edited_by_customer(
    conversation: Conversation, message: Entry, by: Actor, text: str, entry_id: str, at: datetime
) -> Change | None:
    """A customer corrected what they wrote; the earlier text is kept. None when it reads the same,
    or is deleted."""
    if not _theirs(message) or message.data["text"] == text:
        return None
    after = with_preview(step(conversation, at), message, text)
    data = {"message_id": message.id, "text": text}
    entry = entry_of(after, entry_id, "message.edited", by, at, data)
    changed = rewritten(message, by, at, text, "edited_at")
    return Change(conversation, after, entry, Rewrite(message, changed))


def deleted_by_customer(
    conversation: Conversation, message: Entry, by: Actor, entry_id: str, at: datetime
) -> Change | None:
    """A customer took back what they wrote; None when it is gone already. As with our own
    messages, the history keeps what it said (MSG-15)."""
    if not _theirs(message):
        return None
    after = with_preview(step(conversation, at), message, "")
    data = {"message_id": message.id, "retracted": True}
    entry = entry_of(after, entry_id, "message.deleted", by, at, data)
    return Change(conversation, after, entry, Rewrite(message, emptied(message, by, at)))


def opted(
    conversation: Conversation,
    channel_id: str,
    out: bool,
    by: Actor,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """A customer wants nothing more on a channel, or does again, told without a message."""
    route = conversation.route(channel_id)
    if route is None or route.opted_out == out:
        return None
    after = step(conversation, at).with_route(replace(route, opted_out=out))
    data: dict[str, Any] = {"channel_id": channel_id, "opted_out": out}
    entry = entry_of(after, entry_id, "consent.updated", by, at, data)
    return Change(conversation, after, entry)


def readdressed(
    conversation: Conversation,
    channel_id: str,
    address: str,
    by: Actor,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """The customer has another number or id on a channel from now on."""
    route = conversation.route(channel_id)
    if route is None or route.address == address:
        return None
    after = step(conversation, at).with_route(replace(route, address=address))
    data = {"channel_id": channel_id, "address": address, "before": route.address}
    entry = entry_of(after, entry_id, "contact.moved", by, at, data)
    return Change(conversation, after, entry)


def _theirs(message: Entry) -> bool:
    return message.type == "message.received" and not message.data.get("deleted_at")
