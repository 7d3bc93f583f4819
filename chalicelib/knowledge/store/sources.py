"""Sources (`source#{id}`): what they are, and how far the walk over them is.

A walk has a generation and its steps a number. Whoever does a step claims it first and moves the
number when done, both on the condition that it is still that step's turn: of messages that come
twice, late or from an older walk, none has any effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.knowledge.domain import Crawl, File, Kind, Source, Status
from chalicelib.knowledge.domain.sources import LEASE
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta

FREE = ""
"""No step has the source to itself: sorts before every time."""


class SourceItem(Model):
    """A source."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    name = UnicodeAttribute()
    created_at = UnicodeAttribute()
    status = UnicodeAttribute()
    enabled = BooleanAttribute()
    url = UnicodeAttribute(null=True)
    error = UnicodeAttribute(null=True)
    text = UnicodeAttribute(null=True)
    file = Json(null=True)
    pages = NumberAttribute(default=0)
    passages = NumberAttribute(default=0)
    skipped = NumberAttribute(default=0)
    refreshed_at = UnicodeAttribute(null=True)
    generation = NumberAttribute()
    step = NumberAttribute()
    stalls = NumberAttribute(default=0)
    lease_until = UnicodeAttribute()
    crawl = Json()


def create_source(source: Source) -> None:
    """Store a new source."""
    SourceItem(
        source.account_id,
        f"source#{source.id}",
        kind=source.kind,
        name=source.name,
        created_at=iso(source.created_at),
        status=source.status,
        enabled=source.enabled,
        url=source.url,
        text=source.text,
        file=asdict(source.file) if source.file else None,
        passages=source.passages,
        pages=source.pages,
        refreshed_at=iso(source.refreshed_at) if source.refreshed_at else None,
        generation=source.generation,
        step=source.step,
        lease_until=FREE,
        crawl=asdict(source.crawl),
    ).save()


def get_source(account_id: str, source_id: str) -> Source | None:
    """A source by id."""
    try:
        return _source(SourceItem.get(account_id, f"source#{source_id}", consistent_read=True))
    except SourceItem.DoesNotExist:
        return None


def list_sources(account_id: str, after: str | None, limit: int) -> list[Source]:
    """Up to `limit` sources after an id, oldest first."""
    start, end = f"source#{after}~" if after else "source#", "source#~"
    if start > end:
        return []
    range_ = SourceItem.sk.between(start, end)
    items = SourceItem.query(account_id, range_, limit=limit, consistent_read=True)
    return [_source(item) for item in items]


def all_sources(account_id: str) -> list[Source]:
    """Every source of the account."""
    return [_source(i) for i in SourceItem.query(account_id, SourceItem.sk.startswith("source#"))]


def count_sources(account_id: str) -> int:
    """How many sources an account has."""
    return SourceItem.count(account_id, SourceItem.sk.startswith("source#"))


def delete_source(source: Source) -> None:
    """Remove a source; its pages are removed by `pages.delete_pages`."""
    _key(source).delete()


def rename(source: Source, name: str, enabled: bool) -> None:
    """Change what people settle; what a walk is writing meanwhile stays as it is."""
    settled = [SourceItem.name.set(name), SourceItem.enabled.set(enabled)]
    _there(_update(source, settled, SourceItem.pk.exists()))


def write_snippet(source: Source) -> None:
    """Store a snippet's text, and what follows from it."""
    written = [
        SourceItem.text.set(source.text or ""),
        SourceItem.passages.set(source.passages),
        SourceItem.refreshed_at.set(iso(source.refreshed_at or source.created_at)),
    ]
    _there(_update(source, written, SourceItem.pk.exists()))


def start(source: Source) -> Source | None:
    """Begin a new walk; None when another one began meanwhile, or the source is gone."""
    begun = replace(
        source,
        status=Status.WAITING,
        generation=source.generation + 1,
        step=0,
        stalls=0,
        crawl=Crawl(),
    )
    actions = [
        SourceItem.status.set(begun.status),
        SourceItem.generation.set(begun.generation),
        SourceItem.step.set(0),
        SourceItem.stalls.set(0),
        SourceItem.lease_until.set(FREE),
        SourceItem.crawl.set(asdict(begun.crawl)),
    ]
    return begun if _update(source, actions, SourceItem.generation == source.generation) else None


def claim(source: Source, at: datetime) -> bool:
    """Have the source to oneself for the step that is next; False when somebody else has it."""
    actions = [
        SourceItem.lease_until.set(iso(at + LEASE)),
        SourceItem.status.set(Status.GATHERING),
    ]
    return _update(source, actions, _turn(source) & (SourceItem.lease_until <= iso(at)))


def advance(source: Source) -> bool:
    """Store how far a step came and let go of the source; False when it was not its turn. A step
    that ends the walk has another status than gathering."""
    actions: list[Action] = [
        SourceItem.status.set(source.status),
        SourceItem.error.set(source.error) if source.error else SourceItem.error.remove(),
        SourceItem.pages.set(source.pages),
        SourceItem.passages.set(source.passages),
        SourceItem.skipped.set(source.skipped),
        SourceItem.step.set(source.step + 1),
        SourceItem.stalls.set(0),
        SourceItem.lease_until.set(FREE),
        SourceItem.crawl.set(asdict(source.crawl)),
    ]
    if source.refreshed_at:
        actions.append(SourceItem.refreshed_at.set(iso(source.refreshed_at)))
    return _update(source, actions, _turn(source))


def stall(source: Source, at: datetime) -> bool:
    """Note that the step that is next died, or (nobody began it) was never asked for; False when
    somebody is at it, or it is done."""
    died = source.stalls + source.claimed
    actions = [SourceItem.stalls.set(died), SourceItem.lease_until.set(FREE)]
    return _update(source, actions, _turn(source) & (SourceItem.lease_until <= iso(at)))


def _turn(source: Source) -> Condition:
    turn: Condition = SourceItem.generation == source.generation
    turn &= SourceItem.step == source.step
    return turn


def _update(source: Source, actions: Sequence[Action], condition: Condition) -> bool:
    try:
        _key(source).update(actions=list(actions), condition=condition)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def _there(updated: bool) -> None:
    if not updated:
        raise NotFound("there is no such source")


def _key(source: Source) -> SourceItem:
    return SourceItem(source.account_id, f"source#{source.id}")


def _source(item: SourceItem) -> Source:
    return Source(
        account_id=item.pk,
        id=item.sk.removeprefix("source#"),
        kind=Kind(item.kind),
        name=item.name,
        created_at=parse_iso(item.created_at),
        status=Status(item.status),
        url=item.url,
        enabled=item.enabled,
        error=item.error,
        text=item.text,
        file=File(**item.file) if item.file else None,
        pages=int(item.pages),
        passages=int(item.passages),
        skipped=int(item.skipped),
        refreshed_at=parse_iso(item.refreshed_at) if item.refreshed_at else None,
        generation=int(item.generation),
        step=int(item.step),
        stalls=int(item.stalls),
        claimed=item.lease_until != FREE,
        crawl=Crawl(**item.crawl),
    )
