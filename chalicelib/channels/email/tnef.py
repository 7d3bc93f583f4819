"""winmail.dat: what Outlook packs a mail's text and files into for readers that are Outlook too.

Read by tnefparse (MS-OXTNEF). Its body is RTF more often than text; then the mail's own text part
says the same, and only the files are taken from here.
"""

from __future__ import annotations

import importlib
import mimetypes
from dataclasses import dataclass, field

from chalicelib.channels.email.charsets import clean, text_of


@dataclass(frozen=True, slots=True)
class File:
    """A file that was packed."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a winmail.dat held."""

    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)


def unpack(data: bytes) -> Unpacked | None:
    """The text and files in a winmail.dat; None where it is none, or broken."""
    try:
        packed = importlib.import_module("tnefparse").TNEF(data, do_checksum=False)
        text, html = _body(getattr(packed, "body", None)), _body(getattr(packed, "htmlbody", None))
        files = [_file(position, one) for position, one in enumerate(packed.attachments, 1)]
    except Exception:  # a library before hostile bytes: whatever it stumbles over, it is no winmail
        return None
    return Unpacked(text, html, files)


def _body(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        return text_of(value.rstrip(b"\x00"))
    return clean(value.rstrip("\x00")) if isinstance(value, str) else ""


def _file(position: int, packed: object) -> File:
    long_name = getattr(packed, "long_filename", None)
    name = long_name() if callable(long_name) else ""
    bare = clean(str(name)).replace("\\", "/").rpartition("/")[2].strip("\x00 ")
    data = bytes(getattr(packed, "data", b"") or b"")
    mime_type = mimetypes.guess_type(bare)[0] or "application/octet-stream"
    return File(bare or f"file-{position}", mime_type, data)
