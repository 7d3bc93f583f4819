"""The AI agent: it answers first, says what it does not know, and makes way for people."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from chalicelib.ai_agent.service.settled import CACHE_SECONDS
from tests.e2e.conftest import Window
from tests.e2e.desk import Client, Desk, eventually
from tests.e2e.screens import Console, Shop
from tests.e2e.test_accessibility import violations
from tests.e2e.test_knowledge import SIZES, TRAINED
from tests.e2e.test_workday import unique

BY_AI = ("message.sent", "ai_agent")
QUESTION = "Do you ship to Norway?"
COST = "79"
"""What the shop's article says that it costs, in kroner."""
SURE = 0.6
"""The words that make each question of these tests a new one make the AI agent less sure."""


@pytest.fixture(scope="module")
def admin(desk: Desk) -> Client:
    """Who settles the AI agent."""
    return desk.agent("Astrid")


@pytest.fixture(scope="module")
def nora(desk: Desk, admin: Client) -> Iterator[dict[str, Any]]:
    """The AI agent, answering first in the web chat; afterwards as it was before. Every process
    knows it by then."""
    before = admin.get("/ai-agent")
    before["generator"] = {
        name: value
        for name, value in before["generator"].items()
        if name not in ("spent", "available")
    }
    modes = [{"channel_id": desk.channel("webchat")["id"], "mode": "answer"}]
    settled = before | {"name": "Nora", "threshold": SURE, "channels": modes}
    admin.call("PUT", "/ai-agent", json=settled).raise_for_status()
    eventually(lambda: admin.post("/ai-agent/playground", text=QUESTION)["action"] == "answer",
               within=TRAINED)  # fmt: skip
    time.sleep(CACHE_SECONDS)
    yield settled
    admin.call("PUT", "/ai-agent", json=before).raise_for_status()
    time.sleep(CACHE_SECONDS)


def told_by_ai(shop: Shop) -> Locator:
    """The AI agent's messages in the visitor's thread."""
    groups = shop.chat.locator("section.group.agent").filter(
        has=shop.chat.locator(".author .ai", has_text="AI")
    )
    return groups.get_by_test_id("message")


@pytest.mark.feature("AI-10", "AI-11", "AI-12", "AI-15")
@pytest.mark.parametrize(
    "wish",
    [
        "I would like to talk to a real person, please",
        "Jeg vil snakke med et menneske",
    ],
)
def test_the_ai_answers_first_and_hands_over_when_asked_for_a_person(
    desk: Desk, window: Window, nora: dict[str, Any], wish: str
) -> None:
    shop = Shop(window(), desk)
    shop.write(unique(QUESTION))
    expect(told_by_ai(shop).filter(has_text=COST).first).to_be_visible(timeout=60_000)
    answers = told_by_ai(shop).count()

    shop.write(wish)

    expect(told_by_ai(shop).nth(answers)).to_be_visible(timeout=60_000)
    jonas = Console(window(), desk, "Jonas")
    jonas.inbox("unassigned")
    jonas.page.get_by_test_id("conversation-row").first.click()
    expect(jonas.message(wish).first).to_be_visible()
    answer = unique("Here I am")
    jonas.reply(answer)
    expect(shop.message(answer)).to_be_visible()


@pytest.mark.feature("AI-13", "AI-14")
def test_the_ai_is_silent_once_a_person_has_taken_over(
    desk: Desk, window: Window, admin: Client, nora: dict[str, Any]
) -> None:
    visitor = desk.visitor()
    first = visitor.post("/widget/messages", text=unique(QUESTION), client_id="first")
    path = f"/conversations/{first['conversation_id']}"

    def said_by_ai() -> list[dict[str, Any]]:
        entries = admin.get(f"{path}/timeline", limit=100)["items"]
        return [one for one in entries if (one["type"], one["actor"]["kind"]) == BY_AI]

    eventually(said_by_ai, within=30)
    admin.post(f"{path}/take")
    before = len(said_by_ai())
    visitor.post("/widget/messages", text=QUESTION, client_id="second")
    # what the message set off has run by the time that agents see suggestions for it
    eventually(lambda: admin.get(f"{path}/suggestions")["items"], within=20)
    admin.post(f"{path}/messages", text="A person answers now.", client_id="person")

    assert len(said_by_ai()) == before


@pytest.mark.feature("AI-18", "AI-21")
def test_an_admin_settles_the_ai_and_tries_it_where_no_customer_sees_it(
    desk: Desk, window: Window, admin: Client, nora: dict[str, Any]
) -> None:
    before = admin.get("/conversations", inbox="all", limit=100)["items"]
    page = Console(window(), desk, "Astrid").page
    page.goto(f"{desk.endpoints['console']}#/settings/ai")
    page.get_by_label("Never talks about").fill("horoscopes")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Formal").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    question = page.get_by_label("Question")
    question.fill(QUESTION)
    question.press("Enter")
    answers = page.get_by_test_id("playground-answer")
    expect(answers.first).to_contain_text(COST)
    expect(answers.first).to_contain_text("sure")
    answers.first.locator("summary").filter(has_text="source").click()
    expect(answers.first.get_by_role("listitem").first).to_be_visible()
    question.fill("What do my horoscopes say?")
    question.press("Enter")
    expect(answers.nth(1)).to_contain_text("Hands over")

    after = admin.get("/conversations", inbox="all", limit=100)["items"]
    assert {one["id"]: one["version"] for one in after} == {
        one["id"]: one["version"] for one in before
    }


@pytest.mark.feature("AI-16", "AI-26")
def test_what_it_could_not_answer_is_reported_and_becomes_an_article(
    desk: Desk, window: Window, nora: dict[str, Any]
) -> None:
    unknown = unique("Does the moon influence avalanches at Lyngen")
    desk.visitor().post("/widget/messages", text=unknown, client_id="first")
    page = Console(window(), desk, "Astrid").page
    page.goto(f"{desk.endpoints['console']}#/settings/ai/report")
    row = page.get_by_role("listitem").filter(has_text=unknown)

    def shown() -> bool:
        page.reload()
        page.get_by_text("Answered", exact=True).or_(
            page.get_by_text("Nothing to report in this time")
        ).first.wait_for()
        return row.count() == 1

    eventually(shown, within=45)
    row.get_by_role("link", name="Write an article").click()

    expect(page.get_by_label("Title")).to_have_value(unknown)


@pytest.mark.feature("CONS-07")
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_settings_of_the_ai_pass_axe(
    desk: Desk, window: Window, width: int, height: int
) -> None:
    console = Console(window(width, height), desk, "Astrid")
    found: dict[str, list[str]] = {}
    for screen in ("ai", "ai/report", "ai/tools", "translation"):
        console.page.goto(f"{desk.endpoints['console']}#/settings/{screen}")
        expect(console.page.get_by_role("status", name="Loading")).to_have_count(0)
        expect(console.page.get_by_role("main")).not_to_be_empty()
        found[screen] = violations(console.page)

    wrong = {screen: told for screen, told in found.items() if told}
    assert not wrong, wrong
