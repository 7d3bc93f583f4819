"""The local stack with IAM enforcement on, and real browsers in front of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from local.aws import Account
from local.paths import State
from local.stack import Stack
from tests.e2e.browser import find
from tests.e2e.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".build" / "e2e"
SHOTS = ROOT / "test-results"

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The product as `make up` starts it, on data of its own, new at each run."""
    shutil.rmtree(STATE, ignore_errors=True)
    STATE.mkdir(parents=True)
    running = Stack(State(STATE))
    running.up()
    try:
        hasten(Account(json.loads((STATE / "endpoints.json").read_text())["aws"]))
        yield running
    finally:
        running.down()


def hasten(account: Account) -> None:
    """Let what a provider refuses for now be sent again at once. How long a message waits between
    its attempts is proven without a stack (tests/integration/test_delivery.py)."""
    functions = account.functions
    pages = functions.get_paginator("list_functions").paginate()
    names = [one["FunctionName"] for page in pages for one in page["Functions"]]
    [outbound] = [name for name in names if "Outbound" in name]
    held = functions.get_function_configuration(FunctionName=outbound)["Environment"]["Variables"]
    hastened = held | {"OUTBOUND_BACKOFF_SECONDS": "0"}
    functions.update_function_configuration(
        FunctionName=outbound, Environment={"Variables": hastened}
    )


@pytest.fixture(scope="session")
def desk(stack: Stack) -> Desk:
    """The demo company over HTTP, as a client of ours or of a provider would see it. Its agents
    see what came last first: a list draws only the rows that are in view."""
    found = Desk.of(STATE / "endpoints.json")
    newest = {"preferences": {"sorts": {"unassigned": "newest"}}}
    for name in ("Astrid", "Jonas", "Mina"):
        found.agent(name).call("PATCH", "/me", json=newest).raise_for_status()
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)
        launched = playwright.chromium.launch(executable_path=find(), args=CHROMIUM)
        yield launched
        launched.close()


Window = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Window]:
    """Opens browser windows that share nothing; a failed test leaves a screenshot of each."""
    contexts: list[BrowserContext] = []

    def open_(width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    before = request.session.testsfailed
    yield open_
    if request.session.testsfailed > before or request.node.stash.get(FAILED, False):
        SHOTS.mkdir(exist_ok=True)
        for number, context in enumerate(contexts):
            for page in context.pages:
                page.screenshot(path=SHOTS / f"{request.node.name}-{number}.png")
    for context in contexts:
        context.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure for the fixtures that end after it."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The restart comes last: it ends every socket that other tests hold open."""
    items.sort(key=lambda item: "restart" in item.nodeid)
