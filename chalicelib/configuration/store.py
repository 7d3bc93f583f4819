"""The hashes of an account's configuration keys."""

from __future__ import annotations

from datetime import datetime

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.runtime.ids import iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class KeyItem(Model):
    """sk `configuration-key`: the account's present key and the one before it, as hashes."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    present = UnicodeAttribute()
    previous = UnicodeAttribute(null=True)
    renewed_at = UnicodeAttribute()


def renew(account_id: str, hashed: str, at: datetime) -> None:
    """Keep a new key's hash; the present one becomes the previous one, in the same write."""
    KeyItem(account_id, "configuration-key").update(
        actions=[
            KeyItem.previous.set(KeyItem.present | hashed),
            KeyItem.present.set(hashed),
            KeyItem.renewed_at.set(iso(at)),
        ]
    )


def hashes(account_id: str) -> list[str]:
    """The hashes of the keys that are good."""
    try:
        item = KeyItem.get(account_id, "configuration-key", consistent_read=True)
    except KeyItem.DoesNotExist:
        return []
    return [one for one in (item.present, item.previous) if one]
