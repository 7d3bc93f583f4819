"""Pause reasons, and who was available when. Keys and costs: docs/data-model.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.availability.domain import Point, Reason
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta

KEPT = timedelta(days=400)
"""How long it is known who was available when: a year's report, and the weeks before it."""


class ReasonItem(Model):
    """A pause reason; with the sk `settled` the note that an Admin settled them."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute(null=True)
    paid = BooleanAttribute(null=True)
    managed_by = UnicodeAttribute(null=True)


class PointItem(Model):
    """From a moment on a user was this."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    reason_id = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    paid = BooleanAttribute(null=True)
    automatic = BooleanAttribute(default=False)
    by = UnicodeAttribute(null=True)
    ttl = NumberAttribute()


def reasons(account_id: str) -> list[Reason] | None:
    """The account's own reasons; None until they were settled."""
    items = list(ReasonItem.query(_reasons(account_id)))
    if not items:
        return None
    return [
        Reason(account_id, item.sk, item.name or "", bool(item.paid), item.managed_by)
        for item in items
        if item.name
    ]


def settle(account_id: str, first: Sequence[Reason]) -> None:
    """Make the reasons that an account began with its own; again it changes nothing."""
    with transact() as tx:
        tx.save(ReasonItem(_reasons(account_id), "settled"))
        for reason in first:
            tx.save(_item(reason))


def save_reason(reason: Reason) -> None:
    """Store a reason, new or changed."""
    _item(reason).save()


def delete_reason(account_id: str, reason_id: str) -> None:
    """Remove a reason; who is away for it stays so."""
    ReasonItem(_reasons(account_id), reason_id).delete()


def point_item(account_id: str, point: Point) -> PointItem:
    """A point as it is stored."""
    return PointItem(
        _log(account_id),
        f"{point.user_id}#{iso(point.at)}",
        state=point.state,
        reason_id=point.reason_id,
        name=point.name,
        paid=point.paid,
        automatic=point.automatic,
        by=point.by,
        ttl=expires(KEPT, point.at),
    )


def save_point(account_id: str, point: Point) -> None:
    """Note what a user is from now on."""
    point_item(account_id, point).save()


def points(
    account_id: str, user_id: str, since: datetime, until: datetime, limit: int
) -> tuple[Point | None, list[Point]]:
    """The last point of a user before a time, and those within it, in order."""
    within = PointItem.query(
        _log(account_id),
        PointItem.sk.between(f"{user_id}#{iso(since)}", f"{user_id}#{_before(until)}"),
        limit=limit,
    )
    before = last_point(account_id, user_id, since - timedelta(milliseconds=1))
    return before, [_point(item) for item in within]


def last_point(account_id: str, user_id: str, at: datetime) -> Point | None:
    """What a user was at a time."""
    found = PointItem.query(
        _log(account_id),
        PointItem.sk.between(f"{user_id}#", f"{user_id}#{iso(at)}"),
        consistent_read=True,
        scan_index_forward=False,
        limit=1,
    )
    return next((_point(item) for item in found), None)


def connection() -> Connection:
    """The connection that transactions use."""
    return PointItem._get_connection().connection


def transact() -> TransactWrite:
    """A transaction on the accounts table."""
    return TransactWrite(connection=connection())


def _before(moment: datetime) -> str:
    return iso(moment - timedelta(milliseconds=1))


def _point(item: PointItem) -> Point:
    user_id, _, at = item.sk.partition("#")
    return Point(
        user_id,
        parse_iso(at),
        item.state,
        item.reason_id,
        item.name,
        item.paid,
        bool(item.automatic),
        item.by,
    )


def _item(reason: Reason) -> ReasonItem:
    return ReasonItem(
        _reasons(reason.account_id),
        reason.id,
        name=reason.name,
        paid=reason.paid,
        managed_by=reason.managed_by,
    )


def _reasons(account_id: str) -> str:
    return f"{account_id}#pauses"


def _log(account_id: str) -> str:
    return f"{account_id}#availability"
