"""SMS over the real door: signatures, repeats, failures, delivery states."""

import threading
import time
from typing import Any

import httpx2
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Window
from tests.e2e.desk import Client, Desk, a_number, eventually
from tests.e2e.screens import Console


def received(agent: Client, number: str) -> list[dict[str, Any]]:
    """The customer's messages in the conversation of a number."""
    rows = agent.get("/conversations", inbox="all", limit=100)["items"]
    tail = number[-8:]
    mine = [row for row in rows if row["contact"]["name"].replace(" ", "").endswith(tail)]
    if not mine:
        return []
    entries = agent.get(f"/conversations/{mine[0]['id']}/timeline", limit=100)["items"]
    return [entry for entry in entries if entry["type"] == "message.received"]


@pytest.mark.feature("CH-12", "CRM-01", "MSG-12", "CONV-01", "CH-30")
def test_a_text_becomes_a_conversation_and_the_reply_is_followed_to_the_phone(
    desk: Desk, window: Window
) -> None:
    jonas = Console(window(), desk, "Jonas")
    jonas.inbox("unassigned")
    number, text = a_number(), f"Where is my parcel? {time.time_ns()}"

    answer = desk.sms(text, number)
    assert (answer.status_code, answer.text) == (200, "<Response/>")
    jonas.open(text)
    jonas.reply("It arrives tomorrow.")
    jonas.delivery("It arrives tomorrow.", "delivered")

    (call,) = desk.sent_to(number[1:])
    assert call["method"] == "POST"
    assert call["path"].endswith("/Messages.json")


@pytest.mark.feature("CH-33", "CRM-01")
def test_the_same_webhook_five_times_two_at_once_is_one_message(desk: Desk) -> None:
    agent, number = desk.agent("Astrid"), a_number()
    sid = f"SM{time.time_ns():032d}"

    answers: list[httpx2.Response] = []
    calls = [
        threading.Thread(target=lambda: answers.append(desk.sms("Hello", number, sid=sid)))
        for _ in range(2)
    ]
    for call in calls:
        call.start()
    for call in calls:
        call.join()
    answers += [desk.sms("Hello", number, sid=sid) for _ in range(3)]
    desk.sms("After it", number)
    eventually(lambda: len(received(agent, number)) >= 2)

    assert [answer.status_code for answer in answers] == [200] * 5
    assert [entry["data"]["text"] for entry in received(agent, number)] == [
        "Hello",
        "After it",
    ]


@pytest.mark.feature("CH-12")
def test_a_wrong_signature_is_refused_and_nothing_is_stored(desk: Desk) -> None:
    agent, number = desk.agent("Astrid"), a_number()

    forged = desk.sms("Pay here", number, token="0" * 32)
    unsigned = desk.http.post(desk.channel("twilio_sms")["webhook_url"], data={"Body": "x"})
    genuine = desk.sms("Hello", number)
    eventually(lambda: received(agent, number))

    assert (forged.status_code, unsigned.status_code, genuine.status_code) == (403, 403, 200)
    assert forged.headers["content-type"].startswith("application/problem+json")
    assert [entry["data"]["text"] for entry in received(agent, number)] == ["Hello"]


@pytest.mark.feature("MSG-12")
def test_a_provider_that_answers_500_gets_the_message_again_and_only_once(desk: Desk) -> None:
    agent, number = desk.agent("Jonas"), a_number()
    text = f"Is the shop open? {time.time_ns()}"
    desk.sms(text, number)
    conversation = eventually(lambda: desk.conversation_of(agent, text))

    desk.simulate("500", times=2)
    sent = agent.post(f"/conversations/{conversation['id']}/messages", text="Until six.")

    def delivered() -> bool:
        entries = agent.get(f"/conversations/{conversation['id']}/timeline", limit=100)["items"]
        message = next(entry for entry in entries if entry["id"] == sent["id"])
        return bool(message["data"]["delivery"]["status"] == "delivered")

    eventually(delivered, within=40)
    calls = desk.sent_to(number[1:])
    assert [call["status"] for call in calls] == [500, 500, 201]


@pytest.mark.feature("MSG-12")
def test_a_message_that_never_gets_through_fails_and_the_agent_sends_it_again(
    desk: Desk, window: Window
) -> None:
    jonas = Console(window(), desk, "Jonas")
    jonas.inbox("unassigned")
    number, text = a_number(), f"Hello? {time.time_ns()}"
    desk.sms(text, number)
    jonas.open(text)

    desk.simulate("500", times=99)
    jonas.reply("We are here.")
    jonas.delivery("We are here.", "failed", within=90)
    desk.simulate(None)
    jonas.page.get_by_role("button", name="Retry").click()
    jonas.delivery("We are here.", "delivered", within=30)

    accepted = [call for call in desk.sent_to(number[1:]) if call["status"] == 201]
    assert len(accepted) == 1
    expect(jonas.message("We are here.")).to_have_count(1)
