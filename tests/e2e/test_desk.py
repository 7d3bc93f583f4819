"""Assignment, notifications and accounts on the running stack."""

import re
import threading
import time
import uuid

import httpx2
import pytest
from playwright.sync_api import expect

from benchmarks import contention
from tests.e2e.conftest import Window
from tests.e2e.desk import Client, Desk, eventually
from tests.e2e.screens import Console


def a_team(admin: Client, desk: Desk, name: str, distribution: str, *members: str) -> str:
    """A team with these members and a widget of its own; answers the widget's id."""
    users = {user["name"].split()[0]: user["id"] for user in admin.get("/users")["items"]}
    team = admin.post(
        "/teams",
        name=name,
        distribution=distribution,
        member_ids=[users[member] for member in members],
    )
    channel = admin.post(
        "/channels",
        kind="webchat",
        name=name,
        team_id=team["id"],
        settings={"allowed_origins": ["*"]},
    )
    return str(channel["id"])


def assignees(agent: Client, conversation_id: str) -> list[str]:
    """Who has a conversation."""
    row = agent.get(f"/conversations/{conversation_id}")
    return [person["name"] for person in row["assignees"]]


@pytest.mark.feature("ASG-14", "ASG-15", "ASG-12", "ASG-13")
def test_an_automatic_team_gives_work_to_its_least_loaded_available_member(
    desk: Desk, window: Window
) -> None:
    admin = desk.agent("Astrid")
    widget = a_team(admin, desk, f"Support {uuid.uuid4().hex[:4]}", "automatic", "Jonas", "Mina")
    Console(window(), desk, "Jonas")
    Console(window(), desk, "Mina")
    team = {agent.get("/me")["id"]: agent for agent in (desk.agent("Jonas"), desk.agent("Mina"))}
    names = {user["id"]: user["name"] for user in admin.get("/users")["items"]}
    for number in range(3):
        loads = {id_: agent.get("/inboxes")["items"][0]["open"] for id_, agent in team.items()}
        least = [names[id_] for id_ in team if loads[id_] == min(loads.values())]
        text = f"Help {number} {time.time_ns()}"
        entry = desk.visitor(widget).post("/widget/messages", text=text, client_id="one")
        given = eventually(lambda id_=entry["conversation_id"]: assignees(admin, id_))

        assert len(given) == 1
        assert given[0] in least, loads


@pytest.mark.feature("ASG-14")
def test_with_nobody_available_the_conversation_waits_in_unassigned(desk: Desk) -> None:
    admin = desk.agent("Astrid")
    [absent] = contention.colleagues(desk, admin, 1)
    name = f"Night {uuid.uuid4().hex[:4]}"
    team = admin.post("/teams", name=name, distribution="automatic", member_ids=[absent.id])
    widget = contention.widget(admin, desk, team["id"])
    entry = desk.visitor(widget).post("/widget/messages", text="Anyone?", client_id="one")
    time.sleep(1.5)

    waiting = absent.client.get("/conversations", inbox="unassigned", limit=100)["items"]
    assert entry["conversation_id"] in [row["id"] for row in waiting]


@pytest.mark.feature("ASG-05", "ASG-03")
def test_of_two_agents_who_answer_at_once_one_wins_and_the_other_is_told_who(desk: Desk) -> None:
    admin = desk.agent("Astrid")
    text = f"Who answers? {time.time_ns()}"
    entry = desk.visitor().post("/widget/messages", text=text, client_id="one")
    path = f"/conversations/{entry['conversation_id']}/messages"
    answers: dict[str, httpx2.Response] = {}

    def answer(name: str) -> None:
        answers[name] = agents[name].call("POST", path, json={"text": f"{name} here"})

    agents = {name: desk.agent(name) for name in ("Jonas", "Mina")}
    threads = [threading.Thread(target=answer, args=[name]) for name in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (winner,) = [name for name, one in answers.items() if one.status_code == 201]
    (loser,) = [name for name, one in answers.items() if one.status_code == 409]
    problem = answers[loser].json()
    assert problem["code"] == "taken"
    assert problem["winner"]["name"].startswith(winner)
    entries = admin.get(f"/conversations/{entry['conversation_id']}/timeline")["items"]
    sent = [one["data"]["text"] for one in entries if one["type"] == "message.sent"]
    assert sent == [f"{winner} here"]


@pytest.mark.feature("NTF-03", "NTF-04", "ASG-11")
def test_the_first_waiting_conversation_tells_the_team_in_the_console_and_by_mail(
    desk: Desk, window: Window
) -> None:
    admin = desk.agent("Astrid")
    team = f"Sales {uuid.uuid4().hex[:4]}"
    [absent] = contention.colleagues(desk, admin, 1)
    ids = [desk.agent("Jonas").get("/me")["id"], absent.id]
    made = admin.post("/teams", name=team, member_ids=ids)
    widget = contention.widget(admin, desk, made["id"])
    jonas = Console(window(), desk, "Jonas")
    email = absent.client.get("/me")["email"]

    desk.visitor(widget).post("/widget/messages", text="I want a tent", client_id="one")
    expect(jonas.page.get_by_test_id("toast").filter(has_text=team)).to_be_visible()
    eventually(lambda: [mail for mail in desk.mails(email) if team in str(mail)], 20)
    desk.visitor(widget).post("/widget/messages", text="Me too", client_id="one")
    time.sleep(1.5)

    assert len([mail for mail in desk.mails(email) if team in str(mail)]) == 1
    told = desk.agent("Jonas").get("/notifications")["items"]
    assert len([one for one in told if team in one["title"]]) == 1


@pytest.mark.feature("AUTH-01", "AUTH-02", "AUTH-08", "AUTH-09", "AUTH-10", "AUTH-11")
def test_a_new_company_signs_up_confirms_signs_in_and_sees_nothing_of_others(desk: Desk) -> None:
    api, http = desk.endpoints["api"], desk.http
    email, password = f"ada-{uuid.uuid4().hex[:6]}@example.com", "a long password"
    body = {"email": email, "password": password, "name": "Ada", "company": "Engines"}
    foreign = desk.visitor().post("/widget/messages", text="Mine", client_id="one")

    assert http.post(f"{api}/auth/signup", json=body).status_code == 201
    again = http.post(f"{api}/auth/signup", json=body | {"email": email.upper()})
    mail = eventually(lambda: desk.mails(email))[0]
    code = re.search(r"code is (\w+)", str(mail))
    assert code
    confirmed = http.post(f"{api}/auth/confirm", json={"email": email, "code": code.group(1)})
    wrong = http.post(f"{api}/auth/login", json={"email": email, "password": "wrong password"})
    unknown = http.post(f"{api}/auth/login", json={"email": "x@y.zz", "password": "wrong password"})
    signed_in = http.post(f"{api}/auth/login", json={"email": email, "password": password})
    ada = Client(api, http, signed_in.json()["access_token"])
    me = ada.get("/me")
    hidden = ada.call("GET", f"/conversations/{foreign['conversation_id']}")

    assert again.status_code == 409
    assert confirmed.status_code == 204
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())
    assert (me["role"], [team["name"] for team in me["teams"]]) == ("admin", ["Entire team"])
    assert hidden.status_code == 404
    assert http.get(f"{api}/me").status_code == 401
