"""How a channel is: since when it is heard, whether its credentials are still accepted, and which
messages wait for new ones (CH-34)."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.channels import store
from chalicelib.channels.domain import Channel
from chalicelib.runtime.clients import events, sqs
from chalicelib.runtime.ids import iso, new_id
from chalicelib.runtime.settings import settings

NOTED_EVERY = 600.0
"""Seconds between notes that a channel is heard: one write, not one for each message."""
RELEASED_AT_ONCE = 25

_noted: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Health:
    """`new`: nothing verified came yet; `unauthorized`: its credentials are no longer accepted."""

    state: Literal["new", "ok", "unauthorized"] = "new"
    since: datetime | None = None
    reason: str | None = None
    first_event_at: datetime | None = None
    last_event_at: datetime | None = None
    held: int = 0
    """Messages that wait for new credentials; 100 stands for 100 or more."""


def of(account_id: str, channel_id: str) -> Health:
    """A channel's health."""
    known = store.health(account_id, channel_id)
    if known is None:
        return Health()
    held = store.count_held(account_id, channel_id) if known.refused_at else 0
    return Health(
        "unauthorized" if known.refused_at else "ok" if known.first_event_at else "new",
        known.refused_at or known.first_event_at,
        known.reason,
        known.first_event_at,
        known.last_event_at,
        held,
    )


def heard(channel: Channel, at: datetime) -> None:
    """A verified event came in; noted when it is the first, and then now and then."""
    if time.monotonic() - _noted.get(channel.id, -NOTED_EVERY) < NOTED_EVERY:
        return
    store.note_heard(channel.account_id, channel.id, at)
    _noted[channel.id] = time.monotonic()


def refused(channel: Channel, reason: str, at: datetime) -> None:
    """The provider no longer accepts the credentials: admins are told, once (CH-34)."""
    if not store.note_refused(channel.account_id, channel.id, reason, at):
        return
    detail = {
        "id": new_id("evt", at),
        "account_id": channel.account_id,
        "occurred_at": iso(at),
        "data": {"channel_id": channel.id, "name": channel.name, "reason": reason},
        "version": 1,
    }
    events().put_events(
        Entries=[
            {
                "EventBusName": settings().event_bus,
                "Source": "switchboard",
                "DetailType": "channel.unauthorized",
                "Detail": json.dumps(detail | {"type": "channel.unauthorized"}),
            }
        ]
    )


def accepted(channel: Channel, at: datetime) -> None:
    """The credentials are good: what waited goes out, little by little, through the queue."""
    store.note_accepted(channel.account_id, channel.id)
    release_soon(channel, iso(at))


def hold(channel: Channel, conversation_id: str, seq: int) -> None:
    """Remember a message that waits for new credentials; again is harmless."""
    store.hold(channel.account_id, channel.id, conversation_id, seq)


def release_soon(channel: Channel, mark: str) -> None:
    """Have the inbound worker release what is held."""
    body = {"account_id": channel.account_id, "channel_id": channel.id, "release": True}
    sqs().send_message(
        QueueUrl=settings().inbound_queue_url,
        MessageBody=json.dumps(body),
        MessageGroupId=f"{channel.id}-release",
        MessageDeduplicationId=f"{channel.id}-release-{mark}",
    )


def held(channel: Channel) -> list[tuple[str, int]]:
    """Some messages that wait: conversation and seq."""
    return store.held(channel.account_id, channel.id, RELEASED_AT_ONCE)


def released(channel: Channel, conversation_id: str, seq: int) -> None:
    """A message waits no more."""
    store.release(channel.account_id, channel.id, conversation_id, seq)
