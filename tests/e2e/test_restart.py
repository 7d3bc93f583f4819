"""Stopping and starting again loses nothing. Last, since it ends every open socket."""

import time

import pytest

from local.stack import Stack
from tests.e2e.conftest import STATE
from tests.e2e.desk import Desk, eventually


@pytest.mark.feature("CONV-28")
def test_after_stopping_and_starting_again_everything_is_still_there(
    stack: Stack, desk: Desk
) -> None:
    visitor = desk.visitor()
    text = f"Will you remember me? {time.time_ns()}"
    entry = visitor.post("/widget/messages", text=text, client_id="one")

    stack.down()
    stack.up(warm_up=False)
    again = Desk.of(STATE / "endpoints.json")
    visitor.api = again.endpoints["api"]

    assert [one["id"] for one in visitor.get("/widget/timeline")["items"]] == [entry["id"]]
    astrid = again.agent("Astrid")
    assert eventually(lambda: again.conversation_of(astrid, text))
    follow_up = visitor.post("/widget/messages", text="And now?", client_id="two")
    assert follow_up["seq"] == 2
