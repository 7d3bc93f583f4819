"""What a file is by its first bytes, whatever its name and its sender say."""

from __future__ import annotations

import re

from chalicelib.attachments.domain import TYPES, kind_of

BYTES = 16 * 1024
"""How much of a file is looked at."""

_MARKUP = re.compile(
    rb"<(?:!doctype|!--|\?|html|head|body|script|iframe|svg|style|title|h1|div|font|table|a|b|br|p)"
    rb"(?:[\s>/]|\Z|--|xml|php|=)|#!|%!",
    re.IGNORECASE,
)
"""What a browser or a shell would run: the signatures of HTML and XML in the MIME Sniffing standard
(section 7.1), SVG, and the marks of PHP, shell and PostScript."""


_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_KNOWN = {ending for endings in TYPES.values() for ending in endings}
_ZIPPED = {"docx", "xlsx", "pptx", "odt", "ods", "odp"}
"""Formats that are ZIP archives: their first bytes tell no more."""


def actual_type(start: bytes, declared: str) -> str | None:
    """The allowed type that the content has: the declared one or, for media, another of its kind
    (a photo that was saved under the wrong ending). None when it is something else."""
    if declared.startswith("text/"):
        return declared if _is_text(start) else None
    found = _endings(start)
    alike = [type_ for type_ in TYPES if kind_of(type_) == kind_of(declared) != "file"]
    return next((type_ for type_ in (declared, *alike) if found & set(TYPES[type_])), None)


def found_type(start: bytes) -> str | None:
    """The allowed type that the first bytes alone tell, media and PDF; None when they do not."""
    found = _endings(start)
    sure = [type_ for type_ in TYPES if kind_of(type_) != "file" or type_ == "application/pdf"]
    return next((type_ for type_ in sure if found & set(TYPES[type_])), None)


def _endings(start: bytes) -> set[str]:
    """The endings of the allowed formats that the bytes begin as. puremagic answers every signature
    that matches, the longest with the most confidence: "RIFF" is WAV and WebP, "RIFF…WEBP" WebP."""
    import puremagic  # seventy milliseconds that only the taking of a file needs

    try:
        matches = puremagic.magic_string(start)
    except puremagic.PureError:
        return set()
    sure: dict[str, float] = {}
    for match in matches:
        ending = match.extension.lstrip(".").lower()
        if ending in _KNOWN:
            sure[ending] = max(match.confidence, sure.get(ending, 0))
    best = {ending for ending, confidence in sure.items() if confidence == max(sure.values())}
    return best | _ZIPPED if "zip" in best else best


def _is_text(start: bytes) -> bool:
    """Whether it is text, in UTF-16 or an encoding that contains ASCII, and nothing that runs."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            start = start[: len(start) // 2 * 2].decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return not _BINARY.search(text) and not _MARKUP.match(text)
