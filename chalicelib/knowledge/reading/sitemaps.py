"""Sitemaps (sitemaps.org: Sitemaps XML format): lists of a site's pages, and indexes of such lists.

XML from strangers is parsed by defusedxml, which refuses document types: with them go entities that
unfold to gigabytes and those that read files. What is packed is unpacked up to a limit.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

LARGEST = 5_000_000
"""Bytes of a sitemap, packed or not."""
URLS = 5000
"""Addresses that are taken of one."""


class Unreadable(Exception):
    """It is no sitemap, or one that is up to something; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def read(data: bytes) -> Sitemap:
    """A sitemap's addresses: XML or one on each line, perhaps gzipped. Unreadable if it is not."""
    data = _unpacked(data)
    start = data[:500].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        lines = data.decode("utf-8-sig", "replace").split()
        return Sitemap(tuple(one for one in lines if one.startswith("http"))[:URLS])
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("it declares entities, which no sitemap needs") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable("it is not XML") from error
    found = [
        (one.text or "").strip()
        for entry in list(root)[:URLS]
        for one in entry
        if _name(one) == "loc"
    ]
    listed = tuple(one for one in found if one)
    return Sitemap(maps=listed) if _name(root) == "sitemapindex" else Sitemap(listed)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise Unreadable("it is not what its gzip header says") from error
    if unpacker.unconsumed_tail:
        raise Unreadable("it is larger than 5 MB when unpacked")
    return plain
