"""Calls to the sites that are read: as whom, how patiently, and what their refusals mean."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from chalicelib.channels.email.charsets import text_of
from chalicelib.knowledge.domain.sources import LONGEST_PAUSE, PAGE_BYTES, PAGE_SECONDS
from chalicelib.knowledge.reading import robots, sitemaps
from chalicelib.runtime import outgoing
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.settings import settings

PAUSE = 10
"""Seconds that a site is left alone when it is busy and does not say for how long."""


class Failed(Exception):
    """No good answer; the text ends a sentence ("it answers 500"). `gone`: the page is no more."""

    def __init__(self, reason: str, gone: bool = False, kept_away: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone
        self.kept_away = kept_away


class Wait(Exception):
    """The site wants to be left alone for so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def agent() -> str:
    """Who we say we are: a name that robots.txt can address, and where we can be found."""
    return f"{robots.AGENT}/1.0 (+{settings().console_url or settings().public_url})"


def robots_txt(url: str) -> str:
    """What the site of a URL asks of robots. There being none is leave to read it; that it cannot
    be had is none (RFC 9309, section 2.3.1): Failed."""
    try:
        got = outgoing.fetch(
            urljoin(url, "/robots.txt"), {"User-Agent": agent()}, robots.LARGEST, PAGE_SECONDS
        )
    except outgoing.Unreachable as error:
        if 400 <= error.status < 500 and error.status != 429:
            return ""
        raise Failed(f"{error}.") from error
    except outgoing.TooLarge as error:
        raise Failed("its robots.txt is larger than 500 kB.") from error
    except Invalid as error:
        raise Failed(f"{error}.") from error
    return text_of(got.data, "utf-8")


def sitemap(url: str) -> bytes:
    """A sitemap's bytes; Failed where there is none."""
    try:
        got = outgoing.fetch(url, {"User-Agent": agent()}, sitemaps.LARGEST, PAGE_SECONDS)
    except outgoing.TooLarge as error:
        raise Failed("it is larger than 5 MB") from error
    except (outgoing.Unreachable, Invalid) as error:
        raise Failed(str(error)) from error
    return got.data


def page(url: str, etag: str, modified: str) -> outgoing.Fetched:
    """A page, or (status 304) that it is as it was. Failed where it cannot be had, Wait where the
    site is busy."""
    headers = {"User-Agent": agent(), "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    try:
        return outgoing.fetch(url, headers, PAGE_BYTES, PAGE_SECONDS)
    except outgoing.TooLarge as error:
        raise Failed("It is larger than 2 MB.", kept_away=True) from error
    except Invalid as error:
        raise Failed(f"It was not called: {error}.", kept_away=True) from error
    except outgoing.Unreachable as error:
        raise _meant(error) from error


def _meant(error: outgoing.Unreachable) -> Failed | Wait:
    if error.status in (404, 410):
        return Failed(f"There is no such page ({error.status}).", gone=True)
    if error.status in (401, 403, 451):
        return Failed(f"The site does not show it to us ({error.status}).", kept_away=True)
    if error.status == 429 or (error.status == 503 and error.retry_after):
        return Wait(seconds(error.retry_after))
    sentence = str(error)
    return Failed(f"{sentence[:1].upper()}{sentence[1:]}.")


def seconds(retry_after: str) -> int:
    """What Retry-After says, in seconds or as a date (RFC 9110, section 10.2.3), within reason."""
    said = retry_after.strip()
    if said.isdecimal():
        return max(1, min(int(said[:6]), LONGEST_PAUSE))
    try:
        left = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return PAUSE
    return max(1, min(round(left), LONGEST_PAUSE))
