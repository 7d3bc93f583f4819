"""Bytes as text, whatever character set they are said to be in."""

from __future__ import annotations

from chalicelib.channels.email.charsets import text_of

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
"""How a text says itself what it is (Unicode: "Byte order mark"); nothing else is surer."""


def decoded(data: bytes, charset: str | None = None) -> str:
    """The text, by its mark, as it claims to be, as UTF-8, else as its letters suggest."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return text_of(data[len(mark) :].decode(encoding, "replace").encode(), "utf-8")
    return text_of(data, charset)
