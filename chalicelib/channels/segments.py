"""How many SMS a text is (CH-15). The console counts alike: console/src/text/segments.ts.

3GPP TS 23.038 (alphabets), 3GPP TS 23.040 (concatenation), Twilio docs: "SMS character limits". A
text whose every character is in the GSM alphabet has 160 units in one SMS, or 153 in each of
several; characters of the extension table take two. Any other text is UCS-2: 70, or 67 in each of
several, and characters beyond U+FFFF (such as most emoji) take two. A pair is never cut in two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
SINGLE = {"gsm": 160, "ucs2": 70}
PART = {"gsm": 153, "ucs2": 67}

Encoding = Literal["gsm", "ucs2"]


@dataclass(frozen=True, slots=True)
class Segments:
    """A text as it goes over the air."""

    encoding: Encoding
    units: int
    """Of 7 bits (gsm) or 16 (ucs2)."""
    segments: int
    """SMS that are sent and billed; 0 for an empty text."""
    remaining: int
    """Units that still fit into the last of them."""


def count(text: str) -> Segments:
    """What sending a text costs."""
    encoding: Encoding = "gsm" if all(c in BASIC or c in EXTENSION for c in text) else "ucs2"
    sizes = [_units(character, encoding) for character in text]
    total = sum(sizes)
    if total <= SINGLE[encoding]:
        return Segments(encoding, total, 1 if text else 0, SINGLE[encoding] - total)
    parts, last = _fill(sizes, PART[encoding])
    return Segments(encoding, total, parts, PART[encoding] - last)


def _units(character: str, encoding: Encoding) -> int:
    double = character in EXTENSION if encoding == "gsm" else ord(character) > 0xFFFF
    return 2 if double else 1


def _fill(sizes: Iterable[int], capacity: int) -> tuple[int, int]:
    """How many parts it takes, and how full the last is."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > capacity:
            parts, used = parts + 1, 0
        used += size
    return parts, used
