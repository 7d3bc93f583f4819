"""What people do on our screens, in their words."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.e2e.desk import Desk


class Console:
    """An agent's browser window."""

    def __init__(self, page: Page, desk: Desk, name: str) -> None:
        self.page = page
        user = desk.user(name)
        page.goto(desk.endpoints["console"])
        page.get_by_label("Email").fill(user["email"])
        page.get_by_label("Password", exact=True).fill(user["password"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_test_id("inbox-unassigned")).to_be_visible()
        expect(page.locator("[data-connection=live]")).to_be_visible()

    def inbox(self, id_: str) -> None:
        """Open an inbox."""
        self.page.get_by_test_id(f"inbox-{id_}").click()

    def row(self, text: str) -> Locator:
        """The list row that shows a text."""
        return self.page.get_by_test_id("conversation-row").filter(has_text=text)

    def open(self, text: str) -> None:
        """Open the conversation whose row shows a text."""
        self.row(text).first.click()
        expect(self.message(text).first).to_be_visible()

    def message(self, text: str) -> Locator:
        """A message of the open thread."""
        return self.page.get_by_test_id("message").filter(has_text=text)

    def reply(self, text: str) -> None:
        """Write and send with Enter."""
        composer = self.page.get_by_test_id("composer")
        composer.fill(text)
        composer.press("Enter")
        expect(self.message(text)).to_be_visible()

    def delivery(self, text: str, status: str, within: float = 15) -> None:
        """Wait until a message shows a delivery state."""
        mark = self.message(text).get_by_test_id("delivery")
        expect(mark).to_have_attribute("data-status", status, timeout=within * 1000)


class Shop:
    """A customer's browser window on the demo shop."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.page = page
        page.goto(desk.endpoints["demo_site"])
        self.open()

    @property
    def chat(self) -> FrameLocator:
        """Inside the chat's frame."""
        return self.page.frame_locator('iframe[title="Chat"]')

    def open(self) -> None:
        """Open the widget."""
        self.page.get_by_test_id("launcher").click()
        expect(self.chat.get_by_test_id("composer")).to_be_visible()

    def write(self, text: str) -> None:
        """Write and send with Enter."""
        composer = self.chat.get_by_test_id("composer")
        composer.fill(text)
        composer.press("Enter")
        expect(self.message(text)).to_have_attribute("data-state", "sent")

    def message(self, text: str) -> Locator:
        """A message of the thread."""
        return self.chat.get_by_test_id("message").filter(has_text=text)
