"""What the company knows: gathered from its site, written by admins, approved from conversations,
and then suggested to agents and read by visitors."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Window
from tests.e2e.desk import Client, Desk, eventually
from tests.e2e.screens import Console, Shop
from tests.e2e.test_accessibility import violations
from tests.e2e.test_workday import asked, opened, unique

GATHERED = 120_000
"""Milliseconds in which the shop's pages are read, a few in each step."""
TRAINED = 60
"""Seconds until what is new is suggested."""
SIZES = [(1440, 900), (390, 844)]
ALIKE = "Which parcels go to Svalbard"


def suggested(agent: Client, conversation_id: str) -> list[dict[str, Any]]:
    """What is offered now for a conversation, best first."""
    items: list[dict[str, Any]] = agent.get(f"/conversations/{conversation_id}/suggestions")[
        "items"
    ]
    return items


def is_known(agent: Client, question: str, words: str) -> bool:
    """Whether a passage with these words is found for a question."""
    played = agent.post("/ai-agent/playground", text=question)
    return any(words in source["text"] for source in played["sources"])


def ask_alike(desk: Desk, agent: Client, question: str) -> tuple[str, list[dict[str, Any]]]:
    """A new visitor's question, and what is suggested for it."""
    _, conversation = asked(desk, question)
    return conversation, eventually(lambda: suggested(agent, conversation), within=20)


@pytest.mark.feature("KB-05", "AI-01", "AI-03", "AI-08")
def test_the_shops_domain_is_entered_gathered_and_answers_a_question_with_one_click(
    desk: Desk, window: Window
) -> None:
    admin = desk.agent("Astrid")
    for source in admin.get("/sources")["items"]:
        if source["kind"] == "site":
            admin.call("DELETE", f"/sources/{source['id']}").raise_for_status()
    astrid = Console(window(), desk, "Astrid")
    page = astrid.page
    page.get_by_test_id("knowledge").click()
    page.get_by_role("link", name="Sources").click()
    page.get_by_role("button", name="Add a website").click()
    page.get_by_label("Your website").fill(desk.endpoints["demo_site"])
    page.get_by_role("button", name="Add", exact=True).click()

    card = page.get_by_test_id("source").first
    expect(card).to_have_attribute("data-status", "ready", timeout=GATHERED)
    expect(card).to_contain_text("passages")
    card.get_by_role("link").first.click()
    expect(page.get_by_role("region", name="Pages")).to_contain_text("Care and repair")

    question = "How do I wash down?"
    eventually(lambda: is_known(admin, question, "tennis balls"), within=TRAINED)
    shop = Shop(window(), desk)
    said = unique(question)
    shop.write(said)
    mina = opened(desk, window(), "Mina", said)
    suggestion = mina.page.get_by_test_id("suggestion")
    expect(suggestion).to_contain_text("tennis balls")
    suggestion.get_by_test_id("suggestion-send").click()

    expect(shop.message("tennis balls")).to_be_visible()


@pytest.mark.feature("AI-05", "AI-07", "AI-09")
def test_a_rejected_answer_is_no_longer_first_when_the_like_is_asked_again(
    desk: Desk, window: Window
) -> None:
    admin = desk.agent("Astrid")
    question = unique(ALIKE)
    _, before = ask_alike(desk, admin, question)
    first = before[0]

    mina = opened(desk, window(), "Mina", question)
    suggestion = mina.page.get_by_test_id("suggestion")
    expect(suggestion).to_have_attribute("data-suggestion-id", first["id"])
    rare = suggestion.get_by_test_id("suggestion-edit").locator("xpath=..")
    mina.page.mouse.move(2, 2)
    expect(rare).to_have_css("opacity", "0")
    suggestion.hover()
    expect(rare).to_have_css("opacity", "1")
    suggestion.get_by_test_id("suggestion-reject").click()
    expect(mina.page.locator(f"[data-suggestion-id='{first['id']}']")).to_have_count(0)

    _, conversation = asked(desk, unique(ALIKE))
    after: list[dict[str, Any]] = []
    with suppress(AssertionError):  # the others may all be too unlike to be offered
        after = eventually(lambda: suggested(admin, conversation), within=10)
    assert first["text"] not in [one["text"] for one in after[:1]]


