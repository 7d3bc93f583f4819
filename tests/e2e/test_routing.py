"""How work reaches an agent on the local stack: races, limits, offers that nobody answers."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect
from websockets.sync.client import ClientConnection, connect

from benchmarks import contention
from benchmarks.contention import Colleague
from tests.e2e.conftest import Window
from tests.e2e.desk import Client, Desk, eventually
from tests.e2e.screens import Console

OFFER_SECONDS = 6


@pytest.mark.feature("ASG-05")
def test_of_twelve_who_take_at_once_one_has_it_and_all_others_are_told_who(desk: Desk) -> None:
    race = contention.run_race(desk, takers=12, hands=4)

    assert race.winners == 1
    assert race.told == 9  # all tries but the three of the winner, who has it


@pytest.mark.feature("ASG-14", "ASG-16", "ASG-17")
def test_many_arrivals_pass_no_limit_and_none_is_lost(desk: Desk) -> None:
    flood = contention.run_flood(desk, arrivals=9, agents=2, limit=2)

    assert (flood.given, flood.waiting, flood.most) == (4, 5, 2)


@dataclass
class Team:
    """A team of two that is offered its work, both at their desks."""

    id: str
    channel: str
    people: list[Colleague]
    sockets: list[ClientConnection]

    def with_offer(self) -> tuple[int, dict[str, Any]]:
        """Who is offered a conversation now, and which."""

        def look() -> list[tuple[int, dict[str, Any]]]:
            return [
                (n, row)
                for n, one in enumerate(self.people)
                for row in one.client.get("/offers")["items"]
            ]

        return eventually(look, 30)[0]


@pytest.fixture
def team(desk: Desk) -> Iterator[Team]:
    """Made for one test: what another leaves waiting is not offered here."""
    admin = desk.agent("Astrid")
    people = contention.colleagues(desk, admin, 2)
    made = admin.post(
        "/teams",
        name=f"Offers {uuid.uuid4().hex[:6]}",
        distribution="offer",
        member_ids=[one.id for one in people],
        routing={"offer_seconds": OFFER_SECONDS, "pause_missed": True},
    )
    with ExitStack() as open_:
        sockets = [
            open_.enter_context(connect(_ticket(one.client), ping_interval=None)) for one in people
        ]
        yield Team(made["id"], contention.widget(admin, desk, made["id"]), people, sockets)


def _ticket(client: Client) -> str:
    url: str = client.post("/realtime/tickets")["url"]
    return url


@pytest.mark.feature("ASG-21", "ASG-25", "ASG-04")
def test_a_rejected_offer_goes_to_the_next_who_accepts_it(desk: Desk, team: Team) -> None:
    contention.write(desk, team.channel, 1)
    first, row = team.with_offer()
    path = f"/conversations/{row['id']}"

    team.people[first].client.post(f"{path}/reject", offer_id=row["offer"]["id"])
    second, again = team.with_offer()
    accepted = team.people[second].client.post(f"{path}/accept", offer_id=again["offer"]["id"])

    assert (second, again["id"]) == (1 - first, row["id"])
    assert [one["id"] for one in accepted["assignees"]] == [team.people[second].id]
    mine = team.people[second].client.get("/conversations", inbox="me")["items"]
    assert [one["id"] for one in mine] == [row["id"]]
    story = team.people[second].client.get(f"{path}/routing")
    assert story["waiting"] is None
    assert any(decided["decision"] for decided in story["decisions"])


@pytest.mark.feature("ASG-26", "ASG-27")
def test_an_agent_who_is_gone_in_the_middle_of_an_offer_loses_it_to_the_next_in_time(
    desk: Desk, team: Team
) -> None:
    contention.write(desk, team.channel, 2)
    first, row = team.with_offer()
    begun = time.monotonic()

    team.sockets[first].close()

    def moved() -> bool:
        offer = team.people[1 - first].client.get("/offers")["items"]
        return [one["id"] for one in offer] == [row["id"]]

    eventually(moved, OFFER_SECONDS + 10)
    assert time.monotonic() - begun < OFFER_SECONDS + 10
    paused = eventually(lambda: team.people[first].client.get("/me")["pause"], 15)
    assert (paused["name"], paused["paid"], paused["automatic"]) == ("Missed an offer", False, True)


@pytest.mark.feature("ASG-29", "ASG-30")
def test_who_takes_a_waiting_conversation_takes_it_from_the_screen_where_it_rings(
    desk: Desk, team: Team
) -> None:
    contention.write(desk, team.channel, 3)
    first, row = team.with_offer()
    other = team.people[1 - first].client
    waiting = other.get("/waiting", limit=100)["items"]

    other.post(f"/conversations/{row['id']}/take")

    assert row["id"] in [one["id"] for one in waiting]
    eventually(lambda: team.people[first].client.get("/offers")["items"] == [], 10)


@pytest.mark.feature("ASG-06", "ASG-07", "ASG-08")
def test_colleagues_are_assigned_in_a_dialog_that_shows_who_has_time(
    desk: Desk, window: Window
) -> None:
    admin = desk.agent("Astrid")
    visitor = desk.visitor()
    said = f"Who looks after this? {uuid.uuid4().hex[:8]}"
    visitor.post("/widget/messages", text=said, client_id=uuid.uuid4().hex)
    astrid = Console(window(), desk, "Astrid")
    astrid.inbox("unassigned")
    astrid.open(said)

    astrid.page.keyboard.press("a")
    astrid.page.get_by_role("combobox").last.fill("Jonas")
    jonas = astrid.page.get_by_role("option").filter(has_text="Jonas Lind")
    expect(jonas).to_contain_text(re.compile("Offline|Available|Away"))
    astrid.page.keyboard.press("Enter")

    def has_it() -> list[str]:
        rows = admin.get("/conversations", inbox="all", sort="newest", limit=100)["items"]
        row = next(row for row in rows if row["preview"]["text"] == said)
        return [one["name"] for one in row["assignees"]]

    eventually(lambda: has_it() == ["Jonas Lind"], 15)


@pytest.mark.feature("WID-29")
def test_a_visitor_sees_their_place_fall_and_go(desk: Desk) -> None:
    admin = desk.agent("Astrid")
    [anna] = contention.colleagues(desk, admin, 1)
    made = admin.post("/teams", name=f"Line {uuid.uuid4().hex[:6]}", member_ids=[anna.id])
    channel = contention.widget(admin, desk, made["id"])
    visitors = [desk.visitor(channel) for _ in range(2)]
    for visitor in visitors:
        visitor.post("/widget/messages", text="Is anybody there?", client_id=uuid.uuid4().hex)
        eventually(lambda visitor=visitor: visitor.get("/widget/timeline")["queue"], 15)

    def places() -> list[int | None]:
        told = [visitor.get("/widget/timeline")["queue"] for visitor in visitors]
        return [queue and queue["position"] for queue in told]

    eventually(lambda: places() == [1, 2], 15)
    rows = anna.client.get("/conversations", inbox=f"team:{made['id']}", sort="oldest")["items"]
    anna.client.post(f"/conversations/{rows[0]['id']}/take")

    eventually(lambda: places() == [None, 1], 15)


@pytest.mark.feature("ASG-21", "ASG-22", "ASG-23", "ASG-24", "ASG-25", "ASG-26")
def test_an_offer_card_is_rejected_here_accepted_there_and_passes_a_closed_browser(
    desk: Desk, window: Window
) -> None:
    admin = desk.agent("Astrid")
    names = ("Jonas", "Mina")
    ids = [desk.agent(name).get("/me")["id"] for name in names]
    made = admin.post(
        "/teams",
        name=f"Offers {uuid.uuid4().hex[:6]}",
        distribution="offer",
        member_ids=ids,
        routing={
            "offer_seconds": 20,
            "offer_url": "https://crm.example.com/people/{contact_id}",
            "offer_url_label": "Open in CRM",
        },
    )
    channel = contention.widget(admin, desk, made["id"])
    consoles = [Console(window(), desk, name) for name in names]
    cards = [one.page.get_by_test_id("offer") for one in consoles]

    contention.write(desk, channel, 7)
    first = eventually(lambda: [n for n, card in enumerate(cards) if card.count()], 20)[0]
    other = 1 - first
    expect(cards[first]).to_contain_text("Question 7")
    expect(cards[first]).to_contain_text(made["name"])
    expect(cards[first].get_by_role("timer")).to_be_visible()
    link = cards[first].get_by_role("link", name="Open in CRM")
    expect(link).to_have_attribute(
        "href", re.compile(r"^https://crm\.example\.com/people/ctc_\w+$")
    )
    cards[first].get_by_title("without accepting").click()
    expect(consoles[first].page.get_by_test_id("details")).to_be_visible()
    expect(cards[first]).to_be_visible()
    cards[first].get_by_test_id("reject").click()
    cards[other].get_by_test_id("accept").click()
    expect(consoles[other].message("Question 7").first).to_be_visible()
    expect(cards[first]).to_have_count(0)

    consoles[other].inbox("me")
    brief = {"routing": {"offer_seconds": 8}}
    admin.call("PATCH", f"/teams/{made['id']}", json=brief).raise_for_status()
    contention.write(desk, channel, 8)
    second = eventually(lambda: [n for n, card in enumerate(cards) if card.count()], 20)[0]
    consoles[second].page.close()
    expect(cards[1 - second]).to_contain_text("Question 8", timeout=60_000)
    cards[1 - second].get_by_test_id("accept").click()
    expect(consoles[1 - second].message("Question 8").first).to_be_visible()
    admin.call("PATCH", f"/teams/{made['id']}", json={"distribution": "manual"}).raise_for_status()
