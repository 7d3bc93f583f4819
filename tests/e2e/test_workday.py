"""An agent's working day on our screens: what is done with conversations beside answering them."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import Window
from tests.e2e.desk import Client, Desk, eventually
from tests.e2e.screens import Console, Shop
from tests.e2e.test_visitor import a_picture

UNTIL_INDEXED = 20_000
"""Milliseconds until what was said is found: the search index follows the events."""


def unique(text: str) -> str:
    """A text that no other test writes, without a word that could be a conversation's number."""
    letters = "".join(chr(97 + int(digit)) for digit in str(time.time_ns()))
    return f"{text} {letters}"


def asked(desk: Desk, text: str) -> tuple[Client, str]:
    """A visitor who asked something, and the conversation."""
    visitor = desk.visitor()
    entry = visitor.post("/widget/messages", text=text, client_id="first")
    return visitor, entry["conversation_id"]


def opened(desk: Desk, page: Page, name: str, question: str) -> Console:
    """An agent's window with a waiting conversation open, however many wait before it."""
    console = Console(page, desk, name)
    admin = desk.agent("Astrid")
    row = eventually(lambda: desk.conversation_of(admin, question))
    page.goto(f"{desk.endpoints['console']}#/inbox/unassigned/open/{row['id']}")
    expect(console.message(question).first).to_be_visible()
    return console


@pytest.mark.feature("NOTE-01", "NOTE-02", "NOTE-03", "NOTE-04", "CONV-06", "NTF-02")
def test_a_mention_in_a_note_calls_a_colleague_and_stays_from_the_customer(
    desk: Desk, window: Window
) -> None:
    question = unique("Is the tent fireproof?")
    visitor, _ = asked(desk, question)
    jonas = opened(desk, window(), "Jonas", question)
    jonas.page.get_by_test_id("take").first.click()
    mina = Console(window(), desk, "Mina")

    jonas.page.get_by_role("radio", name="Internal note").click()
    composer = jonas.page.get_by_test_id("composer")
    composer.press_sequentially("Do you know, @min")
    jonas.page.get_by_test_id("typeahead").get_by_role("option", name="Mina").first.click()
    composer.press_sequentially("?")
    composer.press("Enter")
    expect(jonas.message("Do you know, @Mina Okafor")).to_be_visible()

    expect(mina.page.get_by_test_id("toast").filter(has_text="mentioned you")).to_be_visible()
    mina.inbox("mentions")
    mina.open(question)
    expect(mina.message("Do you know, @Mina Okafor")).to_be_visible()
    told = visitor.get("/widget/timeline")["items"]
    assert [event["type"] for event in told] == ["message.received"]


@pytest.mark.feature("MSG-04", "MSG-20", "MSG-21", "MSG-22", "RT-07")
def test_a_file_and_formatted_text_reach_the_customer(desk: Desk, window: Window) -> None:
    shop = Shop(window(), desk)
    question = unique("Can I see the blue one?")
    shop.write(question)
    jonas = opened(desk, window(), "Jonas", question)
    picture = FilePayload(name="blue one.png", mimeType="image/png", buffer=a_picture())

    jonas.page.get_by_test_id("file-input").set_input_files(picture)
    expect(jonas.page.get_by_test_id("attached")).to_be_visible()
    jonas.page.get_by_test_id("composer").fill("Here it is, **in stock**")
    jonas.page.get_by_test_id("send").click()

    expect(jonas.message("Here it is, in stock").get_by_role("img").first).to_be_visible()
    expect(shop.message("Here it is, in stock").locator("strong")).to_have_text("in stock")
    expect(shop.message("Here it is, in stock").locator("img")).to_be_visible()

    wrong = FilePayload(
        name="run.exe", mimeType="application/x-msdownload", buffer=b"MZ" + b"\0" * 64
    )
    jonas.page.get_by_test_id("file-input").set_input_files(wrong)
    expect(jonas.page.get_by_test_id("upload")).to_contain_text(re.compile("cannot|can't|not"))


