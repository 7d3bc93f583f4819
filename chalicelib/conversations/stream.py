"""The conversations table's stream → what there is to tell."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from chalicelib.conversations.domain import Entry
from chalicelib.conversations.items import EntryItem, entry_of


@dataclass(frozen=True, slots=True)
class Told:
    """A new timeline entry, or (entry None) the frame that some noun's item carries for the
    agents in its attribute `frame`."""

    account_id: str
    conversation_id: str
    entry: Entry | None
    frame: dict[str, Any] = field(default_factory=dict)
    correlation_id: str | None = None


def read(event: dict[str, Any]) -> list[Told]:
    """What a stream event tells, in its order. Only inserts tell: the rest is bookkeeping."""
    return [
        told
        for record in event["Records"]
        if record["eventName"] == "INSERT"
        if (told := _told(record["dynamodb"]["NewImage"]))
    ]


def _told(image: dict[str, Any]) -> Told | None:
    key = image["sk"]["S"]
    account_id, _, conversation_id = image["pk"]["S"].partition("#")
    if key.startswith("entry#"):
        item = EntryItem()
        item.deserialize(image)
        return Told(account_id, conversation_id, entry_of(item), correlation_id=item.correlation_id)
    if "frame" in image:
        return Told(account_id, conversation_id, None, json.loads(image["frame"]["S"]))
    return None
