"""Who may see a conversation, who has read it, and in which lists it stands.

Everything here follows from the head alone, so lists, counts and unread marks cannot drift from
it: the store writes what these functions say, in the transaction that changes the head.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.accounts.domain import Scope
from chalicelib.conversations.domain.model import Conversation, Status

TEAM = "tm_"
"""What teams' ids begin with; whoever else is mentioned is a user."""


PUBLIC = frozenset(
    {
        "message.received",
        "message.sent",
        "message.edited",
        "message.deleted",
        "message.reacted",
        "conversation.closed",
        "conversation.reopened",
    }
)
"""What a visitor may see of their own conversation: no notes, no assignments."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place of a user (or of a team, which its members share) in a list of their own."""

    list: str
    holder: str

    @property
    def is_shared(self) -> bool:
        """Whether a team holds it, for all its members."""
        return self.holder.startswith(TEAM)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who works for the account, as far as it matters for what they may see."""

    user_id: str
    team_ids: frozenset[str]
    scope: Scope


def may_see(reader: Reader, conversation: Conversation) -> bool:
    """Named users alone where visibility is restricted (CONV-40, D22). Else as far as their role
    reaches (ASG-49), and what is theirs."""
    if conversation.status is Status.DELETED:
        return False
    if conversation.visible_to is not None:
        return any(person.id == reader.user_id for person in conversation.visible_to)
    if reader.scope is Scope.ALL:
        return True
    in_team = reader.scope is Scope.TEAM and conversation.team_id in reader.team_ids
    return in_team or _is_theirs(reader, conversation)


def _is_theirs(reader: Reader, conversation: Conversation) -> bool:
    """Whether they have it, or somebody asked for them or for a team of theirs: by a mention
    (NOTE-06), an offer (ASG-21) or an invitation (ASG-33)."""
    if conversation.is_assigned_to(reader.user_id):
        return True
    asked = {*conversation.mentioned, *(one.to.id for one in conversation.invitations)}
    if conversation.offer:
        asked.add(conversation.offer.to.id)
    return reader.user_id in asked or not reader.team_ids.isdisjoint(asked)


def is_unread(
    conversation: Conversation, user_id: str, team_ids: Iterable[str] = frozenset()
) -> bool:
    """Whether there is something the user has not seen (CONV-31)."""
    return news(conversation, user_id, team_ids) > conversation.reads.get(user_id, 0)


def news(conversation: Conversation, user_id: str, team_ids: Iterable[str] = frozenset()) -> int:
    """Seq of the latest thing that a user should see: a customer's message, that it woke, a note
    that mentions them or (unless it is theirs anyway) a team of theirs."""
    teams = () if conversation.is_assigned_to(user_id) else team_ids
    mentions = (conversation.mentioned.get(one, 0) for one in (user_id, *teams))
    return max(conversation.news_seq, *mentions)


def shelf(conversation: Conversation) -> str:
    """Which part of a list it is in: open, snoozed or closed."""
    if not conversation.is_open:
        return str(conversation.status)
    return "snoozed" if conversation.snooze else "open"


def is_listed(conversation: Conversation) -> bool:
    """Whether it stands in any list: not when deleted, nor when merged into another."""
    return conversation.status is not Status.DELETED and conversation.merged_into is None


def is_shared(conversation: Conversation) -> bool:
    """Whether it stands in its team's lists; a restricted one has seats instead."""
    return is_listed(conversation) and conversation.visible_to is None


def seats(conversation: Conversation) -> set[Seat]:
    """Every user's places, by list:

    - `assigned`: My inbox; the AI agent has none;
    - `mentioned`: where a note mentions them or (holder: the team) their team, unless it is
      theirs anyway (CONV-06);
    - `starred`: also by those who may see it no more, so whoever reads the list looks again;
    - `offered` and `invited`: where they are asked to take it (ASG-21) or to join (ASG-33; holder:
      the user or the team);
    - `team:{id}` and, while nobody has it, `queue`: how those who may see a restricted
      conversation find it where others find the shared ones.
    """
    if not is_listed(conversation):
        return set()
    found = {Seat("assigned", person.id) for person in conversation.colleagues}
    found |= {Seat("starred", user) for user in conversation.starred}
    found |= {
        Seat("mentioned", one)
        for one in conversation.mentioned
        if not conversation.is_assigned_to(one)
    }
    found |= {Seat("invited", one.to.id) for one in conversation.invitations}
    if conversation.offer:
        found.add(Seat("offered", conversation.offer.to.id))
    if conversation.visible_to is None:
        return found
    named = {person.id for person in conversation.visible_to}
    found = {seat for seat in found if seat.holder in named}
    found |= {Seat(f"team:{conversation.team_id}", user) for user in named}
    if conversation.is_waiting:
        found |= {Seat("queue", user) for user in named}
    return found


def attention(conversation: Conversation, user_id: str | None = None) -> str:
    """Why an open conversation asks for someone: `0` nothing, `1` unread, `2` unread and
    unreplied, `3` unreplied. The order makes both "unread" (1 to 2) and "unreplied" (2 to 3) one
    range of an index."""
    unreplied = conversation.unreplied_since is not None
    unread = user_id is not None and is_unread(conversation, user_id)
    if unread:
        return "2" if unreplied else "1"
    return "3" if unreplied else "0"