@pytest.mark.feature("CONV-18", "CONV-47", "CONV-48", "NOTE-10", "NOTE-15", "NOTE-17", "CONS-07")
def test_the_daily_loop_goes_by_keyboard_and_is_undone_by_a_click(
    desk: Desk, window: Window
) -> None:
    question = unique("Where is my order?")
    asked(desk, question)
    jonas = opened(desk, window(), "Jonas", question)
    keys, page = jonas.page.keyboard, jonas.page

    keys.press("t")
    jonas.inbox("me")
    jonas.open(question)
    keys.press("s")
    keys.press("p")
    page.get_by_role("option", name="Urgent").click()
    expect(page.get_by_role("listbox")).to_have_count(0)
    keys.press("l")
    label = unique("Lost")[:24]
    page.get_by_test_id("label-picker").get_by_role("combobox").fill(label)
    page.get_by_role("option", name=re.compile("New label")).click()
    page.get_by_role("button", name="Create and add").click()
    keys.press("Escape")
    expect(
        jonas.row(question).get_by_text(label).or_(page.get_by_title(label)).first
    ).to_be_attached()

    jonas.inbox("starred")
    expect(jonas.row(question)).to_be_visible()
    jonas.inbox("me")
    jonas.open(question)
    keys.press("e")
    expect(jonas.row(question)).to_have_count(0)
    page.get_by_test_id("toast").get_by_role("button", name="Undo").first.click()
    expect(jonas.row(question)).to_be_visible()

    jonas.open(question)
    keys.press("z")
    page.get_by_role("option").filter(has_text="repl").first.click()
    expect(jonas.row(question)).to_have_count(0)
    page.get_by_role("link", name="Snoozed").click()
    expect(jonas.row(question)).to_be_visible()


@pytest.mark.feature("SRCH-02", "SRCH-04", "SRCH-06")
def test_a_closed_conversation_is_found_by_a_beginning_and_opened_at_its_message(
    desk: Desk, window: Window
) -> None:
    word = unique("Zeltstange").replace(" ", "")
    visitor, id_ = asked(desk, f"Meine {word} ist gebrochen")
    for number in range(3):
        visitor.post("/widget/messages", text=f"Bitte {number}", client_id=f"more-{number}")
    agent = desk.agent("Jonas")
    agent.post(f"/conversations/{id_}/take")
    agent.post(f"/conversations/{id_}/close")
    jonas = Console(window(), desk, "Jonas")

    eventually(lambda: agent.get("/search", q=word[:14])["items"], within=UNTIL_INDEXED / 1000)
    jonas.page.keyboard.press("Control+k")
    jonas.page.keyboard.type(word[:14])
    jonas.page.get_by_role("option", name=re.compile("Search", re.IGNORECASE)).first.click()
    hit = jonas.page.get_by_test_id("search-hit")
    expect(hit.first).to_contain_text(word)
    hit.first.click()

    expect(jonas.message(word)).to_be_visible()
    assert "at=" in jonas.page.url


@pytest.mark.feature("MSG-18", "MSG-19")
def test_a_draft_follows_its_author_and_a_sent_message_is_taken_back(
    desk: Desk, window: Window
) -> None:
    question = unique("Do you repair zippers?")
    visitor, id_ = asked(desk, question)
    agent = desk.agent("Jonas")
    agent.call("PATCH", "/me", json={"preferences": {"undo_seconds": 10}}).raise_for_status()
    try:
        first = opened(desk, window(), "Jonas", question)
        first.page.get_by_test_id("composer").press_sequentially("We do, at our workshop")
        drafted = f"/conversations/{id_}/drafts"
        eventually(lambda: agent.get(drafted)["reply"])

        elsewhere = opened(desk, window(), "Jonas", question)
        composer = elsewhere.page.get_by_test_id("composer")
        expect(composer).to_have_value("We do, at our workshop")
        composer.press("Enter")
        elsewhere.page.get_by_test_id("toast").get_by_role("button", name="Undo").click()
        expect(composer).to_have_value("We do, at our workshop")
        time.sleep(11)
        told = visitor.get("/widget/timeline")["items"]
        assert [event["type"] for event in told] == ["message.received"]
    finally:
        agent.call("PATCH", "/me", json={"preferences": {"undo_seconds": 0}})


@pytest.mark.feature("MSG-17")
def test_a_reply_for_later_is_held_back_when_the_customer_writes_first(
    desk: Desk, window: Window
) -> None:
    question = unique("Any news on my repair?")
    visitor, id_ = asked(desk, question)
    jonas = opened(desk, window(), "Jonas", question)
    agent = desk.agent("Jonas")
    soon = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + 6))

    agent.post(f"/conversations/{id_}/scheduled", text="It is ready tomorrow", send_at=soon)
    expect(jonas.page.get_by_test_id("scheduled")).to_be_visible()
    visitor.post("/widget/messages", text="Never mind, I picked it up", client_id="second")

    held = jonas.page.locator('[data-testid="scheduled"][data-status="held"]')
    expect(held).to_be_visible(timeout=30_000)
    told = visitor.get("/widget/timeline")["items"]
    assert [event["type"] for event in told] == ["message.received"] * 2


