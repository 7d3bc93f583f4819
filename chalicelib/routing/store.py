"""What routing remembers: of each team's queue, and of what waits in it.

Keys and costs: docs/data-model.md. A queue's item is written by its group of the FIFO queue alone,
one message after the other, so it needs no condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.routing.domain import Pace, Place
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta

NO_PACE = Pace()

REMEMBERED = timedelta(days=30)
"""For how long it is known what was told and done while a conversation waited."""


class QueueItem(Model):
    """A team's queue: how fast it moves, and when it is looked at again."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    pace = NumberAttribute(null=True)
    since = UnicodeAttribute(null=True)
    alarm = UnicodeAttribute(null=True)


class WaitItem(Model):
    """One wait of a conversation: what its visitor was told last, and for which teams it has
    overflowed."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="wait")
    since = UnicodeAttribute()
    position = NumberAttribute(null=True)
    seconds = NumberAttribute(null=True)
    overflowed = UnicodeSetAttribute(null=True)
    ttl = NumberAttribute(null=True)


@dataclass(frozen=True, slots=True)
class Queue:
    """What is remembered of a team's queue."""

    pace: Pace = NO_PACE
    alarm: datetime | None = None
    """When the next timer comes that was set for it."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What is remembered of a conversation's wait."""

    told: Place | None = None
    overflowed: frozenset[str] = frozenset()


def load_queue(account_id: str, team_id: str) -> Queue:
    """What is known of a team's queue."""
    try:
        item = QueueItem.get(f"{account_id}#routing", team_id)
    except QueueItem.DoesNotExist:
        return Queue()
    return Queue(Pace(item.pace, _moment(item.since)), _moment(item.alarm))


def save_queue(account_id: str, team_id: str, queue: Queue) -> None:
    """Keep what is known of a team's queue."""
    pace, since = queue.pace.seconds, queue.pace.since
    QueueItem(
        f"{account_id}#routing",
        team_id,
        pace=None if pace is None else round(pace, 3),
        since=iso(since) if since else None,
        alarm=iso(queue.alarm) if queue.alarm else None,
    ).save()


def load_waits(account_id: str, conversations: Sequence[tuple[str, datetime]]) -> dict[str, Wait]:
    """What is known of some conversations' waits, which began then; in one call per hundred. A
    former wait of the same conversation is another."""
    keys = [(f"{account_id}#{id_}", "wait") for id_, _ in conversations]
    items = {item.pk.partition("#")[2]: item for item in WaitItem.batch_get(keys)}
    return {
        id_: _wait(items[id_])
        for id_, since in conversations
        if id_ in items and items[id_].since == iso(since)
    }


def save_told(account_id: str, conversation_id: str, since: datetime, place: Place) -> bool:
    """Keep what a visitor is told now. False when somebody has told them less in the meantime."""
    begun = WaitItem.since == iso(since)
    lower = WaitItem.position.does_not_exist() | (WaitItem.position >= place.position)
    actions: list[Action] = [
        WaitItem.since.set(iso(since)),
        WaitItem.position.set(place.position),
        WaitItem.ttl.set(expires(REMEMBERED, since)),
        WaitItem.seconds.remove()
        if place.wait_seconds is None
        else WaitItem.seconds.set(place.wait_seconds),
    ]
    item = WaitItem(f"{account_id}#{conversation_id}")
    try:
        item.update(actions=actions, condition=~begun | lower)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


def save_overflowed(
    account_id: str, conversation_id: str, since: datetime, team_ids: frozenset[str]
) -> None:
    """Keep for which teams a wait has overflowed."""
    WaitItem(f"{account_id}#{conversation_id}").update(
        actions=[
            WaitItem.since.set(iso(since)),
            WaitItem.overflowed.set(set(team_ids)),
            WaitItem.ttl.set(expires(REMEMBERED, since)),
        ]
    )


def _wait(item: WaitItem) -> Wait:
    told = None
    if item.position is not None:
        seconds = None if item.seconds is None else int(item.seconds)
        told = Place(int(item.position), seconds)
    return Wait(told, frozenset(item.overflowed or ()))


def _moment(stored: str | None) -> datetime | None:
    return parse_iso(stored) if stored else None
