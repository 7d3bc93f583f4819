"""A day: who works when in which teams, who writes when, and how long each takes. From a seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

HOUR = 3600.0
OPENS, CLOSES = 7 * HOUR, 20.5 * HOUR
SHIFT = 8 * HOUR
STARTS = (7 * HOUR, 8 * HOUR, 10 * HOUR, 12 * HOUR, 13 * HOUR)
"""When shifts begin; most people are there from ten to four."""
HUMPS = ((10.75 * HOUR, 1.5 * HOUR, 0.5), (15.0 * HOUR, 1.9 * HOUR, 0.38))
"""When people write: centre, spread and share of each hump; the rest is spread over the day."""
LIMITS = (3, 4, 5)
HEAVY = 0.12
"""Share of conversations that count 2."""
TYPICAL, SPREAD = 4.95, 0.8
"""Handling times are lognormal: half are below e^4.95 = 141 s, one in twenty is above 530 s."""


@dataclass(frozen=True, slots=True)
class Worker:
    """An agent."""

    id: str
    limit: int
    team_ids: tuple[str, ...]
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Arrival:
    """A conversation."""

    id: str
    at: float
    """Seconds since midnight, as all times here."""
    team_id: str
    handling: float
    weight: int


@dataclass(frozen=True, slots=True)
class Day:
    """All that happens from outside."""

    workers: tuple[Worker, ...]
    arrivals: tuple[Arrival, ...]


def make(agents: int, teams: int, conversations: int, seed: int) -> Day:
    """A day from a seed. Half of the agents work in a second team, and a team gets conversations
    by how much its members can carry, more or less."""
    random = Random(seed)
    ids = [f"tm_{number:02d}" for number in range(teams)]
    workers = tuple(_worker(number, ids, random) for number in range(agents))
    room = dict.fromkeys(ids, 0.0)
    for one in workers:
        for team in one.team_ids:
            room[team] += one.limit / len(one.team_ids)
    shares = [room[id_] * random.lognormvariate(0, 0.05) for id_ in ids]
    times = sorted(_moment(random) for _ in range(conversations))
    chosen = random.choices(ids, shares, k=conversations)
    arrivals = tuple(
        Arrival(
            f"cnv_{number:05d}",
            at,
            team,
            random.lognormvariate(TYPICAL, SPREAD),
            2 if random.random() < HEAVY else 1,
        )
        for number, (at, team) in enumerate(zip(times, chosen, strict=True))
    )
    return Day(workers, arrivals)


def _worker(number: int, teams: list[str], random: Random) -> Worker:
    own = [teams[number % len(teams)]]
    if len(teams) > 1 and random.random() < 0.5:
        own.append(random.choice([team for team in teams if team != own[0]]))
    begins = STARTS[(number // len(teams)) % len(STARTS)]
    return Worker(f"usr_{number:03d}", random.choice(LIMITS), tuple(own), begins, begins + SHIFT)


def _moment(random: Random) -> float:
    while True:
        chance = random.random()
        at = random.uniform(OPENS, CLOSES)
        for centre, spread, share in HUMPS:
            if chance < share:
                at = random.gauss(centre, spread)
                break
            chance -= share
        if OPENS <= at < CLOSES:
            return at
