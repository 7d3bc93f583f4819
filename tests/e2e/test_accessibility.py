"""The screens that agents live in, read by axe as assistive technology would (WCAG 2.2 AA)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Window
from tests.e2e.desk import Desk
from tests.e2e.screens import Console
from tests.e2e.test_workday import asked, unique

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds, each with where."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    return [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:3]}"
        for one in found["violations"]
    ]


@pytest.mark.feature("CONS-07")
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_lists_threads_pickers_and_settings_pass_axe(
    desk: Desk, window: Window, width: int, height: int
) -> None:
    question = unique("Is the tent fireproof?")
    asked(desk, question)
    page = window(width, height)
    console = Console(page, desk, "Astrid")
    found = {"inboxes": violations(page)}

    console.inbox("unassigned")
    expect(console.row(question)).to_be_visible()
    found["list"] = violations(page)
    console.open(question)
    found["thread"] = violations(page)
    page.get_by_role("radio", name="Internal note").click()
    found["note"] = violations(page)
    if not page.get_by_test_id("details").is_visible():
        page.get_by_test_id("details-toggle").click()
    expect(page.get_by_test_id("details")).to_be_visible()
    found["details"] = violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox").first).to_be_visible()
    found["commands"] = violations(page)

    wrong = {screen: told for screen, told in found.items() if told}
    assert not wrong, wrong
