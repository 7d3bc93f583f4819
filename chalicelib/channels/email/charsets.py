"""Bytes of mail → text, whatever character set they claim.

Senders misname their character set, leave it out, or write several into one text. Nothing here
raises: what cannot be read becomes replacement characters.
"""

from __future__ import annotations

import codecs
import importlib
import re

READ_AS = {
    # supersets that senders mean when they name the smaller set (WHATWG Encoding Standard)
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso-2022-jp-ext",
    "iso-2022-jp-ms": "iso-2022-jp-ext",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "cp950",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
}
"""Names in mail → Python's codecs."""

WORTHLESS = {"", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "unknown", "none", "default"}
"""What says nothing about bytes that are not ASCII."""
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFEFF])
JIS = re.compile(rb"\x1b(\$[@B]|\([BJI])")
"""Shifts of ISO-2022-JP."""
GUESSED_BYTES = 8192


def text_of(data: bytes, charset: str | None = None) -> str:
    """The text in `data`: as it claims to be, else as UTF-8, else as its letters suggest.

    Line ends become `\\n`; control characters and lone surrogates, which no store takes, go.
    """
    claimed = (charset or "").strip().strip("\"'").lower()
    text = _strict(data, claimed)
    if text is None:
        text = _strict(data, "utf-8")
    if text is None:
        text = _guessed(data, claimed)
    return clean(text)


def clean(text: str) -> str:
    """Text with `\\n` line ends, that every store and font takes."""
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    )
    return text.translate(CONTROLS).encode("utf-8", "replace").decode("utf-8")


def _strict(data: bytes, claimed: str) -> str | None:
    if (claimed in WORTHLESS or claimed == "utf-8") and JIS.search(data):
        claimed = "iso-2022-jp"  # it is ASCII all through, by its bytes
    if claimed in WORTHLESS:
        return data.decode("ascii") if data.isascii() else None
    codec = _codec(claimed)
    if codec is None:
        return None
    if codec == "windows-1252" and _strict_utf8_text(data):
        return data.decode("utf-8")  # a mislabel far more often than text of “Ã©”
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _strict_utf8_text(data: bytes) -> bool:
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(claimed: str) -> str | None:
    name = READ_AS.get(claimed, claimed)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Python keeps codecs that are no character sets (hex, zip …) under the same roof
    return name if getattr(info, "_is_text_encoding", True) else None


def _guessed(data: bytes, claimed: str) -> str:
    """By charset-normalizer; else as claimed, unreadable bytes shown as such."""
    codec = _codec(claimed) if claimed not in WORTHLESS else None
    if codec is not None:
        text = data.decode(codec, "replace")
        if text.count("\ufffd") * 20 < len(text):  # a few broken bytes in a text otherwise sound
            return text
    letters = sum(chr(byte).isalpha() for byte in data[:GUESSED_BYTES] if byte < 128)
    others = sum(byte > 127 for byte in data[:GUESSED_BYTES])
    if letters > 1.5 * others:  # a western language; too short a text misleads the library
        return data.decode("windows-1252", "replace")
    best = importlib.import_module("charset_normalizer").from_bytes(data[:GUESSED_BYTES]).best()
    guess = best.encoding if best else codec or "windows-1252"
    return data.decode(guess, "replace")
