"""What may be attached, under which name, and how it is handed out again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from chalicelib.runtime.errors import Conflict, Refused

MOST_IN_A_MESSAGE = 10
LONGEST_NAME = 120
MEGABYTE = 1024 * 1024

OFFICE = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"

TYPES: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/avif": ("avif",),
    "image/heic": ("heic", "heif"),
    "audio/mpeg": ("mp3", "mpga"),
    "audio/mp4": ("m4a", "mp4", "f4a"),
    "audio/aac": ("aac",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/webm": ("webm", "weba"),
    "audio/wav": ("wav",),
    "audio/amr": ("amr",),
    "video/mp4": ("mp4", "m4v"),
    "video/webm": ("webm",),
    "video/quicktime": ("mov", "qt"),
    "video/3gpp": ("3gp",),
    "application/pdf": ("pdf",),
    "application/rtf": ("rtf",),
    "application/msword": ("doc",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.ms-powerpoint": ("ppt",),
    f"{OFFICE}.wordprocessingml.document": ("docx",),
    f"{OFFICE}.spreadsheetml.sheet": ("xlsx",),
    f"{OFFICE}.presentationml.presentation": ("pptx",),
    f"{ODF}.text": ("odt",),
    f"{ODF}.spreadsheet": ("ods",),
    f"{ODF}.presentation": ("odp",),
    "application/zip": ("zip",),
    "text/plain": ("txt", "text", "log", "md"),
    "text/csv": ("csv", "tsv"),
}
"""All that may be sent, each type with the endings its files have (MSG-21). Of a shared ending the
first type counts for a file whose sender names none."""

ALIASES = {
    "image/jpg": "image/jpeg",
    "image/heif": "image/heic",
    "audio/mp3": "audio/mpeg",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/opus": "audio/ogg",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "application/x-zip-compressed": "application/zip",
    "text/rtf": "application/rtf",
    "text/markdown": "text/plain",
    "text/comma-separated-values": "text/csv",
    "text/tab-separated-values": "text/csv",
}
"""What browsers and phones call the same."""

UNKNOWN = "application/octet-stream"
"""What we do not know, or would not send: to be saved, never shown."""

VAGUE = {"", "application/octet-stream", "application/vnd.ms-excel"}
"""Types that tell less than the name does: Windows calls a CSV file an Excel sheet."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message; `kind` is how it is shown: image, audio, video or file."""

    id: str
    name: str
    mime_type: str
    size: int

    @property
    def kind(self) -> str:
        return kind_of(self.mime_type)

    def as_data(self) -> dict[str, Any]:
        """As messages carry it."""
        return {
            "id": self.id,
            "name": self.name,
            "mime_type": self.mime_type,
            "size": self.size,
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class Stored:
    """A version of a file, as its sender declared it or as it was checked."""

    key: str
    version: str
    owner_id: str
    attachment: Attachment


class BeingScanned(Conflict):
    """The verdict on a file is still out: the same request may pass a moment later."""

    code = "being_scanned"


def kind_of(mime_type: str) -> str:
    """How a file of this type is shown."""
    family = mime_type.partition("/")[0]
    return family if family in ("image", "audio", "video") else "file"


def declared_type(mime_type: str, name: str) -> str:
    """The allowed type that a client means; Refused when there is none, or when the name belongs
    to a file of another type, such as `invoice.pdf.exe`."""
    said = mime_type.partition(";")[0].strip().lower()
    said = ALIASES.get(said, said)
    ending = _ending(name)
    if said in VAGUE and ending:
        said = next((type_ for type_, endings in TYPES.items() if ending in endings), said)
    if said not in TYPES:
        raise refused_type(name)
    same = [endings for type_, endings in TYPES.items() if kind_of(type_) == kind_of(said)]
    fits = TYPES[said] if kind_of(said) == "file" else [one for endings in same for one in endings]
    if ending and ending not in fits:
        raise refused_type(name)
    return said


def refused_type(name: str) -> Refused:
    """The refusal of a file for what it is."""
    return Refused(
        f"{name} cannot be sent: allowed are images, audio, video, PDF, office documents, "
        "plain text, CSV and ZIP",
        name=name,
    )


def refused_content(name: str) -> Refused:
    """The refusal of a file whose content is something else than it claims."""
    return Refused(f"{name} cannot be sent: it is not what its name says", name=name)


def check_size(name: str, size: int, limit: int) -> None:
    """Refused when a file is empty or larger than `limit` bytes."""
    if size < 1:
        raise Refused(f"{name} is empty", name=name)
    if size > limit:
        raise Refused(
            f"{name} has {_megabytes(size)} MB; at most {_megabytes(limit)} MB can be sent",
            name=name,
            limit=limit,
            size=size,
        )


def check_verdict(name: str, verdict: str | None) -> None:
    """What the malware scan said; its words are GuardDuty's (docs: "S3 object potential malware
    scan result status values"). Without a verdict: BeingScanned."""
    if verdict is None:
        raise BeingScanned(f"{name} is still being checked for malware; try again in a moment")
    if verdict == "THREATS_FOUND":
        raise Refused(f"{name} cannot be sent: malware was found in it", name=name)
    if verdict != "NO_THREATS_FOUND":
        raise Refused(
            f"{name} cannot be sent: it could not be checked for malware, as when a file is "
            "protected by a password",
            name=name,
        )


_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of text around, by which `gpj.exe` reads as `exe.jpg`."""


def clean_name(name: str) -> str:
    """A name without folders, control characters and direction marks, at most 120 characters long
    and with its ending kept; `file` when nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp"))
    tidy = " ".join(_BIDI.sub("", unicodedata.normalize("NFC", shown)).split()).strip(" .")
    if len(tidy) > LONGEST_NAME:
        stem, dot, ending = tidy.rpartition(".")
        tail = dot + ending if stem and len(ending) <= 10 else ""
        tidy = tidy[: LONGEST_NAME - len(tail)] + tail
    return tidy or "file"


def with_ending(name: str, mime_type: str) -> str:
    """A name with an ending, so that what was sent without one opens with the right program."""
    if _ending(name) or mime_type not in TYPES:
        return name
    return f"{name}.{TYPES[mime_type][0]}"


def disposition(attachment: Attachment) -> str:
    """The Content-Disposition of a download (RFC 6266): media is shown, all else is saved."""
    how = "attachment" if attachment.kind == "file" else "inline"
    plain = re.sub(r'[^\x20-\x7e]|["\\%]', "_", attachment.name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(attachment.name, safe='')}"


def served_type(mime_type: str) -> str:
    """The Content-Type of a download: never one that a browser would run."""
    if mime_type.startswith("text/") and mime_type in TYPES:
        return "text/plain; charset=utf-8"
    return mime_type if mime_type in TYPES else "application/octet-stream"


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def _megabytes(size: int) -> str:
    """Rounded up, so that what is over a limit never reads as equal to it."""
    return f"{-(-size * 10 // MEGABYTE) / 10:g}"
