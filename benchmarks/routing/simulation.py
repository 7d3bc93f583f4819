"""A day's conversations given out by the rules that production runs: decide and order, as they are.

What the rules decide is checked here by books of its own: what each agent carries, and whether they
are there.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from benchmarks.routing.day import Arrival, Day
from chalicelib.accounts.domain import Routing
from chalicelib.routing import domain
from chalicelib.routing.domain import Candidate, Decision, Waiting

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
LOOKED_AT = 100
"""Of a queue, as production does."""
REACTION = 4.0
"""Seconds until an offer is accepted, on average."""


@dataclass(slots=True)
class Outcome:
    """How the day went."""

    waits: list[float] = field(default_factory=list)
    work: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """By agent, the share of their room that they used while they were there."""
    offers: int = 0
    violations: int = 0
    """Agents given more than they may carry, or while they were not there or had an offer."""


class Simulation:
    """One day under one set of rules. `missed` is None where conversations are assigned, else the
    share of offers that nobody answers."""

    def __init__(self, day: Day, rules: Routing, missed: float | None, seed: int) -> None:
        self.rules, self.missed = rules, missed
        self.random = Random(seed)
        self.outcome = Outcome()
        self.workers = {one.id: one for one in day.workers}
        self.arrivals = {one.id: one for one in day.arrivals}
        self.carried = dict.fromkeys(self.workers, 0)
        self.rings: set[str] = set()
        self.queues: dict[str, dict[str, Waiting]] = defaultdict(dict)
        self.offered: set[str] = set()
        self.desks: dict[str, dict[str, Candidate]] = defaultdict(dict)
        for one in day.workers:
            for team in one.team_ids:
                self.desks[team][one.id] = Candidate(
                    one.id, one.id, available=False, limit=one.limit
                )
        self.stuck: set[str] = set()
        """Teams in which nobody has room for anything: nothing changes until somebody does."""
        self.reminded: dict[str, float] = {}
        self.events: list[tuple[float, int, str, tuple[str, ...]]] = []
        self.count = 0
        for arrival in day.arrivals:
            self._later(arrival.at, "arrive", arrival.id)
        for one in day.workers:
            self._later(one.begins, "begin", one.id)
            self._later(one.ends, "end", one.id)

    def run(self) -> Outcome:
        """Live through the day, until nobody waits who can still be served."""
        while self.events:
            at, _, kind, about = heapq.heappop(self.events)
            getattr(self, f"_{kind}")(at, *about)
        for queue in self.queues.values():  # who came when nobody was left waits to the end
            self.outcome.waits += [86_400 - self.arrivals[id_].at for id_ in queue]
        return self.outcome

    def _later(self, at: float, kind: str, *about: str) -> None:
        self.count += 1
        heapq.heappush(self.events, (at, self.count, kind, about))

    def _arrive(self, at: float, id_: str) -> None:
        one = self.arrivals[id_]
        since = _time(at)
        self.queues[one.team_id][id_] = Waiting(id_, since, since, one.weight)
        if one.team_id not in self.stuck:
            self._look(at, one.team_id)

    def _begin(self, at: float, user: str) -> None:
        self._now(user, available=True, idle_since=_time(at))
        self._serve(at, user)

    def _end(self, at: float, user: str) -> None:
        self._now(user, available=False)

    def _finish(self, at: float, user: str, id_: str) -> None:
        self.carried[user] -= self.arrivals[id_].weight
        self._now(user, load=self.carried[user], idle_since=_time(at))
        self._serve(at, user)

    def _accept(self, at: float, user: str, id_: str) -> None:
        self.rings.discard(user)
        self.offered.discard(id_)
        self._now(user, ringing=False)
        self._give(at, self.arrivals[id_], user)
        self._serve(at, user)

    def _expire(self, at: float, user: str, id_: str) -> None:
        self.rings.discard(user)
        self.offered.discard(id_)
        self._now(user, ringing=False)
        queue = self.queues[self.arrivals[id_].team_id]
        queue[id_] = replace(queue[id_], passed=queue[id_].passed | {user})
        self._look(at, self.arrivals[id_].team_id)
        self._serve(at, user)

    def _again(self, at: float, team: str) -> None:
        self._look(at, team)

    def _serve(self, at: float, user: str) -> None:
        for team in self.workers[user].team_ids:
            self._look(at, team)

    def _look(self, at: float, team: str) -> None:
        moment, queue, least = _time(at), self.queues[team], 99
        for one in domain.order(list(islice(queue.values(), LOOKED_AT)), self.rules.order):
            if one.id in self.offered or one.weight >= least:
                continue  # nobody had room for as much
            decision = domain.decide(one, self.desks[team].values(), self.rules, moment)
            if decision.agent is not None:
                self._claim(at, self.arrivals[one.id], decision)
            elif one.passed:
                self._remind(at, team, one)
            elif one.weight == 1:
                self.stuck.add(team)
                break
            else:
                least = one.weight

    def _remind(self, at: float, team: str, one: Waiting) -> None:
        """Who passed may be asked again when nothing else happens."""
        moment = _time(at)
        due = domain.next_moment([one], self.desks[team].values(), self.rules, moment)
        again = (due - MIDNIGHT).total_seconds() if due else 0.0
        if due and not at < self.reminded.get(team, 0.0) <= again:
            self.reminded[team] = again
            self._later(again, "again", team)

    def _claim(self, at: float, one: Arrival, decision: Decision) -> None:
        agent = decision.agent
        assert agent is not None
        self._check(at, one, agent.id)
        self._now(agent.id, given_at=_time(at))
        if self.missed is None:
            self._give(at, one, agent.id)
            return
        self.outcome.offers += 1
        self.rings.add(agent.id)
        self.offered.add(one.id)
        self._now(agent.id, ringing=True)
        if self.random.random() < self.missed:
            self._later(at + self.rules.offer_seconds, "expire", agent.id, one.id)
        else:
            delay = min(self.random.expovariate(1 / REACTION), self.rules.offer_seconds - 1.0)
            self._later(at + delay, "accept", agent.id, one.id)

    def _check(self, at: float, one: Arrival, user: str) -> None:
        worker = self.workers[user]
        there = worker.begins <= at < worker.ends and one.team_id in worker.team_ids
        if not there or user in self.rings or self.carried[user] + one.weight > worker.limit:
            self.outcome.violations += 1

    def _give(self, at: float, one: Arrival, user: str) -> None:
        del self.queues[one.team_id][one.id]
        self.outcome.waits.append(at - one.at)
        self.carried[user] += one.weight
        if self.carried[user] > self.workers[user].limit:
            self.outcome.violations += 1
        worker = self.workers[user]
        share = one.weight / worker.limit / (worker.ends - worker.begins)
        self.outcome.work[user] += one.handling * share
        self._now(user, load=self.carried[user], idle_since=_time(at))
        self._later(at + one.handling, "finish", user, one.id)

    def _now(self, user: str, **facts: Any) -> None:
        for team in self.workers[user].team_ids:
            self.stuck.discard(team)
            desk = self.desks[team]
            desk[user] = replace(desk[user], **facts)


def _time(at: float) -> datetime:
    return MIDNIGHT + timedelta(seconds=at)
