"""Searching a list of conversations (SRCH-03)."""

from __future__ import annotations

from chalicelib.accounts.domain import Caller
from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.inboxes import Wanted
from chalicelib.search.domain import Query
from chalicelib.search.service.finding import find_within


def conversations(
    caller: Caller, text: str, within: Wanted, position: str | None, limit: int
) -> tuple[list[Conversation], str | None]:
    """A page of a list's conversations in which something is found, that with the newest find
    first, and the place to go on from. One with older finds too may come again on a later page."""
    hits, following = find_within(caller, Query(text), within, position, limit)
    found = {hit.conversation.id: hit.conversation for hit in hits}
    return list(found.values()), following
