"""What a draft is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What it is to become."""

    REPLY = "reply"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a user has begun to write in a conversation."""

    text: str
    updated_at: str
    mentions: list[str] = field(default_factory=list)
    """Users and teams that a note will mention."""
    attachments: list[str] = field(default_factory=list)
    """Uploads, which are kept for two days."""
    reply_to: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.attachments
