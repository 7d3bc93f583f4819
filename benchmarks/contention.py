"""A hundred hands for one conversation, and a thousand conversations for a few hands.

On the local stack, over HTTP as clients do it: whoever is first has it and everyone else is told
so; nobody is given more than their limit; nothing is lost. Seconds here are the emulator's, counts
are the product's.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from websockets.sync.client import connect

from benchmarks.figures import Figure, main
from benchmarks.latency import desk
from tests.e2e.desk import Client, Desk, eventually

TAKERS, HANDS = 100, 10
ARRIVALS, AGENTS, LIMIT = 1000, 12, 3
AT_ONCE = 16
PASSWORD = "correct horse 7"
PATIENCE = 600.0
"""Seconds until all that arrived must be stored and given out."""


def measure() -> list[Figure]:
    """The race and the flood, each with what must be exact."""
    with desk() as found:
        found.http.timeout = PATIENCE  # the emulator starts a process for each that comes at once
        race = run_race(found, TAKERS, HANDS)
        flood = run_flood(found, ARRIVALS, AGENTS, LIMIT)
    takers = f"{TAKERS} takers at once, {HANDS} people"
    arrivals = f"{ARRIVALS} conversations, {AGENTS} agents with limit {LIMIT}"
    return [
        Figure("winners of one conversation", race.winners, "", takers, 1),
        Figure("losers who were told who won", race.told, "", takers),
        Figure("repeats of the winner, granted again", race.repeats, "", takers),
        Figure("answered neither way", TAKERS - race.told - race.repeats - 1, "", takers, 0),
        Figure("conversations lost", ARRIVALS - flood.given - flood.waiting, "", arrivals, 0),
        Figure("given at once", flood.given, "", arrivals),
        Figure("most that one agent had", flood.most, "", arrivals, LIMIT),
        Figure("until all were stored and given", flood.seconds, "s", arrivals),
    ]


@dataclass(frozen=True)
class Race:
    """Who got a conversation that many wanted."""

    winners: int
    told: int
    """Refusals that name the winner."""
    repeats: int
    """Further requests of the winner: they have it, and are told so."""


@dataclass(frozen=True)
class Flood:
    """What became of more conversations than there are hands."""

    given: int
    waiting: int
    most: int
    """The most that one agent had at any time that was looked at."""
    seconds: float


def run_race(found: Desk, takers: int, hands: int) -> Race:
    """Have `hands` people try `takers` times together to take one conversation."""
    admin = found.agent("Astrid")
    people = colleagues(found, admin, hands)
    team = admin.post(
        "/teams", name=f"Race {uuid.uuid4().hex[:6]}", member_ids=[p.id for p in people]
    )
    visitor = found.visitor(widget(admin, found, team["id"]))
    visitor.post("/widget/messages", text="Who is first?", client_id=uuid.uuid4().hex)
    rows = eventually(
        lambda: people[0].client.get("/conversations", inbox=f"team:{team['id']}")["items"], 30
    )
    path = f"/conversations/{rows[0]['id']}/take"
    tries = [people[n % hands].client for n in range(takers)]
    with ThreadPoolExecutor(takers) as pool:
        answers = list(pool.map(lambda one: one.call("POST", path), tries))
    head = admin.get(f"/conversations/{rows[0]['id']}")
    [winner] = head["assignees"]
    granted = [people[n % hands].id for n, one in enumerate(answers) if one.status_code == 200]
    won = set(granted)
    assert won == {winner["id"]}, (won, winner)
    refused = [answer for answer in answers if answer.status_code == 409]
    told = sum(winner["name"] in answer.json()["detail"] for answer in refused)
    return Race(len(won), told, len(granted) - 1)


def run_flood(found: Desk, arrivals: int, agents: int, limit: int) -> Flood:
    """Have many customers write to a team that distributes automatically, and watch its agents."""
    admin = found.agent("Astrid")
    people = colleagues(found, admin, agents)
    with ExitStack() as open_:
        team = admin.post(
            "/teams",
            name=f"Flood {uuid.uuid4().hex[:6]}",
            distribution="automatic",
            member_ids=[one.id for one in people],
        )
        for one in people:  # a new team closes its members' sockets: they come back as members
            one.client.call("PATCH", "/me", json={"limit": limit}).raise_for_status()
            open_.enter_context(
                connect(one.client.post("/realtime/tickets")["url"], ping_interval=None)
            )
        channel = widget(admin, found, team["id"])
        begun = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda n: write(found, channel, n), range(arrivals)))
        most, given, waiting = 0, 0, 0
        until = time.perf_counter() + PATIENCE
        expected = min(arrivals, agents * limit)
        while given < expected or given + waiting < arrivals:
            assert time.perf_counter() < until, f"{given} given and {waiting} waiting"
            time.sleep(0.5)
            loads = loads_of(admin, people)
            most, given = max(most, *loads), sum(loads)
            waiting = len(all_of(admin, team["id"])) - given
        return Flood(given, waiting, most, time.perf_counter() - begun)


@dataclass(frozen=True)
class Colleague:
    """A user made for this, signed in."""

    id: str
    client: Client


def colleagues(found: Desk, admin: Client, number: int) -> list[Colleague]:
    """New agents of the demo company."""
    made = []
    for n in range(number):
        email = f"hand-{uuid.uuid4().hex[:10]}@example.com"
        user = admin.post("/users", email=email, name=f"Hand {n + 1}", password=PASSWORD)
        answer = found.http.post(
            f"{found.endpoints['api']}/auth/login", json={"email": email, "password": PASSWORD}
        ).raise_for_status()
        client = Client(found.endpoints["api"], found.http, answer.json()["access_token"])
        made.append(Colleague(user["id"], client))
    return made


def widget(admin: Client, found: Desk, team_id: str) -> str:
    """A website chat of its own that a team answers."""
    made: dict[str, Any] = admin.post(
        "/channels",
        kind="webchat",
        name="Contention",
        team_id=team_id,
        settings={"allowed_origins": [found.endpoints["providers"]], "greeting": "Hello"},
    )
    id_: str = made["id"]
    return id_


def write(found: Desk, channel: str, number: int) -> None:
    """One new customer's first message."""
    visitor = found.visitor(channel)
    visitor.post("/widget/messages", text=f"Question {number}", client_id=uuid.uuid4().hex)


def loads_of(admin: Client, people: Sequence[Colleague]) -> list[int]:
    """What each has now."""
    known = {user["id"]: user["load"] for user in every(admin, "/users")}
    return [known[one.id] for one in people]


def all_of(admin: Client, team_id: str) -> list[dict[str, Any]]:
    """Every open conversation of a team."""
    return every(admin, "/conversations", inbox=f"team:{team_id}", status="open")


def every(client: Client, path: str, **query: Any) -> list[dict[str, Any]]:
    """All pages of a list."""
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = client.get(path, limit=100, **query, **more)
        found += page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return found


if __name__ == "__main__":
    main(measure)
