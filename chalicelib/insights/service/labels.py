"""Labels that are proposed for a conversation; people decide (NOTE-20)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.insights import store
from chalicelib.labels import service as labels
from chalicelib.labels.domain import Label, LabelScope
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.invoke import invoke


def proposed(caller: Caller, conversation_id: str) -> list[tuple[Label, float]]:
    """The labels that fit a conversation and are neither set nor rejected there, the surest first.
    A user's private labels are their own affair."""
    head = conversations.visible(caller, conversation_id)
    known = {one.id: one for one in labels.visible(caller) if one.scope is LabelScope.TEAM}
    without = {*head.labels, *store.rejected_in(head.account_id, head.id)}
    if not known.keys() - without:
        return []
    answer = invoke(
        "analyze",
        {
            "kind": "labels",
            "account_id": head.account_id,
            "conversation_id": head.id,
            "names": {id_: one.name for id_, one in known.items()},
            "without": sorted(without),
        },
    )
    return [(known[one["label_id"]], one["confidence"]) for one in answer["proposals"]]


def accept(caller: Caller, conversation_id: str, label_id: str, at: datetime) -> Conversation:
    """Set a proposed label, as an agent sets any."""
    _team_label(caller, label_id)
    return conversations.label(caller, conversation_id, [label_id], [], at)


def reject(caller: Caller, conversation_id: str, label_id: str, at: datetime) -> None:
    """A label does not fit: it is not proposed for this conversation again, and less for alike
    ones."""
    head = conversations.visible(caller, conversation_id)
    _team_label(caller, label_id)
    store.reject(head.account_id, head.id, label_id, at)


def _team_label(caller: Caller, label_id: str) -> None:
    [label] = labels.pick(caller, [label_id])
    if label.scope is not LabelScope.TEAM:
        raise NotFound("there is no such proposal")
