"""A conversation as plain text. What goes in is named here; all else, notes first, stays out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from chalicelib.conversations.domain import ActorKind, Conversation, DeliveryStatus, Entry

MESSAGES = frozenset({"message.received", "message.sent"})
MESSAGES_AT_MOST = 5000
BYTES_AT_MOST = 3_000_000
"""A Lambda's answer may have 6 MB."""

CUT = "(Earlier messages are left out: the conversation is too long for one transcript.)"

KINDS = {
    ActorKind.CUSTOMER: "customer",
    ActorKind.AGENT: "agent",
    ActorKind.AI_AGENT: "AI agent",
    ActorKind.AUTO_RESPONDER: "automatic answer",
    ActorKind.SYSTEM: "system",
}


def newest(entries: Iterable[Entry]) -> tuple[list[Entry], bool]:
    """Of entries, newest first, the messages that a transcript holds, oldest first; and whether
    there are more."""
    taken: list[Entry] = []
    size = 0
    for entry in entries:
        if entry.type not in MESSAGES:
            continue
        size += len(entry.data["text"].encode())
        if len(taken) == MESSAGES_AT_MOST or size > BYTES_AT_MOST:
            return taken[::-1], True
        taken.append(entry)
    return taken[::-1], False


def render(company: str, head: Conversation, messages: Iterable[Entry], cut: bool) -> str:
    """The text. Messages are indented, so that none can pass for the head of another."""
    lines = [
        f"Conversation #{head.number}",
        "",
        f"Company:   {_one_line(company)}",
        f"Customer:  {_one_line(head.contact.name)}",
        f"Channel:   {_one_line(head.channel.name)}",
        f"Began:     {_moment(head.created_at)}",
        f"Last news: {_moment(head.last_entry_at)}",
        "",
    ]
    if cut:
        lines += [CUT, ""]
    for message in messages:
        lines += [*_message(message), ""]
    return "\n".join(lines)


def _message(entry: Entry) -> Iterator[str]:
    shown = (entry.data.get("shown_as") or {}).get("name")
    who = _one_line(shown or entry.actor.name or KINDS[entry.actor.kind])
    marks = "".join(f" ({mark})" for mark in _marks(entry))
    yield f"{_moment(entry.occurred_at)}  {who}, {KINDS[entry.actor.kind]}{marks}"
    if entry.data.get("deleted_at"):
        yield "    (deleted)"
        return
    yield from (f"    {line}".rstrip() for line in entry.data["text"].splitlines())
    for file in entry.data["attachments"]:
        yield f"    [{_one_line(file.get('name') or 'attachment')}]"


def _marks(entry: Entry) -> Iterator[str]:
    if entry.data.get("edited_at") and not entry.data.get("deleted_at"):
        yield "edited"
    if entry.data.get("delivery", {}).get("status") == DeliveryStatus.FAILED:
        yield "not delivered"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
