"""What a visitor may see of their conversation."""

from __future__ import annotations

from chalicelib.conversations.domain import PUBLIC, Entry

KIND = "webchat"


def is_shown(entry: Entry) -> bool:
    """Whether the widget shows an entry: what is said in a widget and what becomes of it. What was
    said over another channel stays there: that a visitor is who an agent takes them for, and whose
    conversations he merges, nobody has proven."""
    return entry.type in PUBLIC and entry.data.get("channel_kind", KIND) == KIND
