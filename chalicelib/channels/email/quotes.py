"""Where quoted mail begins in a text: the lines that mail programs write above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.channels.email import phrases

LONGEST_LINE = 400
"""Characters: a longer line is no header, and is not matched against any expression."""
MOST_LINES = 4
"""Over so many lines "On … <address> wrote:" is broken."""
BLOCK_LINES = 8
"""So far below each other stand "From:" and "Subject:"."""


def _words(words: str) -> str:
    """An expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words.split("|"), key=len, reverse=True))


_LAST = _words(f"{phrases.WROTE_LAST}|{phrases.WROTE_PHRASES}")
_WROTE_LAST = re.compile(
    rf"(?:^|[\s>,)\]」\"”’،]|(?<=[\d\u3000-\u9fff\uac00-\ud7af]))(?:{_LAST})"
    r"(?:\s*[\(（][^()]{0,40}[\)）])?\s*[-_—]*\s*[:：]?\s*[-_—]*$",
    re.IGNORECASE,
)
_ENDS_IN_COLON = re.compile(r"[:：]\s*[-_—]*$")
_DASHED = re.compile(r"^\s*[-_—]{3,}.*[-_—]{3,}\s*$")
_WROTE_MIDDLE = re.compile(
    rf"(?:^|[\s,])(?:{_words(phrases.WROTE_MIDDLE)})\s.{{1,160}}[:：]$", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s<>@(\[]+@[^\s<>@)\]]+")
_ADDRESS_LAST = re.compile(r"<[^<>@\s]*@?[^<>\s]+>\s*[:：]?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[٠-٩]{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_TIME = re.compile(
    r"\d{1,2}\s?[:.h時点시]\s?\d{2}|\d{1,2}\s?(?:AM|PM|Uhr)\b|[٠-٩]{1,2}:[٠-٩]{2}", re.I
)
_DIGIT = re.compile(r"\d")
_START = re.compile(
    rf"^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*[-_—*]*\s*(?:(?:{_words(phrases.STARTERS)})[\s.,:]"
    rf"|(?:{_words(phrases.WEEKDAYS)})\w*[.,]{{0,2}}\s"
    r"|在|于|於|ב\S|\d{1,4}\s?[-/.:年년]\s?\d{1,2}|\d{1,2}\.?\s\w+\.?,?\s\d{4})",
    re.IGNORECASE,
)
_NAMED_START = re.compile(r"^\s*(?:\"[^\"]+\"|[^\s<>@:]+(?: [^<>@:]{1,80})?)\s*<[^<>\s]+>[\s,]")
_NAME_ON = re.compile(r"^\s*\S.{0,80} on .{0,60}\d.{0,80} wrote:$")
_SAME_LINE = re.compile(
    r"^(?P<said>.*\S)\s*(?:\s|-{3,}\s*)(?P<header>On (?:\w{3,9},? |\d)[^\n]{6,200} wrote:)$"
)

_ORIGINAL = re.compile(
    rf"^[\s>]*[-_—=*]{{1,}}\s*(?:{phrases.ORIGINAL})\s*[-_—=*:：]*\s*$", re.IGNORECASE
)
_BARE_ORIGINAL = re.compile(rf"^\s*(?:{phrases.ORIGINAL})\s*[-_—:：]*\s*$", re.IGNORECASE)
_FORWARDED = re.compile(
    rf"^[\s>]*(?:[-_—=*]{{2,}}\s*(?:{phrases.FORWARDED})\s*[-_—=*:：]*"
    rf"|(?:{phrases.FORWARD_BEGINS})\s*[:：])\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*[_\-—=*]{5,}\s*$")


def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"^[\s>*_|]*(?:{words})[\s*_]*[:：](?P<value>.*)$")


_LABELS = {
    "from": _label(phrases.FROM),
    "sent": _label(phrases.SENT),
    "to": _label(phrases.TO),
    "copy": _label(phrases.COPY),
    "subject": _label(phrases.SUBJECT),
}

_LONE_SENDER = re.compile(
    rf"^[\s*]*(?:{phrases.FROM})[\s*]*[:：][^:<>\[\]]{{0,100}}[<\[][^<>\[\]]*@[^<>\[\]]*[>\]]$"
)


