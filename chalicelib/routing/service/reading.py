"""What a look at a team's queue goes by: who waits, who is there, and what they carry."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Ringing, Roster, Team, User, Workload
from chalicelib.conversations import list_store
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Person, carried
from chalicelib.conversations.items import updated_key
from chalicelib.realtime import service as realtime
from chalicelib.routing import domain
from chalicelib.routing.domain import Candidate, Waiting

QUEUED = 100
"""Conversations of a queue that are looked at: those that were longest without news."""

EARLIER = 5
"""Conversations of a contact that are looked through for who served them last."""


def queue(account_id: str, team_id: str, about: Conversation | None) -> list[Conversation]:
    """Who waits in a team, at most QUEUED. Of `about`, which was just read, it is known better than
    by the index, which is a moment late."""
    found = list_store.queue_of(account_id, team_id, None, QUEUED, newest_first=False)
    if about is None:
        return found
    others = [head for head in found if head.id != about.id]
    return [*others, about] if about.is_waiting and about.team_id == team_id else others


class Desk:
    """A team's members while its queue is looked at: kept true by what is given meanwhile."""

    def __init__(self, roster: Roster, team: Team) -> None:
        self.team = team
        self.account_id = team.account_id
        self.workload: Workload = accounts.policy(team.account_id).workload
        self._online = realtime.online(team.account_id)
        self._rings: dict[str, Ringing] = {}
        self._known = {user.id: self._candidate(user) for user in roster.members(team.id)}

    @property
    def members(self) -> list[Candidate]:
        """The team as it is known now."""
        return list(self._known.values())

    def weight(self, head: Conversation) -> int:
        """What a conversation counts."""
        return self.workload.weight(head.channel.kind)

    def waiting(self, head: Conversation, at: datetime) -> Waiting:
        """A conversation as one that waits. Who served the customer last is asked for only as long
        as it matters."""
        window = timedelta(seconds=self.team.routing.last_agent_seconds)
        since = head.waiting_since or head.created_at
        known = last_agent(head) if at < since + window else None
        return domain.waiting(head, self.weight(head), known)

    def refresh(self, user_id: str) -> Candidate:
        """Somebody as they are now, after a claim failed."""
        self._known[user_id] = self._candidate(accounts.user(self.account_id, user_id))
        return self._known[user_id]

    def keep(self, one: Candidate) -> None:
        """Somebody as they are after what was given to them."""
        self._known[one.id] = one

    def overdue(self, at: datetime) -> dict[str, str]:
        """Members on whose screens an offer stands that is over, and the conversation it is of."""
        return {
            user: ringing.conversation_id
            for user, ringing in self._rings.items()
            if ringing.until <= at
        }

    def _candidate(self, user: User) -> Candidate:
        if user.ringing:
            self._rings[user.id] = user.ringing
        else:
            self._rings.pop(user.id, None)
        limit = self.workload.limit_of(user.limit)
        return domain.candidate(user, self.team.id, user.id in self._online, limit)


def last_agent(head: Conversation) -> str | None:
    """Who had the contact's last conversation before this one."""
    ids = list_store.ids_of_contact(head.account_id, head.contact.id, head.id, EARLIER)
    heads = conversations.load_many([(head.account_id, id_) for id_ in ids]) if ids else {}
    had: list[Person] = [
        person for id_ in ids if id_ in heads for person in heads[id_].colleagues[:1]
    ]
    return had[0].id if had else None


def carries(account_id: str, user_id: str) -> int:
    """What a user's open conversations weigh together, by their seats."""
    total, position = 0, None
    while True:
        seats = list_store.list_of(
            account_id, user_id, "assigned", "open", position, QUEUED, newest_first=False
        )
        total += sum(carried(head).get(user_id, 0) for head in seats)
        if len(seats) < QUEUED:
            return total
        position = updated_key(seats[-1])
