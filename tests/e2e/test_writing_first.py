"""The Send message window: whom, on which channel, in which words, and how it ends."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Window
from tests.e2e.desk import Desk, a_number, eventually
from tests.e2e.screens import Console
from tests.e2e.test_channels import phone, write
from tests.e2e.test_workday import opened, unique


def window_to(console: Console, channel: str, number: str) -> Locator:
    """The window from a channel's sign in the sidebar, with a number typed in."""
    console.page.get_by_role("button", name=f"Send a message by {channel}", exact=True).click()
    box = console.page.get_by_test_id("send-window")
    box.get_by_role("combobox", name="To").fill(number)
    box.get_by_role("option", name=re.compile("Write to")).click()
    return box


@pytest.mark.feature("CH-25", "CH-26", "CH-28", "CONV-36")
def test_send_wants_a_status_sends_and_closes(desk: Desk, window: Window) -> None:
    jonas = Console(window(), desk, "Jonas")
    number, text = a_number(), unique("Your tent is ready")

    box = window_to(jonas, "SMS", number)
    box.get_by_label("Message").fill(text)
    expect(box.get_by_role("button", name="Send", exact=True)).to_be_disabled()

    box.get_by_label("Status").select_option(index=1)
    box.get_by_role("button", name="Send", exact=True).click()
    expect(box).to_have_count(0)

    eventually(lambda: [t for t in phone(desk, "twilio_sms", number) if t["text"] == text])
    admin = desk.agent("Astrid")
    closed = admin.get("/conversations", inbox="all", status="closed", limit=20)["items"]
    assert text in [row["preview"]["text"] for row in closed]


@pytest.mark.feature("CH-27", "CONV-36")
def test_start_a_chat_opens_the_conversation_without_a_message(desk: Desk, window: Window) -> None:
    jonas = Console(window(), desk, "Jonas")
    number, text = a_number(), unique("Are you at home today?")

    box = window_to(jonas, "SMS", number)
    box.get_by_role("button", name="Start a chat").click()
    expect(box).to_have_count(0)
    composer = jonas.page.get_by_test_id("composer")
    expect(composer).to_be_visible()
    assert phone(desk, "twilio_sms", number) == []

    composer.fill(text)
    composer.press("Enter")
    expect(jonas.message(text)).to_be_visible()
    eventually(lambda: [t for t in phone(desk, "twilio_sms", number) if t["text"] == text])


@pytest.mark.feature("CH-29", "CH-19", "CH-28", "CRM-17")
def test_the_sign_beside_an_address_opens_the_window_with_the_contact_and_the_reason(
    desk: Desk, window: Window
) -> None:
    number, question = a_number(), unique("Do you repair zips?")
    write(desk, "twilio_sms", number, text=question)
    eventually(lambda: desk.conversation_of(desk.agent("Astrid"), question), within=20)
    jonas = opened(desk, window(), "Jonas", question)
    details = jonas.page.get_by_role("complementary", name="Details")

    sign = details.get_by_role("button", name=re.compile("Send a message by WhatsApp to"))
    sign.first.click()

    box = jonas.page.get_by_test_id("send-window")
    expect(box.get_by_role("combobox", name="To")).to_have_count(0)
    expect(box.get_by_test_id("send-reason")).to_be_visible()
    expect(box.get_by_role("button", name="Choose a template")).to_be_visible()
    box.get_by_role("button", name="Close").last.click()
    expect(box).to_have_count(0)
    assert phone(desk, "whatsapp", number) == []