def attribution(lines: Sequence[str], end: int) -> int | None:
    """Where the header begins that `lines[end]` ends ("On … <jo@example.com> wrote:"), if it ends
    one: the nearest line that such a header begins with, since prose may begin with "On" too."""
    last = lines[end].strip()
    if not last or len(last) > LONGEST_LINE or not _may_end(last):
        return None
    weak: int | None = None
    for start in range(end, max(-1, end - MOST_LINES), -1):
        if not lines[start].strip() or (start < end and lines[start].lstrip().startswith(">")):
            break
        whole = " ".join(line.strip() for line in lines[start : end + 1])
        if len(whole) > LONGEST_LINE:
            break
        if _is_attribution(whole, _quoted_next(lines, end)):
            if _START.match(lines[start]):
                return start
            if weak is None and (_NAMED_START.match(whole) or _NAME_ON.match(whole)):
                weak = start
    return weak


def _may_end(last: str) -> bool:
    return bool(
        _ENDS_IN_COLON.search(last)
        or _WROTE_LAST.search(last)
        or _ADDRESS_LAST.search(last)
        or _DASHED.match(last)
    )


def _is_attribution(whole: str, quoted_next: bool) -> bool:
    dated = bool(_YEAR.search(whole) or _TIME.search(whole))
    addressed = bool(_ADDRESS.search(whole) or "<" in whole)
    if _WROTE_LAST.search(whole):
        told = _ENDS_IN_COLON.search(whole) or _DASHED.match(whole) or quoted_next
        return bool(told) and (
            (dated and (addressed or _YEAR.search(whole) is not None or quoted_next))
            or (addressed and bool(_DIGIT.search(whole)))
            or (quoted_next and addressed)
        )
    if _WROTE_MIDDLE.search(whole):
        return (dated and (addressed or _TIME.search(whole) is not None)) or quoted_next
    if _ADDRESS_LAST.search(whole):
        return dated and (bool(_ENDS_IN_COLON.search(whole)) or quoted_next)
    return quoted_next and dated and addressed and bool(_ENDS_IN_COLON.search(whole))


def _quoted_next(lines: Sequence[str], end: int) -> bool:
    following = next((line for line in lines[end + 1 : end + 4] if line.strip()), "")
    return following.lstrip().startswith(">")


def shared_line(line: str) -> str | None:
    """What was said before a header that follows on the same line; None where none does."""
    found = _SAME_LINE.match(line.strip()) if len(line) <= LONGEST_LINE else None
    if found and (_YEAR.search(found["header"]) or _TIME.search(found["header"])):
        return found["said"].rstrip("-").rstrip()
    return None


def is_forward(lines: Sequence[str], position: int) -> bool:
    """Whether a forwarded mail begins here."""
    return len(lines[position]) <= LONGEST_LINE and bool(_FORWARDED.match(lines[position]))


def is_original(lines: Sequence[str], position: int) -> bool:
    """Whether a line says that the original message follows: by its dashes, or by the header block
    below it."""
    line = lines[position]
    if len(line) > LONGEST_LINE:
        return False
    if _ORIGINAL.match(line):
        return True
    if not (_BARE_ORIGINAL.match(line) or _RULE.match(line)):
        return False
    after = next((i for i in range(position + 1, len(lines)) if lines[i].strip()), None)
    return after is not None and is_block(lines, after)


def is_block(lines: Sequence[str], position: int) -> bool:
    """Whether a mail's headers begin here, as Outlook quotes them ("From: … Sent: … Subject: …").

    A customer may write "From: Oslo, To: Bergen" too, so a subject or an address must be among
    them.
    """
    first = _named(lines[position])
    if first not in ("from", "sent"):
        return False
    seen, written = {first}, [lines[position]]
    gap = 0
    for line in lines[position + 1 : position + 1 + BLOCK_LINES]:
        if not line.strip():
            gap += 1
            if gap > 1 and len(seen) > 1:
                break
            continue
        name = _named(line)
        if name:
            seen.add(name)
            written.append(line)
        elif gap:
            break
        else:
            written.append(line)
    if len(seen) >= 2:
        return "subject" in seen or any(_ADDRESS.search(line) for line in written)
    return first == "from" and _is_lone_sender(lines, position)


def _is_lone_sender(lines: Sequence[str], position: int) -> bool:
    """Whether "From: Jo <jo@example.com>" stands alone below a blank line or a rule."""
    above = lines[position - 1] if position else ""
    if above.strip() and not _RULE.match(above):
        return False
    one = lines[position].strip()
    two = " ".join(line.strip() for line in lines[position : position + 2])
    return bool(_LONE_SENDER.match(one) or _LONE_SENDER.match(two))


def _named(line: str) -> str | None:
    if len(line) > LONGEST_LINE:
        return None
    return next((name for name, label in _LABELS.items() if label.match(line)), None)
