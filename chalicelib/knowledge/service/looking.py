"""What becomes of one page: fetched, read, cut, compared with what it was."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Page, PageStatus, Piece, Source, cut
from chalicelib.knowledge.domain.addresses import canonical, is_page, key, same_site
from chalicelib.knowledge.domain.passages import digest
from chalicelib.knowledge.domain.sources import TEXT_AT_MOST
from chalicelib.knowledge.domain.suspicion import talks_to_a_machine
from chalicelib.knowledge.reading import html
from chalicelib.knowledge.service import calling
from chalicelib.knowledge.service.calling import Failed
from chalicelib.knowledge.service.messages import plain_hosts
from chalicelib.knowledge.store import Todo
from chalicelib.runtime.outgoing import NOT_MODIFIED, Fetched

HTML = ("text/html", "application/xhtml+xml", "")
NOTHING: list[Piece] = []


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a page."""

    status: PageStatus
    reason: str | None = None
    page: Page | None = None
    """What is new about it; None: as it was."""
    pieces: list[Piece] | None = None
    """Its passages from now on; None: as they were."""
    links: list[str] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)
    """The address under which its content is to be read."""
    leads_away: str = ""
    """The other site's host, when it leads there."""


def look(source: Source, todo: Todo, known: Page | None, text_so_far: int) -> Seen:
    """Look at a page of a site."""
    before = known or Page(source.id, todo.key, todo.url, 0, PageStatus.WAITING)
    has = bool(before.parts)
    try:
        got = calling.page(todo.url, before.etag if has else "", before.modified if has else "")
    except Failed as error:
        if error.gone or error.kept_away:
            return skipped(str(error))
        return Seen(PageStatus.FAILED, str(error))
    url = canonical(got.url, todo.url, plain_hosts()) or todo.url
    if not same_site(url, source.url or ""):
        host = urlsplit(url).netloc
        return replace(skipped(f"It leads to another site, {host}."), leads_away=host)
    if key(url) != todo.key:
        return replace(skipped(f"It leads to {url}."), instead=[url])
    if got.status == NOT_MODIFIED:
        return Seen(PageStatus.UNCHANGED, before.reason)
    return _read(source, todo, before, got, text_so_far)


def skipped(reason: str) -> Seen:
    """Nothing of it is used from now on."""
    return Seen(PageStatus.SKIPPED, reason, pieces=NOTHING)


def _read(source: Source, todo: Todo, before: Page, got: Fetched, text_so_far: int) -> Seen:
    kind = got.mime_type.partition(";")[0].strip().lower()
    if kind not in HTML:
        return skipped(f"It is no web page but {kind[:60]}.")
    web = html.read(got.data, got.mime_type, todo.url, got.headers.get("x-robots-tag", ""))
    plain = plain_hosts()
    links = [one for link in web.links if (one := canonical(link, web.base, plain))]
    if web.noindex:
        return replace(skipped("It asks not to be indexed (noindex)."), links=links)
    same = _elsewhere(source, todo, web)
    if same:
        return replace(skipped(f"It is the same as {same}."), links=links, instead=[same])
    if text_so_far + len(web.text) > TEXT_AT_MOST:
        return skipped("The source has as much text as one may have already.")
    page = replace(
        before,
        url=todo.url,
        title=web.title,
        language=web.language,
        characters=len(web.text),
        etag=got.headers.get("etag", "")[:200],
        modified=got.headers.get("last-modified", "")[:60],
        digest=digest(f"{web.title}\n{web.language}\n{web.text}"),
    )
    if page.digest == before.digest and before.parts:
        return Seen(PageStatus.UNCHANGED, before.reason, page, links=links)
    pieces, reason = usable(cut(web.text, web.title, web.anchors))
    if not pieces:
        return replace(skipped(reason or "There is no text on it."), page=page, links=links)
    return Seen(PageStatus.READ, reason, page, pieces, links)


def usable(pieces: list[Piece]) -> tuple[list[Piece], str | None]:
    """Passages without those that talk to a machine, and the sentence that says so."""
    good = [one for one in pieces if not talks_to_a_machine(f"{one.title}\n{one.text}")]
    left = len(pieces) - len(good)
    if not left:
        return good, None
    what = "1 passage looks" if left == 1 else f"{left} passages look"
    return good, f"{what} like instructions to an AI and {'is' if left == 1 else 'are'} not used."


def _elsewhere(source: Source, todo: Todo, web: html.WebPage) -> str | None:
    """Where the page says that its content is at home (RFC 6596), if that is another page of the
    site, and not one that says the same of this one."""
    if not web.canonical:
        return None
    home = canonical(web.canonical, web.base, plain_hosts())
    if home is None or not same_site(home, source.url or "") or not is_page(home):
        return None
    if key(home) == todo.key:
        return None
    there = store.get_page(source, key(home))
    looked = there is not None and there.generation == source.generation
    if there and looked and there.status in (PageStatus.SKIPPED, PageStatus.FAILED):
        return None
    return home