@pytest.mark.feature("RT-03", "RT-08", "RT-09")
def test_colleagues_see_who_looks_and_who_writes(desk: Desk, window: Window) -> None:
    question = unique("Is the boot waterproof?")
    asked(desk, question)
    jonas = opened(desk, window(), "Jonas", question)
    mina = Console(window(), desk, "Mina")
    mina.inbox("unassigned")

    expect(
        mina.row(question)
        .get_by_title("Jonas Lind")
        .or_(mina.row(question).get_by_label(re.compile("Jonas")))
        .first
    ).to_be_visible()
    mina.open(question)
    jonas.page.get_by_test_id("composer").press_sequentially("Yes, fully", delay=30)
    expect(
        mina.page.get_by_test_id("colleague")
        .or_(mina.page.get_by_test_id("typing"))
        .filter(has_text="Jonas")
        .first
    ).to_be_visible()


@pytest.mark.feature("CONV-40", "RT-02")
def test_a_restricted_conversation_leaves_the_others_screens_at_once(
    desk: Desk, window: Window
) -> None:
    question = unique("This is confidential")
    _, id_ = asked(desk, question)
    mina = Console(window(), desk, "Mina")
    mina.inbox("unassigned")
    expect(mina.row(question)).to_be_visible()
    agent = desk.agent("Jonas")
    me = agent.get("/me")["id"]

    agent.call("PATCH", f"/conversations/{id_}", json={"visible_to": [me]}).raise_for_status()

    expect(mina.row(question)).to_have_count(0)
    assert desk.agent("Mina").call("GET", f"/conversations/{id_}").status_code == 404
    jonas = Console(window(), desk, "Jonas")
    jonas.inbox("unassigned")
    expect(jonas.row(question)).to_be_visible()


@pytest.mark.feature("CONV-52")
def test_several_conversations_are_closed_together(desk: Desk, window: Window) -> None:
    questions = [unique(f"Spam {number}") for number in range(3)]
    ids = [asked(desk, question)[1] for question in questions]
    agent = desk.agent("Jonas")
    for id_ in ids:
        agent.post(f"/conversations/{id_}/take")
    jonas = Console(window(), desk, "Jonas")
    jonas.inbox("me")

    for question in questions:
        jonas.row(question).focus()
        jonas.page.keyboard.press("x")
    bar = jonas.page.get_by_test_id("bulk-bar")
    expect(bar).to_contain_text("3")
    bar.get_by_role("button", name="Close").click()

    for question in questions:
        expect(jonas.row(question)).to_have_count(0)

    def closed() -> set[str]:
        rows = agent.get("/conversations", inbox="me", status="closed", limit=100)["items"]
        return {row["id"] for row in rows}

    eventually(lambda: set(ids) <= closed())


@pytest.mark.feature("MSG-03", "MSG-05", "MSG-07", "NOTE-11", "NOTE-13", "NOTE-16")
def test_the_composer_breaks_lines_and_takes_emoji_and_dropped_files(
    desk: Desk, window: Window
) -> None:
    question = unique("Which size do I need?")
    visitor, _ = asked(desk, question)
    jonas = opened(desk, window(), "Jonas", question)
    page = jonas.page
    composer = page.get_by_test_id("composer")

    composer.press_sequentially("Take M")
    composer.press("Shift+Enter")
    composer.press_sequentially("or measure your chest ")
    page.get_by_role("button", name="Emoji").click()
    page.get_by_label("Search emoji").fill("thumbs up")
    page.get_by_role("button", name=re.compile("thumbs up")).first.click()
    dropped = page.evaluate_handle(
        """() => { const held = new DataTransfer();
        held.items.add(new File(['S 88\\nM 96'], 'sizes.txt', {type: 'text/plain'}));
        return held; }"""
    )
    composer.dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.get_by_test_id("attached")).to_contain_text("sizes.txt")
    composer.press("Enter")
    expect(jonas.message("or measure your chest").get_by_text("sizes.txt")).to_be_visible()

    def sent() -> list[dict[str, Any]]:
        items = visitor.get("/widget/timeline")["items"]
        return [event for event in items if event["type"] == "message.sent"]

    [answer] = eventually(sent)
    assert answer["data"]["text"].strip() == "Take M\nor measure your chest 👍"
    assert [file["name"] for file in answer["data"]["attachments"]] == ["sizes.txt"]

    message = jonas.message(question)
    message.hover()
    message.get_by_label("Label this message").click()
    page.get_by_role("option", name="Size and fit").click()
    expect(page.get_by_test_id("timeline").get_by_title("Size and fit")).to_be_visible()
