"""A walk over a site: from its first page and its sitemaps along its links, a few pages a step.

All that a walk knows lies in the table: what it has still to look at, what it found, how far it
is. A step reads a little of that, looks, writes, and another step goes on. Every write of a step
can be made again: addresses are keys, pages replace themselves, and only one step at a time has the
source (`store.sources`), which is also what makes us polite.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Crawl, Kind, Page, PageStatus, Source, Status
from chalicelib.knowledge.domain.addresses import canonical, is_page, key, pattern, same_site
from chalicelib.knowledge.domain.sources import (
    DEEPEST,
    LINKS_AT_MOST,
    PAGES_AT_MOST,
    STEP_PAGES,
    STEP_SECONDS,
    TRIES,
)
from chalicelib.knowledge.reading import robots, sitemaps
from chalicelib.knowledge.service import calling
from chalicelib.knowledge.service.calling import Failed
from chalicelib.knowledge.service.looking import Seen, look
from chalicelib.knowledge.service.messages import plain_hosts
from chalicelib.knowledge.store import Todo
from chalicelib.runtime.logging import logger

SITEMAPS_AT_MOST = 20


class Blocked(Exception):
    """The walk cannot go on; the sentence says why."""


class Walk:
    """One step of a walk. `source` is the state before it, and after `step` the one to store."""

    def __init__(self, source: Source, at: datetime) -> None:
        self.source = source
        self.at = at
        self.plain = plain_hosts()
        self.known = source.crawl.known
        self.done = source.crawl.done
        self.used = source.crawl.used
        self.text = source.crawl.text
        self.pause = source.crawl.pause
        self.maps = source.crawl.sitemaps
        self.patterns = dict(source.crawl.patterns)
        self.wait = 0
        """Seconds until the next step, where the site wants to be left alone."""
        self.robots = robots.read("")

    def step(self) -> bool:
        """Look at what is next; whether anything is left. Blocked when nothing can be."""
        until = time.monotonic() + STEP_SECONDS
        if self.source.step == 0:
            self._open()
        else:
            self.robots = robots.read(store.load_robots(self.source))
        more = self._look_around(until)
        crawl = Crawl(
            self.known, self.done, self.used, self.text, self.pause, self.patterns, self.maps
        )
        self.source = replace(self.source, crawl=crawl, status=Status.GATHERING)
        self.wait = self.wait or self.pause
        return more

    def _look_around(self, until: float) -> bool:
        """Look at as much as a step may; whether anything is left."""
        left = 1 if self.pause else STEP_PAGES
        while left:
            todos = store.next_todos(self.source, left)
            known = store.known_pages(self.source, [one.key for one in todos if not one.is_map])
            for todo in todos:
                if time.monotonic() > until or not self._one(todo, known.get(todo.key)):
                    return True
            if not todos:
                return False
            left -= len(todos)
        return bool(store.next_todos(self.source, 1))

    def _open(self) -> None:
        """Ask the site for its rules, and note where to begin."""
        url = self.source.url or ""
        host = urlsplit(url).netloc
        try:
            text = calling.robots_txt(url)
        except Failed as error:
            raise Blocked(f"{host} cannot be read: {error}") from error
        store.save_robots(self.source, robots.kept(text) or "# none")
        self.robots = robots.read(text)
        self.pause = self.robots.pause
        if not self.robots.allows(url):
            raise Blocked(f"{host} asks robots, in its robots.txt, not to read this page.")
        self._offer([url], 0)
        if self.source.kind is Kind.SITE:
            own = f"{urlsplit(url).scheme}://{host}/sitemap.xml"
            self._offer_maps([*self.robots.sitemaps, own])

    def _one(self, todo: Todo, page: Page | None) -> bool:
        """Look at one address; False when the site wants us to wait."""
        if store.begin(self.source, todo) > TRIES:
            self._settle(todo, Seen(PageStatus.FAILED, "Reading it failed several times."), page)
            return True
        if todo.is_map:
            self._sitemap(todo)
            return True
        try:
            seen = look(self.source, todo, page, self.text)
        except calling.Wait as asked:
            self.wait = asked.seconds
            return False
        except Exception:
            # whatever a stranger's page makes our libraries do must not stop the walk
            logger().exception("a page could not be read", extra={"source_id": self.source.id})
            seen = Seen(PageStatus.FAILED, "It could not be read.")
        if seen.leads_away and todo.depth == 0:
            raise Blocked(f"{urlsplit(todo.url).netloc} leads to another site, {seen.leads_away}. "
                          "Add that one instead.")  # fmt: skip
        self._settle(todo, seen, page)
        return True

    def _settle(self, todo: Todo, seen: Seen, page: Page | None) -> None:
        """Write what was seen. The page comes last but for its todo: a step that dies in between
        looks again, and finds the same."""
        self.done += 1
        if todo.is_map:
            store.settle_todo(self.source, todo)
            return
        before = page or Page(self.source.id, todo.key, todo.url, 0, PageStatus.WAITING)
        linked = seen.links
        if seen.status is PageStatus.UNCHANGED and before.links and not linked:
            linked = [one.url for one in store.known_pages(self.source, before.links).values()]
        # one page is wanted: its links are not
        own = seen.instead or (linked if self.source.kind is Kind.SITE else [])
        keys = self._offer(own, todo.depth + (0 if seen.instead else 1))
        self.text += seen.page.characters if seen.page else before.characters
        if seen.status in (PageStatus.READ, PageStatus.UNCHANGED):
            self.used += 1
        after = seen.page or before
        after = replace(
            after,
            generation=self.source.generation,
            status=seen.status,
            reason=seen.reason,
            depth=todo.depth,
            fetched_at=self.at,
            links=tuple(keys),
        )
        if seen.pieces is not None:
            parts = store.save_pieces(self.source, after, seen.pieces)
            after = replace(after, parts=parts, passages=len(seen.pieces))
        store.save_page(self.source, after)
        store.settle_todo(self.source, todo)

    def _sitemap(self, todo: Todo) -> None:
        try:
            found = sitemaps.read(calling.sitemap(todo.url))
        except (Failed, sitemaps.Unreadable) as error:
            logger().info("a sitemap was not read", extra={"reason": str(error)})
            found = sitemaps.Sitemap()
        self._offer_maps(found.maps)
        self._offer(found.pages, 1)
        self._settle(todo, Seen(PageStatus.READ), None)

    def _offer_maps(self, urls: Iterable[str]) -> None:
        base = self.source.url or ""
        found = [one for url in urls if (one := canonical(url, base, self.plain))]
        fresh = [one for one in dict.fromkeys(found) if same_site(one, base)]
        some = fresh[: max(0, SITEMAPS_AT_MOST - self.maps)]
        self.maps += len(some)
        store.add_todos(self.source, [Todo(f"map-{key(one)}", one, 0, True) for one in some])

    def _offer(self, links: Iterable[str], depth: int) -> list[str]:
        """Note addresses that are worth a look and were not noted in this walk; answers the keys
        of all that belong to the site."""
        base = self.source.url or ""
        if depth > DEEPEST:
            return []
        wanted: dict[str, str] = {}
        for url in links:
            if same_site(url, base) and is_page(url) and self.robots.allows(url):
                wanted.setdefault(key(url), url)
                if len(wanted) == (LINKS_AT_MOST if depth else PAGES_AT_MOST):
                    break
        known = store.known_pages(self.source, wanted)
        new: list[Page] = []
        for id_, url in wanted.items():
            page = known.get(id_) or Page(self.source.id, id_, url, 0, PageStatus.WAITING)
            if page.generation == self.source.generation:
                continue
            if self.known >= PAGES_AT_MOST or not self._counts(url):
                continue
            self.known += 1
            new.append(replace(page, url=url))
        # the todo first: were it the page, a step that dies in between would leave it unread
        store.add_todos(self.source, [Todo(page.key, page.url, depth) for page in new])
        for page in new:
            good = page.status in (PageStatus.READ, PageStatus.UNCHANGED)
            store.save_page(self.source, replace(
                page,
                generation=self.source.generation,
                status=PageStatus.WAITING,
                reason=page.reason if good else None,
            ))  # fmt: skip
        return list(wanted)

    def _counts(self, url: str) -> bool:
        """Whether there is room for one more of an address's endless siblings."""
        family = pattern(url)
        if family is None:
            return True
        name, most = family
        self.patterns[name] = self.patterns.get(name, 0) + 1
        return self.patterns[name] <= most
