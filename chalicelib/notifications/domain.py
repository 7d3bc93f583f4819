"""What a notification is and what it says."""

from dataclasses import dataclass
from datetime import datetime

LONGEST = 140
"""Characters of what was written that a notification shows."""


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


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told, before it is known to whom."""

    kind: str
    title: str
    text: str


def queue_rising(team: str, contact: str, preview: str) -> News:
    """A team's empty queue gets its first conversation (NTF-04)."""
    return News("queue.rising", f"{contact} is waiting in {team}", preview)


def reopened(contact: str, preview: str) -> News:
    """A customer comes back to a closed conversation (NTF-05)."""
    return News("conversation.reopened", f"{contact} wrote again", preview)


def invited(by: str, contact: str, preview: str) -> News:
    """A colleague asks somebody to join a conversation (ASG-33)."""
    return News(
        "conversation.invited", f"{by} asks you to join the conversation with {contact}", preview
    )


def woken(contact: str, preview: str, by_customer: bool) -> News:
    """A snoozed conversation is back (CONV-47)."""
    title = f"{contact} wrote again" if by_customer else f"Back from snooze: {contact}"
    return News("conversation.woken", title, preview)


def mentioned(writer: str, note: str) -> News:
    """A note mentions someone, or a team of theirs (NOTE-04, NOTE-05)."""
    return News("note.mention", f"{writer} mentioned you", short(note))


def answered(writer: str, note: str) -> News:
    """A note has an answer (NOTE-07)."""
    return News("note.answer", f"{writer} answered your note", short(note))


def followed(writer: str, note: str) -> News:
    """There is more in a thread that one wrote in (NOTE-07)."""
    return News("note.answer", f"{writer} wrote in a thread of yours", short(note))


def held(author: str | None, contact: str, reason: str) -> News:
    """A scheduled message was not sent (MSG-17); `author` is None for the author's own eyes."""
    whose = f"{author}'s message" if author else "Your message"
    return News("scheduled.held", f"{whose} to {contact} was held back", reason)


def unauthorized(channel: str, reason: str) -> News:
    """A channel's credentials are no longer accepted (CH-34)."""
    return News("channel.unauthorized", f"{channel} needs new credentials", reason)


PROMISES = {"first": "first reply", "next": "reply", "resolve": "resolution"}
"""Targets of a service level, in words."""


def due_soon(contact: str, target: str, minutes: int, preview: str) -> News:
    """A promise is about to be broken (ASG-48); `minutes` are those on the clock."""
    title = f"{contact}: {PROMISES[target]} due in {_span(minutes)}"
    return News("sla.warned", title, preview)


def overdue(contact: str, target: str, preview: str) -> News:
    """A promise was broken (ASG-48)."""
    return News("sla.breached", f"{contact}: {PROMISES[target]} is overdue", preview)


def _span(minutes: int) -> str:
    if minutes < 2:
        return "a minute"
    if minutes < 120:
        return f"{minutes} minutes"
    hours = round(minutes / 60)
    return f"{hours} hours" if hours < 48 else f"{round(hours / 24)} days"


def short(text: str) -> str:
    """The beginning of a text, in one line."""
    return " ".join(text.split())[:LONGEST]
