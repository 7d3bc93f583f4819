"""Office hours in DynamoDB: one shelf of an account, and what it was given when it was made."""

from __future__ import annotations

from dataclasses import replace

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.accounts.domain import DEFAULT_HOURS
from chalicelib.hours import domain
from chalicelib.hours.domain import OfficeHours
from chalicelib.hours.domain.office import data, of
from chalicelib.runtime.settings import settings
from chalicelib.runtime.shelf import Shelf
from chalicelib.runtime.tables import meta


class GivenItem(Model):
    """The account's own item, as far as hours go: those that signing up gives it."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    hours = JSONAttribute(null=True)


def _start(account_id: str) -> list[OfficeHours]:
    """The first calendar of an account that settled none: 09:00 to 17:00 in its time zone."""
    try:
        item = GivenItem.get(account_id, "account", attributes_to_get=["pk", "sk", "hours"])
    except GivenItem.DoesNotExist:
        return [domain.first(DEFAULT_HOURS)]
    return [domain.first(item.hours or DEFAULT_HOURS)]


def _beside(other: OfficeHours, changed: OfficeHours) -> OfficeHours:
    """One calendar alone is the default."""
    return replace(other, default=False) if changed.default else other


shelf = Shelf("hours", "calendar", of, data, domain.MOST, _start, _beside)
