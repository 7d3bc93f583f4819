"""Merging two conversations of one contact, and undoing it (CONV-50)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Actor, Change, Conversation
from chalicelib.conversations.service.changing import agent, next_id, thread_move, together, visible

Act = Callable[
    [Conversation, Conversation, Actor, tuple[str, str], datetime], tuple[Change, Change]
]


def merge(caller: Caller, first_id: str, second_id: str, at: datetime) -> Conversation:
    """Read the second conversation as part of the first; answers the first. What the customer
    writes on the second one's channels joins the first from now on."""
    return _both(caller, first_id, second_id, at, domain.merge, lambda first, _: first.id)


def unmerge(caller: Caller, first_id: str, second_id: str, at: datetime) -> Conversation:
    """Undo a merge; answers the first."""
    return _both(caller, first_id, second_id, at, domain.unmerge, lambda _, second: second.id)


def _both(
    caller: Caller,
    first_id: str,
    second_id: str,
    at: datetime,
    act: Act,
    goes_to: Callable[[Conversation, Conversation], str],
) -> Conversation:
    def decide(heads: Sequence[Conversation]) -> tuple[Sequence[Change], Sequence[store.Write]]:
        first, second = heads
        ids = (next_id(first, at), next_id(second, at))
        links = [
            thread_move(first.account_id, route, goes_to(first, second))
            for route in second.all_routes
            if route.channel.id != first.channel.id
        ]
        return act(first, second, agent(caller), ids, at), links

    def load() -> Sequence[Conversation]:
        return visible(caller, first_id), visible(caller, second_id)

    return together(load, decide)[0].after
