"""What an auto-reply is, and which one a message gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chalicelib.accounts.domain import Availability, User
from chalicelib.conversations.domain import Conversation, Entry

MOST = 30
"""Auto-replies of an account: all of them lie in one item."""
LONGEST = 1000
"""Characters of a text."""
LANGUAGES_AT_MOST = 12
LONGEST_PAUSE = 24 * 14
"""Hours."""

ALWAYS = "always"
"""To the message that begins a conversation or opens it again."""
CLOSED = "closed"
"""Out of office hours (AUTO-10)."""
BUSY = "busy"
"""While nobody of the team is there who could take it."""
WHEN = (CLOSED, BUSY, ALWAYS)
"""In the order in which they count: that nobody is there says more than a greeting."""

STALE = timedelta(hours=1)
"""An answer that is so late says nothing that is true any more."""
LATELY = timedelta(minutes=30)
"""Where a person wrote within this time nobody needs to hear that nobody is there."""


@dataclass(frozen=True, slots=True)
class AutoReply:
    """What customers are told when nobody answers them now (AUTO-01, AUTO-10)."""

    id: str
    name: str
    when: str
    """One of `WHEN`."""
    text: str
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)
    """In other languages (BCP 47), for customers who write in them."""
    channel_ids: tuple[str, ...] = ()
    """Where it is said; none: everywhere."""
    team_ids: tuple[str, ...] = ()
    """Whose conversations get it; none: everyone's."""
    enabled: bool = True
    pause_hours: int = 12
    """For how long a conversation gets no second automatic word, whichever it would be."""
    managed_by: str | None = None
    """The stack that declares it."""

    def fits(self, channel_id: str, team_id: str) -> bool:
        """Whether it is meant for a team's conversations on a channel."""
        here = not self.channel_ids or channel_id in self.channel_ids
        theirs = not self.team_ids or team_id in self.team_ids
        return self.enabled and here and theirs

    @property
    def breadth(self) -> int:
        """How much it is meant for: the narrower one counts, a channel before a team."""
        return (0 if self.channel_ids else 2) + (0 if self.team_ids else 1)


def choose(
    replies: Sequence[AutoReply],
    head: Conversation,
    closed: Callable[[], bool],
    busy: Callable[[], bool],
    begins: bool,
) -> AutoReply | None:
    """The one auto-reply that a message gets, or None. What is `closed` and `busy` is asked only as
    far as a reply depends on it; `begins`: with this message the conversation did."""
    fitting = [one for one in replies if one.fits(head.channel.id, head.team_id)]
    holds: dict[str, Callable[[], bool]] = {CLOSED: closed, BUSY: busy, ALWAYS: lambda: begins}
    for when in WHEN:
        meant = [one for one in fitting if one.when == when]
        if meant and holds[when]():
            return min(meant, key=lambda one: one.breadth)
    return None


def may_answer(head: Conversation, message: Entry, at: datetime) -> bool:
    """Whether a machine may answer a message at all: no other machine's, none that the AI agent or
    a person has answered or is about to, and none that is old news."""
    machine = (message.data.get("mail") or {}).get("automatic")
    if message.type != "message.received" or machine or message.data.get("deleted_at"):
        return False
    waits = head.is_open and head.merged_into is None and head.unreplied_since is not None
    return waits and not head.is_with_ai and at - message.occurred_at < STALE


def spoke_lately(entries: Sequence[Entry], at: datetime) -> bool:
    """Whether a person wrote to the customer within LATELY."""
    return any(
        entry.type == "message.sent"
        and entry.actor.kind == "agent"
        and at - entry.occurred_at < LATELY
        for entry in entries
    )


def begins(message: Entry) -> bool:
    """Whether a conversation began or opened again with a message."""
    return bool(message.changes.get("created")) or message.changes.get("status") == "open"


def is_free(user: User, team_id: str, online: bool, limit: int | None, at: datetime) -> bool:
    """Whether a colleague could take a team's conversation now; `limit` is what they may carry."""
    resting = user.wrap_up_until is not None and user.wrap_up_until > at
    there = online and user.availability is Availability.AVAILABLE and not resting
    return there and user.takes(team_id) and (limit is None or user.load < limit)


def spell(when: str, head: Conversation, message: Entry, opens: datetime | None) -> str:
    """Within what a conversation hears of something once: until the office opens, while this wait
    lasts, since this beginning."""
    if when == CLOSED:
        return f"closed:{int(opens.timestamp()) if opens else 'never'}"
    if when == BUSY:
        since = head.waiting_since or message.occurred_at
        return f"busy:{int(since.timestamp() * 1000)}"
    return f"begin:{message.seq}"


def data(one: AutoReply) -> dict[str, Any]:
    """An auto-reply as it is stored."""
    return asdict(one)


def of(stored: Mapping[str, Any]) -> AutoReply:
    """The auto-reply that was stored so."""
    lists = {name: tuple(stored[name]) for name in ("channel_ids", "team_ids")}
    return AutoReply(**{**stored, **lists})