@pytest.mark.feature("KB-01", "KB-02", "KB-03", "KB-07")
def test_an_article_is_written_and_found_beside_the_conversation_and_in_the_chat(
    desk: Desk, window: Window
) -> None:
    title = unique("Lending a tent for one weekend")
    astrid = Console(window(), desk, "Astrid")
    page = astrid.page
    page.get_by_test_id("knowledge").click()
    page.get_by_role("button", name="New article").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text", exact=True).fill("A tent costs **300 kr** from Friday to Monday.")
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("300 kr")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published", exact=True)).to_be_visible()

    shop = Shop(window(), desk)
    shop.chat.get_by_label("Search for help").fill(title)
    found = shop.chat.get_by_role("list", name="Articles").get_by_role("button", name=title)
    found.click()
    expect(shop.chat.get_by_test_id("article")).to_contain_text("300 kr")
    shop.chat.get_by_role("button", name="Chat with us").click()
    question = unique("And two tents?")
    shop.write(question)
    shop.chat.get_by_label("Help articles").click()
    expect(shop.chat.get_by_test_id("article")).to_contain_text("300 kr")

    jonas = opened(desk, window(), "Jonas", question)
    if not jonas.page.get_by_test_id("details").is_visible():
        jonas.page.get_by_test_id("details-toggle").click()
    jonas.page.get_by_test_id("panel-articles").click()
    jonas.page.get_by_label("Search articles").fill(title)
    jonas.page.get_by_test_id("article-item").filter(has_text=title).click()
    expect(jonas.page.get_by_test_id("article-text")).to_contain_text("300 kr")
    jonas.page.get_by_test_id("article-back").click()
    jonas.page.get_by_test_id("article-item").filter(has_text=title).click()
    jonas.page.get_by_role("link", name="Open in Knowledge").click()

    expect(jonas.page.get_by_test_id("article")).to_contain_text(title)
    expect(jonas.page.get_by_label("Title")).to_have_count(0)


@pytest.mark.feature("AI-25")
def test_an_answer_that_recurs_becomes_an_article_only_when_an_admin_approves(
    desk: Desk, window: Window
) -> None:
    admin, jonas = desk.agent("Astrid"), desk.agent("Jonas")
    question = unique("May rented snowshoes cross the glacier")
    for number in range(2):
        visitor = desk.visitor()
        entry = visitor.post("/widget/messages", text=question, client_id="first")
        path = f"/conversations/{entry['conversation_id']}"
        answer = "Rented snowshoes may cross it with a guide, from March on."
        jonas.post(f"{path}/messages", text=answer, client_id=f"answer-{number}")
        jonas.post(f"{path}/close")

    def proposed() -> bool:
        items = admin.get("/proposals", status="open")["items"]
        return any(item["question"] == question for item in items)

    eventually(proposed, within=30)
    assert admin.get("/articles", q=question)["items"] == []
    astrid = Console(window(), desk, "Astrid")
    page = astrid.page
    page.goto(f"{desk.endpoints['console']}#/knowledge/proposals")
    row = page.get_by_test_id("proposal").filter(has_text=question)
    if row.get_by_label("Answer").count() == 0:
        row.click()
    page.get_by_label("Answer").fill("With a guide, from March on.")
    page.get_by_role("button", name="Approve").click()

    page.get_by_role("link", name="Open the article").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("With a guide, from March on.")


@pytest.mark.feature("KB-13")
def test_a_file_and_a_text_become_sources_and_one_is_switched_off(
    desk: Desk, window: Window
) -> None:
    name = unique("Snow reports")
    astrid = Console(window(), desk, "Astrid")
    page = astrid.page
    page.goto(f"{desk.endpoints['console']}#/knowledge/sources")
    page.get_by_role("button", name="Add a text").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Text", exact=True).fill("The snow report comes every day at six o'clock.")
    page.get_by_role("button", name="Add", exact=True).click()
    text = page.get_by_test_id("source").filter(has_text=name)
    expect(text).to_have_attribute("data-status", "ready", timeout=GATHERED)
    text.get_by_role("switch").click()
    expect(text).to_contain_text("Off")

    page.get_by_role("button", name="Add a file").click()
    page.get_by_test_id("source-files").set_input_files(
        {
            "name": f"{name}.txt",
            "mimeType": "text/plain",
            "buffer": b"Avalanche courses are held on the first Saturday of every winter month.",
        }
    )
    file = page.get_by_test_id("source").filter(has_text=f"{name}.txt")
    expect(file).to_have_attribute("data-status", "ready", timeout=GATHERED)
    expect(file).to_contain_text("1 passage")


@pytest.mark.feature("CONS-07")
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_knowledge_passes_axe(desk: Desk, window: Window, width: int, height: int) -> None:
    article = desk.agent("Astrid").get("/articles")["items"][0]
    source = desk.agent("Astrid").get("/sources")["items"][0]
    console = Console(window(width, height), desk, "Astrid")
    found: dict[str, list[str]] = {}
    screens = (
        "articles",
        f"articles/{article['id']}",
        "articles/new",
        "sources",
        f"sources/{source['id']}",
        "proposals",
    )
    for screen in screens:
        console.page.goto(f"{desk.endpoints['console']}#/knowledge/{screen}")
        expect(console.page.get_by_role("status", name="Loading")).to_have_count(0)
        expect(console.page.get_by_role("main")).not_to_be_empty()
        found[screen] = violations(console.page)

    wrong = {screen: told for screen, told in found.items() if told}
    assert not wrong, wrong
