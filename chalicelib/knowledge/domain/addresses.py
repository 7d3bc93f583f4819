"""Addresses of a site's pages: which are one, which belong to it, and which lead nowhere.

A calendar has a page for every day that ever was, a shop one for every order of every filter: the
rules here keep a walk along links finite whatever a site links to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from chalicelib.runtime.errors import Invalid

LONGEST_URL = 500
DEEPEST_PATH = 10
"""Folders in an address."""
MOST_PARAMETERS = 3
VARIANTS = 20
"""How many addresses with a query string are read of one path."""
NUMBERED = 150
"""How many addresses that differ only in numbers: articles and products, but no calendar."""

TRACKING = re.compile(
    r"utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id"
    r"|mc_[ce]id|_ga|_gl|_hs\w*|hsa_\w+|vero_\w+|mkt_tok|oly_\w+|pk_\w+|mtm_\w+|ref|ref_src|source"
    r"|affiliate\w*|phpsessid|jsessionid|sid|session_?id|sort|order|dir|view|add-to-cart|replytocom",
    re.I,
)
"""Parameters that lead to the same text: who sent the visitor, who they are, how it is sorted."""

_ENDINGS = """
    jpg jpeg png gif svg webp avif ico bmp tif tiff heic mp3 mp4 m4a m4v mov avi wmv webm ogg wav
    flac css js mjs map json xml rss atom zip gz tgz bz2 7z rar tar exe dmg apk iso msi deb rpm
    woff woff2 ttf otf eot pdf doc docx xls xlsx ppt pptx odt ods odp csv txt ics vcf eml psd ai
"""
NO_PAGES = frozenset(_ENDINGS.split())
"""Endings of what is no web page. Documents are added as files of their own."""

_SAFE = "/:@!$&'()*+,;=~-._%"
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)


def entered(text: str, plain: Collection[str] = ()) -> str:
    """The address that somebody meant by `shop.example` or `https://shop.example/help`; Invalid
    with a sentence when it is none. `plain` are hosts that are called without TLS."""
    said = text.strip()
    if "://" not in said:
        said = f"https://{said}"
    url = canonical(said, said, plain)
    host = urlsplit(url).hostname if url else None
    if url is None or not host or ("." not in host and urlsplit(url).netloc not in plain):
        raise Invalid(
            "this is not a site's address; write it like shop.example",
            errors=[{"field": "url", "message": "write it like shop.example"}],
        )
    return url


def canonical(link: str, base: str, plain: Collection[str] = ()) -> str | None:
    """A link as the one spelling of its page's address: https, the host in small letters, no
    fragment, nothing that only tracks, parameters in order. None where it leads to no page."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    folders = re.sub(r"/{2,}", "/", f"/{_SESSION.sub('', parts.path)}")
    path = quote(urlsplit(urljoin("https://host", folders)).path or "/", safe=_SAFE)
    asked = [(k, v) for k, v in parse_qsl(parts.query) if not TRACKING.fullmatch(k)]
    query = urlencode(sorted(asked))
    url = f"{'http' if netloc in plain else 'https'}://{netloc}{path}" + (
        f"?{query}" if query else ""
    )
    return url if len(url) <= LONGEST_URL and len(asked) <= MOST_PARAMETERS else None


def same_site(url: str, other: str) -> bool:
    """Whether two addresses are of one host; www and the bare name are one, other subdomains are
    other sites."""
    return _site(url) == _site(other)


def key(url: str) -> str:
    """Names a page: the same for www and the bare name, with and without a last slash."""
    parts = urlsplit(url)
    spelled = f"{_site(url)}{parts.path.rstrip('/')}?{parts.query}"
    return hashlib.sha256(spelled.encode()).hexdigest()[:16]


def is_page(url: str) -> bool:
    """Whether an address may be a page that somebody reads: no picture and no program, and no way
    that goes round and round (`/a/b/a/b/a/b`)."""
    folders = [one for one in urlsplit(url).path.split("/") if one]
    if len(folders) > DEEPEST_PATH or any(folders.count(one) > 2 for one in set(folders)):
        return False
    ending = folders[-1].rpartition(".")[2].lower() if folders and "." in folders[-1] else ""
    return ending not in NO_PAGES


def pattern(url: str) -> tuple[str, int] | None:
    """What an address has in common with its endless siblings, and how many of those are read;
    None for an address that counts on its own."""
    parts = urlsplit(url)
    if parts.query:
        return f"{parts.path[:100]}?", VARIANTS
    numberless = re.sub(r"\d+", "0", parts.path)[:100]
    return (numberless, NUMBERED) if numberless != parts.path[:100] else None


def _site(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")
