"""Every kind of channel from customer to agent and back, and how one is connected."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local import demo
from local.simulator.people import address
from tests.e2e.conftest import Window
from tests.e2e.desk import Desk, a_number, eventually
from tests.e2e.screens import Console
from tests.e2e.test_accessibility import violations
from tests.e2e.test_workday import unique

KINDS = [channel.kind for channel in demo.CHANNELS if channel.kind != "webchat"]
ARRIVED = {"sent", "delivered", "read"}
SIZES = [(1440, 900), (390, 844)]


def a_customer(kind: str) -> str:
    """Someone on a kind of channel whom no other test knows."""
    person = demo.Customer("Test Person", a_number(), f"{uuid.uuid4().hex}@mail.example")
    return address(person, kind)


def write(desk: Desk, kind: str, customer: str, **content: Any) -> None:
    """Write to the demo company as a customer of one of its channels."""
    body = {"channel_id": desk.channel(kind)["id"], "from": customer, "name": "Test Person"}
    answer = desk.http.post(f"{desk.endpoints['providers']}/inbound", json=body | content)
    assert (answer.status_code, answer.json().get("status")) == (200, 200), answer.text


def phone(desk: Desk, kind: str, customer: str) -> list[dict[str, Any]]:
    """What is on the customer's phone."""
    query = {"customer": customer, "company": desk.channel(kind)["address"]}
    answer = desk.http.get(f"{desk.endpoints['providers']}/thread", params=query)
    items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
    return items


class Phone:
    """A customer's browser window on the phone page."""

    def __init__(self, page: Page, desk: Desk, channel: str) -> None:
        self.page = page
        page.goto(f"{desk.endpoints['providers']}/phone/")
        page.get_by_role("radio", name=channel).check(force=True)
        expect(page.get_by_role("textbox", name="Message")).to_be_visible()

    def write(self, text: str) -> None:
        """Write and send with Enter."""
        box = self.page.get_by_role("textbox", name="Message")
        box.fill(text)
        box.press("Enter")
        expect(self.page.get_by_role("log").get_by_text(text)).to_be_visible()


@pytest.mark.feature("CH-30", "CONV-36", "MSG-12")
@pytest.mark.parametrize("kind", KINDS)
def test_a_customer_writes_and_is_answered_on_every_channel(desk: Desk, kind: str) -> None:
    agent, customer = desk.agent("Jonas"), a_customer(kind)
    question, answer = unique("Is the tent in stock?"), unique("It is, in three colours.")

    write(desk, kind, customer, text=question)
    row = eventually(lambda: desk.conversation_of(agent, question), within=20)
    assert row["channel"]["kind"] == kind
    agent.post(f"/conversations/{row['id']}/messages", text=answer, client_id="answer")

    shown = eventually(
        lambda: [
            text
            for text in phone(desk, kind, customer)
            if answer in text["text"] and text["status"] in ARRIVED
        ],
        within=20,
    )
    assert [text["direction"] for text in shown] == ["out"]


@pytest.mark.feature("MSG-23", "CH-30")
def test_a_pressed_button_is_the_customers_answer(desk: Desk, window: Window) -> None:
    agent, person = desk.agent("Jonas"), demo.CUSTOMERS[0]
    customer = address(person, "telegram")
    question, asked = unique("Which one?"), unique("Which size do you wear?")
    write(desk, "telegram", customer, text=question)
    row = eventually(lambda: desk.conversation_of(agent, question), within=20)
    options = [{"title": "Medium"}, {"title": "Large"}]
    agent.post(
        f"/conversations/{row['id']}/messages",
        text=asked,
        options=options,
        client_id=asked.split()[-1],
    )

    page = Phone(window(), desk, "Telegram").page
    message = page.locator(".message").filter(has_text=asked)
    message.get_by_role("button", name="Large").click()

    eventually(lambda: desk.conversation_of(agent, "Large"), within=20)


@pytest.mark.feature("CH-30", "CH-34")
def test_a_channel_is_connected_and_turns_green_with_its_first_message(
    desk: Desk, window: Window
) -> None:
    bot, text = demo.SPARE[0], unique("Can you mend a zip?")
    console = Console(window(), desk, "Astrid")
    page = console.page
    page.goto(f"{desk.endpoints['console']}#/settings/channels/new")
    page.get_by_role("link", name="Telegram").click()
    page.get_by_label("Token", exact=True).fill("110201543:nobody-has-this-one")
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("alert")).to_be_visible()

    page.get_by_label("Token", exact=True).fill(bot.credentials["bot_token"])
    page.get_by_label("Name", exact=True).fill(bot.name)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_text("Waiting for the first message")).to_be_visible()

    Phone(window(), desk, bot.name).write(text)

    expect(page.get_by_text("Connected", exact=True)).to_be_visible(timeout=20_000)
    console.inbox("unassigned")
    expect(console.row(text)).to_be_visible()


@pytest.mark.feature("CONS-07")
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_phone_and_the_settings_of_channels_pass_axe(
    desk: Desk, window: Window, width: int, height: int
) -> None:
    write(desk, "whatsapp", address(demo.CUSTOMERS[0], "whatsapp"), text=unique("Hei"))
    customer = window(width, height)
    customer.goto(f"{desk.endpoints['providers']}/phone/")
    expect(customer.get_by_role("textbox", name="Message")).to_be_visible()
    found = {"phone": violations(customer)}
    if width < 800:
        customer.get_by_role("button", name="Nordlys Outdoor").click()
        found["phone's settings"] = violations(customer)
    console = Console(window(width, height), desk, "Astrid")
    for screen in ("", "/new", "/new/whatsapp", f"/{desk.channel('whatsapp')['id']}"):
        console.page.goto(f"{desk.endpoints['console']}#/settings/channels{screen}")
        expect(console.page.get_by_role("status", name="Loading")).to_have_count(0)
        expect(console.page.get_by_role("region", name="Channels")).not_to_be_empty()
        found[screen or "list"] = violations(console.page)

    wrong = {screen: told for screen, told in found.items() if told}
    assert not wrong, wrong
