"""Taking files in, checking them before anybody gets them, and handing them out by signed links."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ulid import ULID

from chalicelib.attachments import content, domain, store
from chalicelib.attachments.domain import Attachment, Stored
from chalicelib.runtime.errors import Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.settings import settings

UPLOAD_SECONDS = 600
"""How long an upload may take to begin."""
LINK_SECONDS = 300
VERDICT_TRIES = 8
VERDICT_PAUSE = 0.5
"""Seconds between looks for the scan's verdict, which takes a few for most files. Whoever sends
waits so long at most, and is then told to try again."""

_ID = re.compile(r"att_[0-9A-HJKMNP-TV-Z]{26}")


def offer(
    account_id: str, owner_id: str, name: str, mime_type: str, size: int
) -> tuple[Attachment, dict[str, Any]]:
    """A file that somebody is about to upload, and the form that takes it; Refused at once where
    name, type or size will not do (MSG-21)."""
    tidy = domain.clean_name(name)
    domain.check_size(tidy, size, limit())
    file = Attachment(new_id("att"), tidy, domain.declared_type(mime_type, tidy), size)
    return file, store.offer(account_id, owner_id, file, limit(), UPLOAD_SECONDS)


def adopt(
    account_id: str, owner_id: str, conversation_id: str, ids: Sequence[str]
) -> list[dict[str, Any]]:
    """Make uploaded files a conversation's own, and answer them as a message carries them. They
    must be of this owner and pass every check; doing it again changes nothing."""
    files = {id_: _kept(account_id, owner_id, conversation_id, id_) for id_ in _distinct(ids)}
    fresh = check(account_id, owner_id, [id_ for id_, known in files.items() if known is None])
    keep(account_id, conversation_id, fresh)
    files |= {file.attachment.id: file for file in fresh}
    return [file.attachment.as_data() for file in files.values() if file]


def put(account_id: str, owner_id: str, key: str, name: str, mime_type: str, data: bytes) -> Stored:
    """A file that came from elsewhere, for `keep`: `key` names it, so that the same file put again
    is one. Customers may send what we would not: it is kept as something to download only. Refused
    when it is empty or too large, BeingScanned until the malware scan has spoken."""
    tidy = domain.clean_name(name)
    domain.check_size(tidy, len(data), limit())
    known = mime_type.partition(";")[0].strip().lower()
    known = domain.ALIASES.get(known, known)
    actual = content.actual_type(data[: content.BYTES], known) if known in domain.TYPES else None
    actual = actual or content.found_type(data[: content.BYTES]) or domain.UNKNOWN
    id_ = _id_of(key)
    file = Attachment(id_, domain.with_ending(tidy, actual), actual, len(data))
    if not settings().scan_attachments:
        return store.put(account_id, owner_id, file, data)
    # the verdict is on one version: a repeat waits for the one that is being scanned
    before = store.find(store.upload_key(account_id, id_))
    stored = before or store.put(account_id, owner_id, file, data)
    domain.check_verdict(file.name, _verdict(stored))
    return stored


def read(account_id: str, conversation_id: str, id_: str) -> bytes:
    """The content of a conversation's file."""
    return store.read(store.kept_key(account_id, conversation_id, id_))


def write(account_id: str, conversation_id: str, name: str, data: bytes) -> None:
    """Keep something of ours with a conversation's files, under a name of its own."""
    store.write(store.kept_key(account_id, conversation_id, name), data)


def copy(account_id: str, conversation_id: str, name: str, bucket: str, key: str) -> None:
    """Keep an object of another bucket of ours with a conversation's files."""
    store.copy(bucket, key, store.kept_key(account_id, conversation_id, name))


def check(account_id: str, owner_id: str, ids: Sequence[str]) -> list[Stored]:
    """Uploaded files that may be sent, for `keep`, where the conversation is not known yet."""
    return [_checked(account_id, owner_id, id_) for id_ in _distinct(ids)]


