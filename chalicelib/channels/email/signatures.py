"""Where a signature begins in a text without quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.channels.email import phrases

LONGEST_LINE = 400
SHORT_LINE = 90
FOOTER_LINES = 14
"""A signature without the standard mark is no longer than that, with or without its card."""

_MARK = re.compile(r"^\s*--\s*$")
_RULE = re.compile(r"^\s*(?:[-_=+*—–]{2,6}|[—–]|_{7,}|[—–]{2,})\s*$")
_SENT_FROM = re.compile(rf"^\s*[-—*_\[(]*\s*(?:{phrases.SENT_FROM})", re.IGNORECASE)
_CLOSING = re.compile(
    rf"^\s*[-—–]*\s*(?:{phrases.CLOSINGS})(?:\s*/\s*(?:{phrases.CLOSINGS}))?"
    r"\s*[,.!！，。;:\-–—]*\s*\W{0,3}$",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(r"mailing list|unsubscribe|listinfo|https?://|@", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?。]\s")


def begins(lines: Sequence[str]) -> int | None:
    """The line from which on a text is signature; None where it has none."""
    return min(
        (found for found in (_marked(lines), _device(lines), _closed(lines)) if found is not None),
        default=None,
    )


def _marked(lines: Sequence[str]) -> int | None:
    """`--` alone on its line is the mark; other rules are, if only a card or a footer follows."""
    for position, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            continue
        if _MARK.match(line):
            return position
        if _RULE.match(line) and _is_card(lines[position + 1 :]):
            return position
    return None


def _is_card(rest: Sequence[str]) -> bool:
    """Names, addresses and numbers, not prose."""
    said = [line.strip() for line in rest if line.strip()]
    if not said:
        return True
    if len(said) > FOOTER_LINES or any(_RULE.match(line) for line in said):
        return False
    prose = [line for line in said if len(line) > 60 and not _LIST_FOOTER.search(line)]
    ends = sum(line.endswith((".", "?", "!", ":")) for line in said)
    return not prose and ends * 2 <= len(said)


def _device(lines: Sequence[str]) -> int | None:
    """ "Sent from my iPhone", in whatever language."""
    for position, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            continue
        bare = re.sub(r"<[^<>]*>|\(https?:[^()]*\)|\[https?:[^\[\]]*\]", "", line).strip()
        if (
            _SENT_FROM.match(line)
            and len(bare) <= SHORT_LINE
            and not _SENTENCE.search(bare)
            and not bare.endswith(("?", ":", ","))
            and ", " not in bare
        ):
            return position
    return None


def _closed(lines: Sequence[str]) -> int | None:
    """ "Kind regards" on a line of its own, with little but a name and a card below."""
    for position, line in enumerate(lines):
        if len(line) > SHORT_LINE or not _CLOSING.match(line):
            continue
        said = [one for one in lines[position + 1 :] if one.strip()]
        if len(said) <= FOOTER_LINES and (not said or len(said[0]) <= SHORT_LINE):
            return position
    return None
