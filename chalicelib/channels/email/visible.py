"""What a person newly wrote in a mail, without the mail they answer and without their signature.

Whatever is left out stays in the whole text, one click away. Where nothing would be left, the text
is shown as it is: a mail forwarded without a word is what its sender wants to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.channels.email import quotes, signatures

MOST_LINES = 5000
"""Of a longer text, what follows is quoted or attached data; it is not looked through."""

_QUOTED = re.compile(r"^\s{0,3}[>|](?!\s*[-|]{3})|^\s{0,3}&gt;")
_LISTED = re.compile(r"^\s{0,3}\|")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
"""What mail programs put around names, addresses and directions of writing."""


def visible(text: str) -> str:
    """The new words of a mail's text; "" where it holds nothing but quotes and a signature."""
    shown = text.replace("\xa0", " ").replace("\u3000", " ").split("\n")[:MOST_LINES]
    said = _unquoted([_INVISIBLE.sub("", line) for line in shown], shown)
    end = signatures.begins([_INVISIBLE.sub("", line) for line in said])
    return _tidy(said if end is None else said[:end])


def _unquoted(lines: Sequence[str], shown: Sequence[str]) -> list[str]:
    """The lines of `shown` that are not quoted; `lines` are the same without what nobody sees. From
    a header block on everything is quoted; under "… wrote:" it is the lines marked `>`, or
    everything where none is marked."""
    said: list[str] = []
    headers: dict[int, int | None] = {}
    position = 0
    while position < len(lines):
        line = lines[position]
        if _is_quoted(line):
            position += 1
            continue
        if quotes.is_forward(lines, position) or quotes.is_original(lines, position):
            if _anything(said) or not quotes.is_forward(lines, position):
                break
            return list(shown)  # a forward without a word of one's own
        if quotes.is_block(lines, position):
            break
        shared = quotes.shared_line(line)
        end = position if shared is not None else _attribution_from(lines, position, headers)
        if end is not None:
            if shared is not None:
                said.append(shared)
            if not _marked(lines, end + 1):
                break
            position = end + 1
        else:
            said.append(shown[position])
            position += 1
    return said


def _attribution_from(
    lines: Sequence[str], start: int, headers: dict[int, int | None]
) -> int | None:
    """The last line of the header that begins at `start`; `headers` keeps what is known of lines
    that were looked at before."""
    for end in range(start, min(start + quotes.MOST_LINES, len(lines))):
        if not lines[end].strip():
            return None
        if end not in headers:
            headers[end] = quotes.attribution(lines, end)
        if headers[end] == start:
            return end
    return None


def _is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line)) and not _LISTED.match(line)


def _marked(lines: Sequence[str], start: int) -> bool:
    """Whether the quote below a header is marked line by line."""
    following = [line for line in lines[start : start + 6] if line.strip()]
    return any(_is_quoted(line) for line in following[:3])


def _anything(lines: Sequence[str]) -> bool:
    return any(line.strip() for line in lines)


def _tidy(lines: Sequence[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return re.sub(r"(?:^|\n)[ \t]*[-_*=]{5,}\s*$", "", text).strip()
