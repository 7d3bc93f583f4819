"""What the tests of the desk share: reading lists and acting over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import counting, inboxes, items
from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.inboxes import Wanted
from chalicelib.conversations.states import state_of
from tests.builders import Company
from tests.door import Answer, call


def listed(caller: Caller, wanted: Wanted, limit: int = 50) -> list[Conversation]:
    """All of a list, read page by page."""
    seen: list[Conversation] = []
    position: str | None = None
    while True:
        rows, position = inboxes.page(caller, wanted, position, limit)
        assert len(rows) <= limit
        seen += rows
        if position is None:
            return seen


def inbox(caller: Caller, which: str = "me", status: str | None = None) -> list[str]:
    """Ids of the conversations of an inbox, in its order."""
    return [one.id for one in listed(caller, Wanted(which, status))]


def numbers(caller: Caller) -> dict[str, tuple[int, int, int | None]]:
    """Of each inbox how many are open, unreplied and unread."""
    return {one.id: (one.open, one.unreplied, one.unread) for one in counting.counts(caller)[0]}


def badge(caller: Caller) -> int:
    """The number on the icon."""
    return counting.counts(caller)[1]


def path(conversation_id: str, *rest: str) -> str:
    """The address of a conversation, or of something in it."""
    return "/".join(["/v1/conversations", conversation_id, *rest])


def do(caller: Caller, conversation_id: str, act: str, body: Any = None, **more: Any) -> Answer:
    """POST an action on a conversation."""
    return call("POST", path(conversation_id, act), body, caller, **more)


def rows(caller: Caller, **query: Any) -> list[dict[str, Any]]:
    """A list over HTTP, as its reader sees it."""
    answer = call("GET", "/v1/conversations", caller=caller, query=query)
    assert answer.status == 200, answer.body
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def owe(company: Company, conversation_id: str, invoices: int) -> None:
    """Let the contact owe on so many invoices, as payments will note it on the head."""
    key = items.partition(company.account_id, conversation_id)
    item = items.RowItem.get(key, "head")
    head = replace(company.head(conversation_id), unpaid_invoices=invoices)
    item.update(actions=[items.RowItem.state.set(state_of(head))])
