"""Who may create an account (AUTH-14)."""

from __future__ import annotations

from dataclasses import dataclass

OPEN = "open"
CLOSED = "closed"
LIST = "list"
MODES = (OPEN, CLOSED, LIST)


@dataclass(frozen=True, slots=True)
class Admission:
    """What a deployment has settled of that. Invited people may join whatever it says."""

    mode: str = OPEN
    emails: tuple[str, ...] = ()
    """Addresses as they are compared, and whole domains as `@example.com`."""
    operator_id: str | None = None
    """The account that may settle it anew: the one that was made first."""

    def admits(self, email: str) -> bool:
        """Whether somebody with this address may."""
        if self.mode == LIST:
            return email in self.emails or f"@{email.rpartition('@')[2]}" in self.emails
        return self.mode == OPEN
