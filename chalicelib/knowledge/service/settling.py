"""Sources as people settle them; a worker does what takes time (`gathering`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.attachments import service as attachments
from chalicelib.knowledge import store
from chalicelib.knowledge.domain import File, Kind, Page, Source, Status, cut
from chalicelib.knowledge.domain.addresses import entered, key
from chalicelib.knowledge.domain.sources import LEASE, SOURCES_AT_MOST
from chalicelib.knowledge.service.messages import plain_hosts, send, send_first
from chalicelib.knowledge.service.training import touched
from chalicelib.runtime.errors import Conflict, NotFound, Refused
from chalicelib.runtime.ids import new_id

READABLE = frozenset({
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
    "text/csv",
    "text/html",
})  # fmt: skip
"""What files may be (`reading.files`)."""


def add_source(
    caller: Caller,
    kind: Kind,
    at: datetime,
    name: str | None = None,
    url: str | None = None,
    text: str | None = None,
    attachment_id: str | None = None,
) -> Source:
    """Add a source and begin to gather it. A site or a page needs a URL, a snippet a text, a file
    an upload of the caller's."""
    accounts.require(caller, Permission.KNOWLEDGE)
    known = store.all_sources(caller.account_id)
    if len(known) >= SOURCES_AT_MOST:
        raise Refused(f"there are {SOURCES_AT_MOST} sources already; remove one first")
    source = Source(caller.account_id, new_id("src"), kind, name or "", at, Status.WAITING)
    if kind is Kind.SNIPPET:
        source = _written(replace(source, name=name or (text or "").strip()[:60]), text or "", at)
    elif kind is Kind.FILE:
        source = _uploaded(caller, source, attachment_id or "")
    else:
        source = _addressed(source, url or "", known)
    store.create_source(replace(source, generation=1))
    if kind is Kind.SNIPPET:
        touched(source.account_id)
    else:
        send_first(replace(source, generation=1))
    return replace(source, generation=1)


def change_source(caller: Caller, source_id: str, fields: dict[str, Any], at: datetime) -> Source:
    """Rename a source, switch it on or off, or rewrite a snippet."""
    old = source(caller, source_id)
    changed = replace(
        old,
        name=fields.get("name") or old.name,
        enabled=old.enabled if fields.get("enabled") is None else fields["enabled"],
    )
    if fields.get("text") is not None:
        if old.kind is not Kind.SNIPPET:
            raise Refused("only a snippet has a text of its own")
        changed = _written(changed, fields["text"], at)
        store.write_snippet(changed)
    store.rename(changed, changed.name, changed.enabled)
    if (changed.enabled, changed.text) != (old.enabled, old.text):
        touched(caller.account_id)
    back = changed.enabled and not old.enabled
    return _begin(changed) if back and changed.due(at) else changed


def refresh(caller: Caller, source_id: str, at: datetime) -> Source:
    """Gather a source anew (KB-05); one that is being gathered goes on."""
    old = source(caller, source_id)
    if old.kind is Kind.SNIPPET or old.gathers:
        return old
    return _begin(old)


def rescan(account_id: str, source_id: str, at: datetime) -> None:
    """Gather a source anew if it is time: its timer came. A repeat does nothing."""
    old = store.get_source(account_id, source_id)
    if old is not None and old.due(at):
        _begin(old)


def delete_source(caller: Caller, source_id: str) -> None:
    """Remove a source; at once nothing answers with it any more, its items go in the background."""
    old = source(caller, source_id)
    store.delete_source(old)
    body = {"act": "forget", "account_id": old.account_id, "source_id": old.id}
    # a step that is under way may still write; after that nothing does
    wait = LEASE.seconds if old.gathers else 0
    send(body | {"file": old.file.key if old.file else None}, wait)
    touched(caller.account_id)


def source(caller: Caller, source_id: str) -> Source:
    """A source."""
    accounts.require(caller, Permission.KNOWLEDGE)
    found = store.get_source(caller.account_id, source_id)
    if found is None:
        raise NotFound("there is no such source")
    return found


def sources(caller: Caller, after: str | None, limit: int) -> tuple[list[Source], str | None]:
    """A page of the account's sources and the id to go on after."""
    accounts.require(caller, Permission.KNOWLEDGE)
    found = store.list_sources(caller.account_id, after, limit + 1)
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def pages_of(
    caller: Caller, source_id: str, after: str | None, limit: int
) -> tuple[list[Page], str | None]:
    """What was found in a source, page by page, and the key to go on after."""
    found = store.list_pages(source(caller, source_id), after, limit + 1)
    return found[:limit], found[limit - 1].key if len(found) > limit else None


def _begin(old: Source) -> Source:
    begun = store.start(old)
    if begun is None:
        raise Conflict("this source is being changed; try again in a moment")
    send_first(begun)
    return begun


def _written(source: Source, text: str, at: datetime) -> Source:
    pieces = cut(text, source.name)
    return replace(
        source, text=text, status=Status.READY, refreshed_at=at, pages=1, passages=len(pieces)
    )


def _uploaded(caller: Caller, source: Source, attachment_id: str) -> Source:
    [upload] = attachments.check(caller.account_id, caller.user_id, [attachment_id])
    file = upload.attachment
    if file.mime_type not in READABLE:
        raise Refused(
            "only PDF, DOCX, text, Markdown, CSV and HTML files can be read", name=file.name
        )
    kept = store.keep_file(source.account_id, source.id, upload)
    return replace(
        source,
        name=source.name or file.name,
        file=File(file.name, file.size, file.mime_type, kept),
    )


def _addressed(source: Source, url: str, known: list[Source]) -> Source:
    address = entered(url, plain_hosts())
    if any(one.url and key(one.url) == key(address) and one.kind is source.kind for one in known):
        raise Conflict(f"{address} is a source already: refresh it instead")
    return replace(source, name=source.name or urlsplit(address).netloc, url=address)
