"""Pages of sources (`page#{source}#{key}`) and their passages (`text#{source}#{key}#{part}`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.knowledge.domain import Page, PageStatus, Piece, Source
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta

PART = 60_000
"""Characters of passages in one item: at three bytes a letter far below the 400 kB that one takes
(DynamoDB docs: "Service, account, and table quotas")."""


class PageItem(Model):
    """A page as it was found when last looked at."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    url = UnicodeAttribute()
    generation = NumberAttribute()
    status = UnicodeAttribute()
    depth = NumberAttribute(default=0)
    title = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    passages = NumberAttribute(default=0)
    parts = NumberAttribute(default=0)
    characters = NumberAttribute(default=0)
    fetched_at = UnicodeAttribute(null=True)
    etag = UnicodeAttribute(null=True)
    modified = UnicodeAttribute(null=True)
    digest = UnicodeAttribute(null=True)
    language = UnicodeAttribute(null=True)
    links = Json(null=True)


class TextItem(Model):
    """Passages of a page."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    url = UnicodeAttribute(null=True)
    language = UnicodeAttribute(null=True)
    pieces = Json()


@dataclass(frozen=True, slots=True)
class Shelved:
    """The stored passages of one page."""

    key: str
    url: str | None
    language: str
    pieces: list[Piece]


def save_page(source: Source, page: Page) -> bool:
    """Store what a walk found; False when a later walk has been there already."""
    fresh = PageItem.pk.does_not_exist() | (PageItem.generation <= page.generation)
    try:
        _page_item(source, page).save(condition=fresh)
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def save_pieces(source: Source, page: Page, pieces: Sequence[Piece]) -> int:
    """Store a page's passages instead of those it had; answers how many items they fill."""
    parts = list(_parts(pieces))
    with TextItem.batch_write() as batch:
        for number, part in enumerate(parts):
            rows = [[one.title, one.text, one.anchor] for one in part]
            batch.save(
                TextItem(
                    source.account_id,
                    _text_key(source, page.key, number),
                    url=page.url,
                    language=page.language or None,
                    pieces=rows,
                )
            )
        for number in range(len(parts), page.parts):
            batch.delete(TextItem(source.account_id, _text_key(source, page.key, number)))
    return len(parts)


def get_page(source: Source, key: str) -> Page | None:
    """A page by its key."""
    return known_pages(source, [key]).get(key)


def known_pages(source: Source, keys: Iterable[str]) -> dict[str, Page]:
    """Pages by key, in one call per hundred."""
    wanted = [(source.account_id, f"page#{source.id}#{key}") for key in dict.fromkeys(keys)]
    found = PageItem.batch_get(wanted, consistent_read=True) if wanted else []
    return {page.key: page for page in map(_page, found)}


def list_pages(source: Source, after: str | None, limit: int) -> list[Page]:
    """Up to `limit` pages after a key, those that were looked at."""
    start = f"page#{source.id}#{after}~" if after else f"page#{source.id}#"
    end = f"page#{source.id}#~"
    if start > end:
        return []
    items = PageItem.query(
        source.account_id,
        PageItem.sk.between(start, end),
        filter_condition=PageItem.status != PageStatus.WAITING,
    )
    return [_page(item) for item in islice(items, limit)]


def all_pages(source: Source) -> list[Page]:
    """Every page of a source."""
    start = f"page#{source.id}#"
    items = PageItem.query(source.account_id, PageItem.sk.startswith(start), consistent_read=True)
    return [_page(item) for item in items]


def all_pieces(source: Source) -> list[Shelved]:
    """The passages of a source, page by page."""
    start = f"text#{source.id}#"
    pages: dict[str, Shelved] = {}
    for item in TextItem.query(source.account_id, TextItem.sk.startswith(start)):
        key = item.sk.removeprefix(start).partition("#")[0]
        page = pages.setdefault(key, Shelved(key, item.url, item.language or "", []))
        page.pieces.extend(Piece(*row) for row in item.pieces)
    return list(pages.values())


def delete_pages(source: Source, pages: Iterable[Page]) -> None:
    """Remove pages and their passages."""
    with PageItem.batch_write() as batch:
        for page in pages:
            batch.delete(PageItem(source.account_id, f"page#{source.id}#{page.key}"))
            for number in range(page.parts):
                key = _text_key(source, page.key, number)
                batch.delete(PageItem(source.account_id, key))


def _parts(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    held: list[Piece] = []
    size = 0
    for one in pieces:
        if held and size + len(one.text) + len(one.title) > PART:
            yield held
            held, size = [], 0
        held.append(one)
        size += len(one.text) + len(one.title)
    if held:
        yield held


def _text_key(source: Source, key: str, number: int) -> str:
    return f"text#{source.id}#{key}#{number:04}"


def _page_item(source: Source, page: Page) -> PageItem:
    return PageItem(
        source.account_id,
        f"page#{source.id}#{page.key}",
        url=page.url,
        generation=page.generation,
        status=page.status,
        depth=page.depth,
        title=page.title or None,
        reason=page.reason,
        passages=page.passages,
        parts=page.parts,
        characters=page.characters,
        fetched_at=iso(page.fetched_at) if page.fetched_at else None,
        etag=page.etag or None,
        modified=page.modified or None,
        digest=page.digest or None,
        language=page.language or None,
        links=list(page.links) or None,
    )


def _page(item: PageItem) -> Page:
    _, source_id, key = item.sk.split("#")
    return Page(
        source_id=source_id,
        key=key,
        url=item.url,
        generation=int(item.generation),
        status=PageStatus(item.status),
        depth=int(item.depth),
        title=item.title or "",
        reason=item.reason,
        passages=int(item.passages),
        parts=int(item.parts),
        characters=int(item.characters),
        fetched_at=parse_iso(item.fetched_at) if item.fetched_at else None,
        etag=item.etag or "",
        modified=item.modified or "",
        digest=item.digest or "",
        language=item.language or "",
        links=tuple(item.links or ()),
    )
