"""The conversations table's stream → what there is to tell."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.conversations.items import EntryItem, RowItem
from chalicelib.conversations.states import conversation_of, entry_of, named_in, reads_of


@dataclass(frozen=True, slots=True)
class Told:
    """A new timeline entry, or (entry None) the frame that some noun's item carries for the
    agents in its attribute `frame`, or the read marks of a head that moved, and the head as it was
    when it named somebody whom it names no more."""

    account_id: str
    conversation_id: str
    entry: Entry | None
    frame: dict[str, Any] = field(default_factory=dict)
    correlation_id: str | None = None
    reads: dict[str, int] = field(default_factory=dict)
    """By user, the customer's under its own name."""
    was: Conversation | None = None
    """Who saw it only because they had it, or were asked, may see it no more (ASG-49)."""


def read(event: dict[str, Any]) -> list[Told]:
    """What a stream event tells, in its order: new entries, frames that are new or not what
    they were, read marks that moved. The rest is bookkeeping."""
    return [
        told
        for record in event["Records"]
        if (told := _told(record["eventName"], record["dynamodb"]))
    ]


def _told(happened: str, change: dict[str, Any]) -> Told | None:
    account_id, _, conversation_id = change["Keys"]["pk"]["S"].partition("#")
    after, before = change.get("NewImage", {}), change.get("OldImage", {})
    if happened == "INSERT" and change["Keys"]["sk"]["S"].startswith("entry#"):
        item = EntryItem()
        item.deserialize(after)
        return Told(account_id, conversation_id, entry_of(item), correlation_id=item.correlation_id)
    if "frame" in after and after["frame"] != before.get("frame"):
        return Told(account_id, conversation_id, None, json.loads(after["frame"]["S"]))
    if not before:
        return None
    old, new = _state(before), _state(after)
    moved = dict(reads_of(new).items() - reads_of(old).items())
    was = _head(before) if named_in(old) - named_in(new) else None
    return Told(account_id, conversation_id, None, reads=moved, was=was) if moved or was else None


def _state(image: dict[str, Any]) -> dict[str, Any]:
    """What a head holds; empty for any other item."""
    if "state" not in image or image["sk"]["S"] != "head":
        return {}
    state: dict[str, Any] = json.loads(image["state"]["S"])
    return state


def _head(image: dict[str, Any]) -> Conversation:
    item = RowItem()
    item.deserialize(image)
    return conversation_of(item)
