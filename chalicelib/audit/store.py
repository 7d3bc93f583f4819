"""The audit log in DynamoDB: things are added and nothing else. No function's policy allows to
change or delete what lies under these keys. Keys and costs: docs/data-model.md."""

from __future__ import annotations

from datetime import datetime

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model
from ulid import ULID

from chalicelib.audit.domain import Happening, Wanted
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta

PREFIX = "aud_"


class HappeningItem(Model):
    """`{account}#audit`, by its id."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    at = UnicodeAttribute()
    action = UnicodeAttribute()
    actor_id = UnicodeAttribute(null=True)
    actor = UnicodeAttribute()
    object_id = UnicodeAttribute(null=True)
    object = UnicodeAttribute(null=True)
    ip = UnicodeAttribute(null=True)
    detail = Json(null=True)


def add(one: Happening) -> None:
    """Keep a thing for good."""
    HappeningItem(
        _key(one.account_id),
        one.id,
        at=iso(one.at),
        action=one.action,
        actor_id=one.actor_id,
        actor=one.actor,
        object_id=one.object_id,
        object=one.object,
        ip=one.ip,
        detail=dict(one.detail) or None,
    ).save(condition=HappeningItem.pk.does_not_exist())


def page(account_id: str, wanted: Wanted, before: str | None, looks: int) -> list[Happening]:
    """The next so many of the time that is asked for, newest first, before an id."""
    first, last = _earliest(wanted.since), _latest(wanted.until)
    last = min(last, before or last)
    if last < first:
        return []
    found = HappeningItem.query(
        _key(account_id),
        HappeningItem.sk.between(first, last),
        scan_index_forward=False,
        limit=looks + 1,
    )
    return [_happening(item) for item in found if item.sk != before][:looks]


def _earliest(since: datetime | None) -> str:
    return f"{PREFIX}{_time(since)}" if since else PREFIX


def _latest(until: datetime | None) -> str:
    return f"{PREFIX}{_time(until)}~" if until else f"{PREFIX}~"


def _time(moment: datetime) -> str:
    """The first ten characters of a ULID: its millisecond (ULID spec, "Components")."""
    return str(ULID.from_datetime(moment))[:10]


def _happening(item: HappeningItem) -> Happening:
    return Happening(
        item.pk.removesuffix("#audit"),
        item.sk,
        parse_iso(item.at),
        item.action,
        item.actor_id,
        item.actor,
        item.object_id,
        item.object,
        item.ip,
        item.detail or {},
    )


def _key(account_id: str) -> str:
    return f"{account_id}#audit"
