"""The worker's side of sources: steps of walks, files, and looking after both. Needs the layer
`documents`.

A message that comes twice, late or for an older walk finds that it is not its turn and does
nothing. A step that dies, with its function or with an error, is noticed by the watch that was put
into the queue when it began, and taken up where it died.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Crawl, Kind, Page, PageStatus, Source, Status, cut
from chalicelib.knowledge.domain.passages import digest
from chalicelib.knowledge.domain.sources import EVERY, STALLS
from chalicelib.knowledge.reading import files
from chalicelib.knowledge.service import messages, training
from chalicelib.knowledge.service.looking import usable
from chalicelib.knowledge.service.walking import Blocked, Walk
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind as TimerKind
from chalicelib.timers.domain import Timer

FORGOTTEN_AT_ONCE = 1000
FILE = "file"
"""The key of a file's only page."""


def handle(message: dict[str, Any], at: datetime) -> None:
    """Do what a message of the queue asks for."""
    account_id, source_id = message["account_id"], message["source_id"]
    if message["act"] == "forget":
        _forget(account_id, source_id, message["file"], message)
        return
    source = store.get_source(account_id, source_id)
    if source is None or not source.gathers or source.generation != message["generation"]:
        return
    if message["act"] == "watch":
        _watch(source, message["step"], at)
    elif source.step == message["step"] and store.claim(source, at):
        _step(source, at)


def _step(source: Source, at: datetime) -> None:
    if source.kind is Kind.FILE:
        _finish(_filed(source, at), at)
        return
    walk = Walk(source, at)
    try:
        more = walk.step()
    except Blocked as blocked:
        _finish(replace(source, status=Status.FAILED, error=str(blocked)), at)
        return
    if not more:
        _finish(_walked(walk.source, at), at)
    elif store.advance(walk.source):
        messages.send_step(replace(walk.source, step=source.step + 1), walk.wait)


def _watch(source: Source, step: int, at: datetime) -> None:
    """Look whether a walk goes on: if the step that was next is next still, and nobody is at it,
    it died."""
    if source.step == step and store.stall(source, at):
        if source.claimed and source.stalls >= STALLS:
            error = "Gathering stopped several times at the same place and was given up."
            _finish(replace(source, status=Status.FAILED, error=error), at)
            return
        messages.send_step(source)
    messages.send_watch(source)


def _walked(source: Source, at: datetime) -> Source:
    """A walk that came to its end: what it did not meet is gone."""
    pages = store.all_pages(source)
    met = [one for one in pages if one.generation == source.generation]
    first = min(met, key=lambda one: one.depth, default=None)
    # the walk's own count misses what a step read that died
    if not any(one.parts and one.status in (PageStatus.READ, PageStatus.UNCHANGED) for one in met):
        reason = first.reason if first and first.reason else "Nothing was found there."
        return replace(
            source,
            status=Status.FAILED,
            error=f"Nothing could be read. {reason}",
            skipped=len(met),
        )
    store.delete_pages(source, [one for one in pages if one.generation < source.generation])
    used = sum(one.parts > 0 for one in met)
    return replace(
        source,
        status=Status.READY,
        error=None,
        refreshed_at=at,
        pages=used,
        skipped=len(met) - used,
        passages=training.count(source),
    )


def _filed(source: Source, at: datetime) -> Source:
    file = source.file
    assert file is not None
    before = store.get_page(source, FILE)
    page = before or Page(source.id, FILE, file.name, 0, PageStatus.WAITING)
    page = replace(page, generation=source.generation, fetched_at=at, title=source.name)
    try:
        text = files.read(store.read_file(file.key), file.mime_type, file.name)
    except files.Unreadable as error:
        store.save_page(source, replace(page, status=PageStatus.FAILED, reason=str(error)))
        return replace(source, status=Status.FAILED, error=str(error))
    pieces, reason = usable(cut(text, source.name))
    page = replace(
        page,
        status=PageStatus.READ,
        reason=reason,
        passages=len(pieces),
        parts=store.save_pieces(source, page, pieces),
        characters=len(text),
        digest=digest(text),
    )
    store.save_page(source, page)
    return replace(
        source,
        status=Status.READY,
        error=None,
        refreshed_at=at,
        pages=1 if pieces else 0,
        passages=training.count(source),
        crawl=Crawl(known=1, done=1, used=1, text=len(text)),
    )


def _finish(source: Source, at: datetime) -> None:
    """Let everybody know how a walk ended, and store it. That comes last: whoever dies before it
    does all of this again, which is harmless. Its timer comes in a week, for one that failed, too.
    """
    store.clear(source.account_id, source.id, ("todo", "robots"), FORGOTTEN_AT_ONCE)
    if source.status is Status.READY:
        training.touched(source.account_id)
    if source.walks:
        timers.set(Timer(TimerKind.SOURCE, source.account_id, source.id, at + EVERY), at)
    store.advance(source)


def _forget(account_id: str, source_id: str, file: str | None, message: dict[str, Any]) -> None:
    """Take apart what a removed source left; what is too much for one go is gone on with."""
    if file:
        store.remove_file(file)
    kinds = ("todo", "robots", "text", "page")
    if store.clear(account_id, source_id, kinds, FORGOTTEN_AT_ONCE) == FORGOTTEN_AT_ONCE:
        messages.send(message)
