"""A visitor and an agent, each in a browser of their own."""

import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Window
from tests.e2e.desk import Desk
from tests.e2e.screens import Console, Shop


@pytest.mark.feature(
    "CONV-01", "CONV-05", "CONV-16", "MSG-01", "ASG-01", "RT-01", "RT-02", "CH-01", "WID-01",
    "WID-11",
)  # fmt: skip
def test_a_question_crosses_to_an_agent_and_the_answer_comes_back(
    desk: Desk, window: Window
) -> None:
    jonas = Console(window(), desk, "Jonas")
    jonas.inbox("unassigned")
    shop = Shop(window(), desk)

    question = f"Do you ship to Norway? {time.time_ns()}"
    shop.write(question)
    expect(jonas.row(question)).to_be_visible(timeout=5000)

    jonas.open(question)
    jonas.reply("Yes, in two days.")
    expect(shop.message("Yes, in two days.")).to_be_visible()
    jonas.inbox("me")
    expect(jonas.row("Yes, in two days.").first).to_be_visible()
    jonas.inbox("unassigned")
    expect(jonas.row(question)).to_have_count(0)

    shop.page.reload()
    shop.open()
    expect(shop.message(question)).to_be_visible()
    expect(shop.message("Yes, in two days.")).to_be_visible()


@pytest.mark.feature("CONV-18", "CONV-20", "CONV-23", "NTF-05")
def test_a_customer_who_writes_again_reopens_the_closed_conversation(
    desk: Desk, window: Window
) -> None:
    jonas = Console(window(), desk, "Jonas")
    shop = Shop(window(), desk)
    question = f"My zip broke {time.time_ns()}"
    shop.write(question)
    jonas.inbox("unassigned")
    jonas.open(question)
    jonas.page.get_by_test_id("take").first.click()
    jonas.inbox("me")
    expect(jonas.row(question)).to_be_visible()
    jonas.open(question)
    jonas.page.get_by_test_id("close").click()
    expect(jonas.row(question)).to_have_count(0)
    # the row goes at once; the customer writes after the close has come through
    expect(jonas.page.get_by_test_id("toast").filter(has_text="closed")).to_be_visible()
    jonas.inbox("unassigned")

    again = f"One more thing {time.time_ns()}"
    shop.write(again)

    expect(jonas.page.get_by_test_id("toast").filter(has_text="wrote again")).to_be_visible()
    jonas.inbox("me")
    expect(jonas.row(again)).to_be_visible()


@pytest.mark.feature("AI-01", "AI-02", "AI-03", "AI-08", "ASG-02")
def test_a_suggestion_appears_under_the_thread_and_one_click_sends_it(
    desk: Desk, window: Window
) -> None:
    mina = Console(window(), desk, "Mina")
    mina.inbox("unassigned")
    shop = Shop(window(), desk)
    question = f"How long is the warranty on a tent? {time.time_ns()}"

    shop.write(question)
    mina.open(question)
    card = mina.page.get_by_test_id("suggestion")
    expect(card).to_be_visible()
    expect(card).to_contain_text("warranty", ignore_case=True)
    card.hover()
    mina.page.get_by_test_id("suggestion-send").click()

    expect(shop.chat.locator('[data-testid="message"][data-author="agent"]')).to_be_visible()
    mina.inbox("me")
    expect(mina.page.get_by_test_id("conversation-row").first).to_be_visible()


@pytest.mark.feature("RT-10", "CONS-11")
def test_after_a_lost_connection_the_thread_holds_exactly_what_was_missed(
    desk: Desk, window: Window
) -> None:
    page = window()
    jonas = Console(page, desk, "Jonas")
    jonas.inbox("unassigned")
    visitor = desk.visitor()
    first = f"First {time.time_ns()}"
    visitor.post("/widget/messages", text=first, client_id="one")
    jonas.open(first)

    page.context.set_offline(True)
    visitor.post("/widget/messages", text="Second while you were away", client_id="two")
    visitor.post("/widget/messages", text="Third while you were away", client_id="three")
    page.context.set_offline(False)

    expect(jonas.message("Third while you were away")).to_be_visible()
    expect(jonas.message("Second while you were away")).to_have_count(1)
    assert page.get_by_test_id("message").all_inner_texts() == sorted(
        page.get_by_test_id("message").all_inner_texts(),
        key=lambda text: ["First", "Second", "Third"].index(
            next(word for word in ("First", "Second", "Third") if word in text)
        ),
    )


@pytest.mark.feature("WID-01")
def test_a_second_copy_of_the_snippet_does_nothing(desk: Desk, window: Window) -> None:
    page = window()
    shop = Shop(page, desk)
    page.evaluate(
        """() => { const one = document.querySelector('script[data-widget-id]');
        const two = document.createElement('script');
        for (const a of one.attributes) two.setAttribute(a.name, a.value);
        document.body.append(two); }"""
    )
    page.wait_for_timeout(500)

    expect(page.get_by_test_id("launcher")).to_have_count(1)
    expect(shop.chat.get_by_test_id("composer")).to_be_visible()
