"""Fetching what others name: addresses in payloads and settings may lead anywhere, also inside.

The name is resolved once, every address of it must be a public one, and the connection goes to
that very address, so that a second look at the name cannot lead elsewhere (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3

from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.settings import settings

REDIRECTS = 3
SECONDS = urllib3.Timeout(connect=3, read=10)
CHUNK = 64 * 1024
NOT_MODIFIED = 304
CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
"""By these the caller says what it has, and 304 is a good answer (RFC 9110, section 13.1)."""
KEPT_ON_REDIRECT = frozenset({"accept", "user-agent"})
GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
"""The global unicast addresses (IANA: IPv6 Address Space)."""


class TooLarge(Exception):
    """There is more than was asked for."""


class Unreachable(Exception):
    """No good answer; `status` is the last one's, `retryable` whether later may be different, and
    `retry_after` what the host says of that, in its own words."""

    def __init__(
        self, sentence: str, retryable: bool, status: int = 0, retry_after: str = ""
    ) -> None:
        super().__init__(sentence)
        self.retryable = retryable
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there. Names of headers are in lower case."""

    data: bytes
    mime_type: str
    url: str
    status: int = 200
    """200, or 304 where the request said what it has and that is still so; `data` is empty then."""
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)


def check_url(url: str) -> str:
    """The URL, if it is https and none of its addresses is a private, loopback, link-local or
    otherwise special one; else Invalid, with a sentence. The deployment's own stand-ins for
    providers may be anywhere."""
    parts = _parts(url)
    if not _is_stand_in(parts):
        _public_address(parts)
    return url


def fetch(
    url: str, headers: Mapping[str, str], limit: int, seconds: float | None = None
) -> Fetched:
    """What a URL holds: at most `limit` bytes (else TooLarge), over at most three redirects, each
    checked like the first. Headers (they may hold credentials) go to the first host only.

    With `seconds` all of it has to be there by then, however steadily a host trickles; a single
    wait for it may last as long again as `SECONDS` allows.
    """
    given, sent = _parts(url).netloc, dict(headers)
    good = {200} | ({NOT_MODIFIED} if CONDITIONS & {name.lower() for name in headers} else set())
    until = None if seconds is None else time.monotonic() + seconds
    for _ in range(REDIRECTS + 1):
        parts = _parts(url)
        if parts.netloc != given:
            sent = {k: v for k, v in sent.items() if k.lower() in KEPT_ON_REDIRECT}
        answer = _call("GET", parts, sent)
        try:
            if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("location"):
                url = _joined(url, answer.headers["location"])
                continue
            if answer.status not in good:
                again = answer.status == 429 or answer.status >= 500
                later = answer.headers.get("retry-after", "")
                raise Unreachable(f"it answers {answer.status}", again, answer.status, later)
            kept = {name.lower(): value for name, value in answer.headers.items()}
            data = b"" if answer.status == NOT_MODIFIED else _read(answer, limit, until)
            return Fetched(data, kept.get("content-type", ""), url, answer.status, kept)
        finally:
            answer.close()
    raise Unreachable("it redirects too often", False)


def post(
    url: str, headers: Mapping[str, str], body: bytes, limit: int, seconds: float | None = None
) -> Fetched:
    """What a URL answers to a body, checked and limited as with `fetch`. A redirect is no answer:
    what was sent is for this host."""
    answer = _call("POST", _parts(url), headers, body)
    try:
        if not 200 <= answer.status < 300:
            again = answer.status == 429 or answer.status >= 500
            raise Unreachable(f"it answers {answer.status}", again, answer.status)
        kept = {name.lower(): value for name, value in answer.headers.items()}
        until = None if seconds is None else time.monotonic() + seconds
        data = _read(answer, limit, until)
        return Fetched(data, kept.get("content-type", ""), url, answer.status, kept)
    finally:
        answer.close()


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Invalid("it redirects to what is not a URL") from error


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Invalid("this is not a URL") from error
    if not parts.hostname or "@" in parts.netloc:
        raise Invalid("a URL begins with https:// and a host")
    if parts.scheme != "https" and not _is_stand_in(parts):
        raise Invalid("only https:// addresses are called")
    return parts


def _is_stand_in(parts: SplitResult) -> bool:
    known = {urlsplit(base).netloc for base in settings().provider_base_urls.values()}
    return parts.netloc in known


def _public_address(parts: SplitResult) -> str:
    host, port = parts.hostname or "", parts.port or 443
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise Unreachable("its name cannot be looked up right now", True) from error
        raise Invalid(f"there is no host {host}") from error
    except (OSError, UnicodeError) as error:
        raise Invalid(f"there is no host {host}") from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(_is_public(one) for one in addresses):
        raise Invalid("this address is not a public one")
    return addresses[0]


def _is_public(address: str) -> bool:
    """Of IPv6 only what is given out to the world is looked at further: outside of it lie forms
    that stand for an IPv4 address (mapped, NAT64) and ranges that nobody routes."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.sixtofour
        return ip in GIVEN_OUT and ip.is_global and (inside is None or inside.is_global)
    return ip.is_global and not ip.is_multicast


def _call(
    method: str, parts: SplitResult, headers: Mapping[str, str], body: bytes | None = None
) -> urllib3.BaseHTTPResponse:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        if _is_stand_in(parts):
            plain = urllib3.PoolManager(retries=False, timeout=SECONDS)
            return plain.request(
                method,
                parts.geturl(),
                body=body,
                headers=headers,
                preload_content=False,
                redirect=False,
            )
        pool = urllib3.HTTPSConnectionPool(
            _public_address(parts),
            parts.port or 443,
            server_hostname=parts.hostname,
            assert_hostname=parts.hostname,
            retries=False,
            timeout=SECONDS,
        )
        return pool.request(
            method,
            path,
            body=body,
            headers={**headers, "Host": parts.netloc},
            preload_content=False,
            redirect=False,
        )
    except urllib3.exceptions.HTTPError as error:
        raise Unreachable("it does not answer", True) from error


def _read(answer: urllib3.BaseHTTPResponse, limit: int, until: float | None) -> bytes:
    said = answer.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit:
        raise TooLarge
    data = bytearray()
    try:
        for chunk in answer.stream(CHUNK):
            data += chunk
            if len(data) > limit:
                raise TooLarge
            if until is not None and time.monotonic() > until:
                raise Unreachable("it takes too long to answer", True)
    except urllib3.exceptions.HTTPError as error:
        raise Unreachable("it stopped half-way", True) from error
    return bytes(data)
