"""Codes that prove a phone: one at a time for each, with few tries."""

from __future__ import annotations

from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError

from chalicelib.accounts.items import Item
from chalicelib.accounts.store.base import FAILED
from chalicelib.runtime.errors import Refused
from chalicelib.runtime.ids import iso


class CodeItem(Item, discriminator="code"):
    """Under `code#{user}#{phone}`."""

    digest = UnicodeAttribute()
    sent_at = UnicodeAttribute()
    expires_at = UnicodeAttribute()
    tries = NumberAttribute(default=0)


def save_code(
    account_id: str,
    user_id: str,
    phone: str,
    digest: str,
    at: datetime,
    lifetime: timedelta,
    pause: timedelta,
) -> None:
    """Keep a code's hash in place of the last; Refused when that was sent too short a while ago."""
    item = CodeItem(
        account_id,
        _key(user_id, phone),
        digest=digest,
        sent_at=iso(at),
        expires_at=iso(at + lifetime),
    )
    rested = CodeItem.pk.does_not_exist() | (CodeItem.sent_at <= iso(at - pause))
    try:
        item.save(condition=rested)
    except PutError as error:
        if error.cause_response_code == FAILED:
            raise Refused("a code was sent a moment ago; wait a minute for another") from error
        raise


def try_code(account_id: str, user_id: str, phone: str, tries: int, at: datetime) -> str | None:
    """The hash of a code, for one of so many tries; None when they are used up, and when there is
    no code or it is too old. The try counts before anything is compared."""
    item = CodeItem(account_id, _key(user_id, phone))
    good = (CodeItem.tries < tries) & (CodeItem.expires_at > iso(at))
    try:
        item.update(actions=[CodeItem.tries.add(1)], condition=good)
    except UpdateError as error:
        if error.cause_response_code == FAILED:
            return None
        raise
    return str(item.digest)


def delete_code(account_id: str, user_id: str, phone: str) -> None:
    """Forget a code."""
    CodeItem(account_id, _key(user_id, phone)).delete()


def _key(user_id: str, phone: str) -> str:
    return f"code#{user_id}#{phone}"
