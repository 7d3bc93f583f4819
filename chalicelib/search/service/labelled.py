"""What a label is on, as hits (SRCH-01)."""

from __future__ import annotations

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.search.domain import Hit, plain


def labelled(
    caller: Caller, label_id: str, position: str | None, limit: int
) -> tuple[list[Hit], str | None]:
    """A page of the messages and conversations with a label, newest first, and where to go on."""
    found, following = conversations.labelled(caller, label_id, position, limit)
    return [plain(conversation, entry) for conversation, entry in found], following
