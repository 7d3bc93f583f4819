"""What a notification is and what it says."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that one user should know."""

    account_id: str
    user_id: str
    id: str
    kind: str
    title: str
    text: str
    conversation_id: str | None
    created_at: datetime
    read_at: datetime | None = None


def queue_rising(team: str, contact: str, preview: str) -> tuple[str, str]:
    """Title and text when a team's empty queue gets its first conversation (NTF-04)."""
    return f"{contact} is waiting in {team}", preview


def reopened(contact: str, preview: str) -> tuple[str, str]:
    """Title and text when a customer comes back to a closed conversation (NTF-05)."""
    return f"{contact} wrote again", preview
