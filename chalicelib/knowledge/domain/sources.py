"""Sources: sites, pages, files and snippets that passages are gathered from (KB-05, KB-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

PAGES_AT_MOST = 500
"""Pages of one site."""
TEXT_AT_MOST = 20_000_000
"""Characters of one source."""
PAGE_BYTES = 2_000_000
"""Of one page."""
DEEPEST = 8
"""Links between the first page and the last."""
LINKS_AT_MOST = 300
"""Links of one page that are followed."""
SOURCES_AT_MOST = 100
"""Of one account."""

STEP_PAGES = 10
STEP_SECONDS = 20
"""A step reads so many pages, or for so long, and begins no further one. What it has begun may take
another PAGE_SECONDS; the function has 120 in all."""
PAGE_SECONDS = 20
LEASE = timedelta(seconds=150)
"""For so long a step has its source to itself: longer than its function may run."""
WATCH_SECONDS = 180
"""After so long without a further step somebody looks whether the last one died."""
STALLS = 4
"""So many times a walk is taken up again where it died, before it is given up."""
TRIES = 3
"""So many times one page is begun, before it is taken for one that cannot be read."""
LONGEST_PAUSE = 30
"""Seconds between two pages that a site may ask for, at most (Crawl-delay, Retry-After)."""

EVERY = timedelta(days=7)
"""Sites and pages are read anew so often by themselves."""


class Kind(StrEnum):
    """Where the text comes from."""

    SITE = "site"
    PAGE = "page"
    FILE = "file"
    SNIPPET = "snippet"


class Status(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    GATHERING = "gathering"
    READY = "ready"
    FAILED = "failed"


class PageStatus(StrEnum):
    """What became of a page when it was last looked at."""

    WAITING = "waiting"
    """Found, not read yet."""
    READ = "read"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    """Nothing of it is used, on purpose; the reason says why."""
    FAILED = "failed"
    """It could not be read this time; what was read before stays."""


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file."""

    name: str
    size: int
    mime_type: str
    key: str
    """Where it lies in the bucket."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """How far a walk over a site is."""

    known: int = 0
    """Addresses found."""
    done: int = 0
    """Of those, looked at."""
    used: int = 0
    """Of those, read or unchanged."""
    text: int = 0
    """Characters read."""
    pause: int = 0
    """Seconds that the site wants between two pages."""
    patterns: Mapping[str, int] = field(default_factory=dict, hash=False)
    """How many addresses of each endless family were taken (`addresses.pattern`)."""
    sitemaps: int = 0
    """Sitemaps found."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that passages are gathered from."""

    account_id: str
    id: str
    kind: Kind
    name: str
    created_at: datetime
    status: Status
    url: str | None = None
    enabled: bool = True
    error: str | None = None
    """Why it failed, as a sentence for people."""
    text: str | None = None
    """Of a snippet."""
    file: File | None = None
    pages: int = 0
    """Of which something is used."""
    passages: int = 0
    skipped: int = 0
    """Pages that were found and are not used."""
    refreshed_at: datetime | None = None
    generation: int = 0
    """Counts the walks: what belongs to an older one does nothing any more."""
    step: int = 0
    """The step of this walk that is next."""
    stalls: int = 0
    """How often that step has died."""
    claimed: bool = False
    """Whether somebody began it."""
    crawl: Crawl = field(default_factory=Crawl)

    @property
    def walks(self) -> bool:
        """Whether it is read anew by itself: what can change without anybody telling us."""
        return self.kind in (Kind.SITE, Kind.PAGE)

    @property
    def gathers(self) -> bool:
        """Whether a worker is at it."""
        return self.status in (Status.WAITING, Status.GATHERING)

    def due(self, at: datetime) -> bool:
        """Whether it is time to read it anew."""
        old = self.refreshed_at is None or self.refreshed_at + EVERY <= at
        return self.walks and self.enabled and not self.gathers and old


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a site, or a file as a whole, as it was found when last looked at."""

    source_id: str
    key: str
    url: str
    generation: int
    """The walk that looked at it last."""
    status: PageStatus
    depth: int = 0
    title: str = ""
    reason: str | None = None
    """Why it was skipped or failed, or what is left out of it: a sentence."""
    passages: int = 0
    parts: int = 0
    """Stored items that its passages fill."""
    characters: int = 0
    fetched_at: datetime | None = None
    etag: str = ""
    modified: str = ""
    digest: str = ""
    """Of its text: the same text need not be stored again."""
    language: str = ""
    links: tuple[str, ...] = ()
    """Keys of the pages it links to: an unchanged page is not sent again, its links still count."""