def waiting(account_id: str, owner_id: str, ids: Sequence[str]) -> list[Stored]:
    """Of an owner's files those that lie where uploads wait, for `keep`."""
    found = [store.find(store.upload_key(account_id, id_)) for id_ in ids]
    return [file for file in found if file and file.owner_id == owner_id]


def keep(account_id: str, conversation_id: str, files: Sequence[Stored]) -> None:
    """Make checked files a conversation's own; again is harmless."""
    for file in files:
        store.keep(file, store.kept_key(account_id, conversation_id, file.attachment.id))


def lend(
    account_id: str, owner_id: str, holder_id: str, conversation_id: str, ids: Sequence[str]
) -> list[dict[str, Any]]:
    """Copies of a holder's files (a template's) that a user may send in a conversation. They are
    the conversation's own from now on; the same again is the same copy."""
    lent = []
    for id_ in ids:
        kept = store.find(store.kept_key(account_id, holder_id, id_))
        if kept is None:
            raise Refused("a file of this template is gone", attachment_id=id_)
        copy_id = _id_of(f"{holder_id}/{id_}/{owner_id}")
        file = replace(kept.attachment, id=copy_id)
        key = store.kept_key(account_id, conversation_id, copy_id)
        store.lend(replace(kept, owner_id=owner_id, attachment=file), key)
        lent.append(file.as_data())
    return lent


def drop(account_id: str, holder_id: str, ids: Sequence[str]) -> None:
    """Delete some of a holder's files for good."""
    for id_ in ids:
        store.purge(account_id, holder_id, id_)


def link(account_id: str, conversation_id: str, attachment: Mapping[str, Any]) -> tuple[str, int]:
    """An address for a file of a message, and for how many seconds it is good (MSG-22). Whether
    the caller may see the message is the caller's door's business."""
    file = Attachment(
        attachment["id"], attachment["name"], attachment["mime_type"], attachment["size"]
    )
    return store.link(account_id, conversation_id, file, LINK_SECONDS), LINK_SECONDS


def purge(account_id: str, conversation_id: str) -> None:
    """Delete a conversation's files for good."""
    store.purge(account_id, conversation_id)


def limit() -> int:
    """The most bytes a file may have."""
    return settings().attachment_megabytes * domain.MEGABYTE


def _id_of(key: str) -> str:
    """The id of a file that a key names: the same each time."""
    return "att_" + str(ULID.from_bytes(hashlib.sha256(key.encode()).digest()[:16]))


def _distinct(ids: Sequence[str]) -> list[str]:
    distinct = list(dict.fromkeys(ids))
    if len(distinct) > domain.MOST_IN_A_MESSAGE:
        raise Refused(f"a message takes at most {domain.MOST_IN_A_MESSAGE} files")
    return distinct


def _kept(account_id: str, owner_id: str, conversation_id: str, id_: str) -> Stored | None:
    if not _ID.fullmatch(id_):
        raise _missing(id_)
    known = store.find(store.kept_key(account_id, conversation_id, id_))
    return known if known and known.owner_id == owner_id else None


def _checked(account_id: str, owner_id: str, id_: str) -> Stored:
    """The upload, if it may be sent, under the type that its content has."""
    upload = store.find(store.upload_key(account_id, id_)) if _ID.fullmatch(id_) else None
    if upload is None or upload.owner_id != owner_id:
        raise _missing(id_)
    file = upload.attachment
    domain.check_size(file.name, file.size, limit())
    if settings().scan_attachments:
        domain.check_verdict(file.name, _verdict(upload))
    actual = content.actual_type(store.read_start(upload, content.BYTES), file.mime_type)
    if actual is None:
        raise domain.refused_content(file.name)
    return replace(upload, attachment=replace(file, mime_type=actual))


def _verdict(upload: Stored) -> str | None:
    for _ in range(VERDICT_TRIES - 1):
        verdict = store.verdict(upload)
        if verdict is not None:
            return verdict
        time.sleep(VERDICT_PAUSE)
    return store.verdict(upload)


def _missing(id_: str) -> Refused:
    return Refused(
        "a file was not uploaded, or more than two days ago; attach it again", attachment_id=id_
    )
