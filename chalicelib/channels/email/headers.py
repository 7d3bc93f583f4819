"""Header lines of mail → values; tolerant of everything that servers let through.

RFC 5322 (addresses, ids, dates), RFC 2047 (encoded words), RFC 2231 (parameters). Nothing raises.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from chalicelib.channels.email.charsets import clean, text_of

_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?\n]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]+\?[bBqQ]\?)")
_ID = re.compile(r"<[^<>\s,;]+>")
_BARE_ID = re.compile(r"^[^<>\s,;@]+@[^<>\s,;@]+$")
_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]]+@[^\s<>@,;:\"()\[\]]+")
LONGEST = 2000
"""Characters kept of one header: a subject longer than that is an attack or a mistake."""


def values(message: Message, name: str) -> list[str]:
    """A header's values, unfolded and decoded, in the order of the lines."""
    return [decoded(value) for value in raw_values(message, name)]


def value(message: Message, name: str) -> str:
    """A header's first value, unfolded and decoded; "" without one."""
    return next(iter(values(message, name)), "")


def raw_values(message: Message, name: str) -> Iterator[str]:
    """A header's values as written; bytes beyond ASCII are surrogates in it."""
    wanted = name.lower()
    for key, given in message.raw_items():
        if key.lower() == wanted:
            yield str(given)


def decoded(raw: str) -> str:
    """A header's value as text on one line: encoded words read, raw bytes guessed at."""
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        raw = text_of(raw.encode("utf-8", "surrogateescape"))
    raw = _BETWEEN_WORDS.sub(r"\1", raw[: 8 * LONGEST])
    text = "".join(_pieces(raw))
    return " ".join(clean(text).split())[:LONGEST]


def _pieces(raw: str) -> Iterator[str]:
    """Neighbouring words of one character set are joined before they are read, because senders cut
    between the bytes of one letter."""
    position, held, charset = 0, b"", ""
    for word in _WORD.finditer(raw):
        if held and (word.start() > position or word[1].lower() != charset):
            yield text_of(held, charset)
            held = b""
        yield raw[position : word.start()]
        position = word.end()
        data = _word_bytes(word[2], word[3])
        if data is None:
            yield word[0]
        else:
            held, charset = held + data, word[1].lower()
    if held:
        yield text_of(held, charset)
    yield raw[position:]


def _word_bytes(encoding: str, text: str) -> bytes | None:
    try:
        if encoding in "bB":
            bare = re.sub(r"[^A-Za-z0-9+/]", "", text)
            return base64.b64decode(bare + "=" * (-len(bare) % 4))
        return quopri.decodestring(text.replace("_", " ").encode("ascii", "replace"))
    except (binascii.Error, ValueError):
        return None


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """(display name, address) of everybody in a header, each address once."""
    found: dict[str, tuple[str, str]] = {}
    for raw in raw_values(message, name):
        for title, address in _mailboxes(raw):
            found.setdefault(address.lower(), (title, address))
    return list(found.values())


def _mailboxes(raw: str) -> Iterator[tuple[str, str]]:
    """By the library; where it gives up on a line, whatever in it looks like an address."""
    line = " ".join(raw[: 50 * LONGEST].split())
    try:
        found = getaddresses([line])
    except (RecursionError, ValueError, IndexError, TypeError):  # a thousand open brackets
        found = []
    pairs = [(decoded(title), _address(address)) for title, address in found]
    whole = [(title, one) for title, one in pairs if _ADDRESS.fullmatch(one) and one in line]
    if whole:
        yield from whole
    else:
        yield from (("", address.strip(".")) for address in _ADDRESS.findall(decoded(line)))


def _address(raw: str) -> str:
    return decoded(raw).strip("<>'\" ")


def ids(message: Message, name: str) -> list[str]:
    """Message-IDs with their angle brackets, in order, each once; of the first such header alone,
    as a second is a mistake. One that stands alone without brackets is taken as it is."""
    for raw in raw_values(message, name):
        line = " ".join(raw.split())
        found = _ID.findall(line) or [one for one in [line.strip()] if _BARE_ID.match(one)]
        if found:
            return [clean(one)[:LONGEST] for one in dict.fromkeys(found)]
    return []


def date(message: Message) -> datetime | None:
    """When it was written, in UTC; None where the header is missing or says nothing."""
    for raw in raw_values(message, "Date"):
        try:
            at = parsedate_to_datetime(" ".join(raw.split()))
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def parameter(message: Message, name: str, header: str = "content-type") -> str:
    """A parameter such as a file's name, decoded whichever way it was encoded; "" without one."""
    try:
        raw = message.get_param(name, None, header)
        if raw is None:
            return ""
        if isinstance(raw, tuple):
            return decoded(collapse_rfc2231_value(raw, errors="replace"))
        return decoded(str(raw).strip("\"'"))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
