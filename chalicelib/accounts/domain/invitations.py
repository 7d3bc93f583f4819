"""Asking somebody to join (AUTH-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(days=7)
"""For how long the link in an invitation opens it."""

AT_MOST = 200
"""Invitations that an account may have out at once."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody was asked to join an account; whoever opens the link decides."""

    account_id: str
    id: str
    email: str | None
    """Where the link went; None: it went to a phone, and who joins says which address is theirs."""
    phone: str | None
    name: str | None
    role: str
    team_ids: tuple[str, ...]
    inviter_id: str
    inviter: str
    """Their name then."""
    created_at: datetime
    expires_at: datetime

    def is_open(self, at: datetime) -> bool:
        """Whether the link still opens it."""
        return at < self.expires_at
