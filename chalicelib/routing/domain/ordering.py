"""Who is served first, and what a queue wants looked at when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from chalicelib.accounts.domain import BY_AGE, BY_WAIT, VIP_FIRST, Roster, Routing, Team
from chalicelib.routing.domain.deciding import AGAIN, relaxes_at
from chalicelib.routing.domain.facts import Candidate, Waiting

KEYS: dict[str, Callable[[Waiting], Any]] = {
    BY_WAIT: lambda one: (one.since, one.id),
    BY_AGE: lambda one: (one.created_at, one.id),
    VIP_FIRST: lambda one: (one.rank, one.since, one.id),
}
"""The rules of order (ASG-41), each a key to sort by."""


def order(waiting: Iterable[Waiting], rule: str) -> list[Waiting]:
    """Those who wait, the first to be served first; an unknown rule is that of the longest wait."""
    return sorted(waiting, key=KEYS.get(rule, KEYS[BY_WAIT]))


def teams_in_order(teams: Iterable[Team]) -> list[Team]:
    """Teams in the order in which somebody who is free serves them (ASG-41)."""
    return sorted(teams, key=lambda team: (team.routing.priority, team.id))


def distributing(roster: Roster, user_ids: Iterable[str]) -> list[Team]:
    """The teams of some users that give out their work by themselves, the most urgent first."""
    found = {
        team.id: team
        for user in user_ids
        for team in roster.teams_of(user)
        if team.distribution != "manual"
    }
    return teams_in_order(found.values())


def overflows_at(waiting: Waiting, routing: Routing) -> datetime | None:
    """When it has waited so long that the team wants something done about it (ASG-42)."""
    if routing.overflow is None:
        return None
    return waiting.since + timedelta(seconds=routing.overflow.after_seconds)


def next_moment(
    waiting: Iterable[Waiting], team: Iterable[Candidate], routing: Routing, at: datetime
) -> datetime | None:
    """When a queue that was just looked at must be looked at again though nothing happens: a skill
    is not asked for any more, the last agent is waited for no longer, it overflows, somebody has
    finished up or may be asked again. None: never."""
    queue = list(waiting)
    moments = [moment for one in queue for moment in _moments(one, routing)]
    if queue:
        moments += [one.wrap_up_until for one in team if one.wrap_up_until]
    passed = {user for one in queue for user in one.passed}
    moments += [one.given_at + AGAIN for one in team if one.id in passed and one.given_at]
    return min((moment for moment in moments if moment > at), default=None)


def _moments(one: Waiting, routing: Routing) -> Iterator[datetime]:
    for moment in (relaxes_at(one, routing), overflows_at(one, routing)):
        if moment:
            yield moment
    if one.last_agent:
        yield one.since + timedelta(seconds=routing.last_agent_seconds)
