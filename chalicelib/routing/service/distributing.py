"""Giving and offering what waits in a team: decide, claim, and on to the next.

One transaction per assignment: it changes the conversation, claims the agent's room and tells of
both. Whoever was faster is found by its conditions, so a look that comes twice, late, or beside
another gives nothing twice and nobody too much.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.accounts.domain import MANUAL, OFFER, Roster
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.routing import domain
from chalicelib.routing.domain import Candidate, Decision, Waiting
from chalicelib.routing.service import offers, overflowing
from chalicelib.routing.service.reading import Desk
from chalicelib.runtime.logging import count

TRIES = 5
"""Agents to whom one conversation is tried to be given in one look."""

AT_ONCE = 50
"""What one look gives; the rest is left to the next, so that none runs out of time."""


class Look:
    """One look at a team's queue, and what it did."""

    def __init__(self, roster: Roster, team_id: str, heads: list[Conversation]) -> None:
        self.team = roster.team(team_id)
        self.roster = roster
        self.heads = {head.id: head for head in heads}
        """What waits, also after the look."""
        self.given = 0
        self.more = False
        """Whether it stopped before the end."""
        self.next: datetime | None = None
        """When to look again though nothing happens."""

    def run(self, at: datetime, give: str | None = None) -> None:
        """Do what is due, and give what can be given; `give` is a conversation that is given to
        somebody even where the team does not distribute."""
        if self.team is None or not self.heads:
            return
        self.heads = overflowing.run(self.team, self.roster, self.heads, at)
        desk = Desk(self.roster, self.team)
        offers.end_overdue(desk, self.heads, at)
        facts = [desk.waiting(head, at) for head in self.heads.values()]
        by_itself = self.team.distribution != MANUAL
        for one in domain.order(facts, self.team.routing.order):
            if self.given == AT_ONCE:
                self.more = True
                break
            wanted = by_itself or one.id == give
            if wanted and self.heads[one.id].offer is None and self._serve(one, desk, at):
                self.given += 1
        left = [one for one in facts if one.id in self.heads]
        self.next = domain.next_moment(left, desk.members, self.team.routing, at)
        if self.given:
            count("Routed", self.given)

    def _serve(self, one: Waiting, desk: Desk, at: datetime) -> bool:
        """Give a conversation, or offer it. Where somebody else was faster, whom it was meant for
        is looked at again, and the next is chosen."""
        for _ in range(TRIES):
            decision = domain.decide(one, desk.members, desk.team.routing, at)
            if decision.agent is None:
                return False
            if self._claim(one, decision, desk, at):
                return True
            fresh = conversations.load(desk.account_id, one.id)
            if fresh is None or not fresh.is_waiting or fresh.offer:
                self.heads.pop(one.id)
                return False
            self._look_again(decision.agent, one, desk, at)
        return False

    def _claim(self, one: Waiting, decision: Decision, desk: Desk, at: datetime) -> bool:
        agent = decision.agent
        assert agent is not None
        account, told = desk.account_id, decision.data()
        if desk.team.distribution == OFFER:
            until = at + timedelta(seconds=desk.team.routing.offer_seconds)
            head = conversations.offer(account, one.id, agent.person, until, agent.limit, told, at)
            after = replace(agent, ringing=True, given_at=at)
        else:
            head = conversations.assign_automatically(
                account, one.id, agent.person, at, agent.limit, told
            )
            after = replace(agent, load=agent.load + one.weight, given_at=at, idle_since=at)
        if head is None:
            return False
        desk.keep(after)
        if head.is_waiting:
            self.heads[one.id] = head
        else:
            self.heads.pop(one.id)
        return True

    @staticmethod
    def _look_again(agent: Candidate, one: Waiting, desk: Desk, at: datetime) -> None:
        """Who had no room is read again. If nothing is seen to stand in the way, their desk is
        being changed at this moment; this look leaves them alone."""
        fresh = desk.refresh(agent.id)
        wanted = domain.asked_skills(one, desk.team.routing, at)
        if domain.obstacle(fresh, one, wanted, at) is None:
            desk.keep(replace(fresh, ringing=True))
