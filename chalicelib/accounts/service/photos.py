"""A user's photo (SETP-03): a file in the private bucket, shown by short-lived links."""

from __future__ import annotations

import time

from chalicelib.accounts import store
from chalicelib.accounts.domain import Caller, User
from chalicelib.attachments import service as attachments
from chalicelib.attachments.domain import MEGABYTE
from chalicelib.runtime.errors import Refused

TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"})
"""What every browser shows; a phone's HEIC is none."""
LARGEST = 5 * MEGABYTE

REMEMBERED = 2000

_links: dict[tuple[str, str], tuple[float, str]] = {}
"""Links as they were signed, by user and photo, with when to sign anew: signing costs, and a
browser knows a picture by its address."""


def set_photo(caller: Caller, attachment_id: str) -> User:
    """Show an uploaded image to colleagues, in place of the last."""
    [upload] = attachments.check(caller.account_id, caller.user_id, [attachment_id])
    file = upload.attachment
    if file.mime_type not in TYPES:
        raise Refused("a photo is a JPEG, PNG, WebP, GIF or AVIF image")
    if file.size > LARGEST:
        raise Refused(f"a photo has at most {LARGEST // MEGABYTE} MB")
    attachments.keep(caller.account_id, caller.user_id, [upload])
    return _changed(caller, f"{file.id}/{file.mime_type}")


def remove_photo(caller: Caller) -> User:
    """Show no photo."""
    return _changed(caller, None)


def _changed(caller: Caller, photo: str | None) -> User:
    before = store.load_user(caller.account_id, caller.user_id).photo
    after = store.update_user(caller.account_id, caller.user_id, photo=photo)
    if before and before != photo:
        attachments.drop(caller.account_id, caller.user_id, [before.partition("/")[0]])
    return after


def photo_url(user: User) -> str | None:
    """Where a photo can be seen for some minutes."""
    if user.photo is None:
        return None
    until, url = _links.get((user.id, user.photo), (0.0, ""))
    if until > time.monotonic():
        return url
    id_, _, mime_type = user.photo.partition("/")
    file = {"id": id_, "name": "photo", "mime_type": mime_type, "size": 0}
    url, seconds = attachments.link(user.account_id, user.id, file)
    if len(_links) >= REMEMBERED:
        _links.clear()
    _links[user.id, user.photo] = (time.monotonic() + seconds / 2, url)
    return url
