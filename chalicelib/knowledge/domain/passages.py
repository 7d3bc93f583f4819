"""Long texts cut into what answers one question: passages."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.knowledge.domain.suspicion import clean

LONGEST = 1200
"""Characters of a passage, as a rule: a heading's paragraphs, as many as fit."""
LONGEST_TITLE = 200
FEWEST_LETTERS = 12
"""What has fewer answers nothing: a button, a page number."""
FEWEST_PAGES = 4
"""From so many pages on, what most of them say is what stands around the content."""
MOST = 0.5

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_INNER = re.compile(r"^(\s*(?:[-*+]|\d+\.)\s+)#{1,6}\s+")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|?)+\s*$")
_END = re.compile(r"(?<=[.!?…。！？])\s*(?=\S)|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of a page, a file, an article or a snippet."""

    title: str
    """The way to it: the page's title and the headings above."""
    text: str
    anchor: str = ""
    """Id of its heading on the page."""

    @property
    def key(self) -> str:
        """Names its text: the same text has the same key, wherever it stands."""
        return digest(self.text)


def cut(text: str, title: str, anchors: Mapping[str, str] | None = None) -> list[Piece]:
    """Markdown cut at headings and paragraphs. `anchors` are the ids of headings, by their text.

    >>> cut("# Help\\n\\n## Returns\\n\\nWithin 60 days.", "Help")
    [Piece(title='Help › Returns', text='Within 60 days.', anchor='')]
    """
    found: list[Piece] = []
    for path, lines in _sections(clean(text)):
        way = [title, *(one for one in path if normal(one) != normal(title))]
        named = " › ".join(one for one in way if one)[:LONGEST_TITLE]
        anchor = next((a for one in reversed(path) if (a := (anchors or {}).get(normal(one)))), "")
        found += [
            Piece(named, body, anchor)
            for body in _packed(_paragraphs(lines))
            if sum(map(str.isalnum, body)) >= FEWEST_LETTERS
        ]
    return found


def tidy(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The passages of a source's pages without what stands on most of them, and every text once.

    Menus and footers that survived the reading of a page show only beside its neighbours.
    """
    seen_on = Counter(
        key for page in pages for key in {digest(p) for one in page for p in _blocks(one.text)}
    )
    boiler = (
        {key for key, times in seen_on.items() if times > MOST * len(pages)}
        if len(pages) >= FEWEST_PAGES
        else set()
    )
    known: set[str] = set()
    kept: list[list[Piece]] = []
    for page in pages:
        kept.append([])
        for one in page:
            blocks = [p for p in _blocks(one.text) if digest(p) not in boiler]
            left = replace(one, text="\n\n".join(blocks))
            if sum(map(str.isalnum, left.text)) >= FEWEST_LETTERS and left.key not in known:
                known.add(left.key)
                kept[-1].append(left)
    return kept


def normal(text: str) -> str:
    """A text as compared: small letters, single spaces, no Markdown."""
    return " ".join(re.sub(r"[*_`]", "", text).casefold().split())


def digest(text: str) -> str:
    """Twelve letters that stand for a text."""
    return hashlib.sha256(normal(text).encode("utf-8", "replace")).hexdigest()[:12]


def _blocks(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if block.strip()]


def _sections(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Headings above, and the lines below them."""
    path: list[tuple[int, str]] = []
    lines: list[str] = []
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if not heading:
            lines.append(_INNER.sub(r"\1", line))
            continue
        yield [name for _, name in path], lines
        level, lines = len(heading[1]), []
        path = [one for one in path if one[0] < level]
        path.append((level, re.sub(r"[*_`]", "", heading[2])))
    yield [name for _, name in path], lines


def _paragraphs(lines: list[str]) -> list[str]:
    """Blocks between blank lines; a table as one sentence a row."""
    blocks, block = [], []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.rstrip())
        elif block:
            blocks.append("\n".join(_told(block)))
            block = []
    return [one for one in blocks if one.strip()]


def _told(block: list[str]) -> list[str]:
    """A Markdown table as people tell it: "Sweden: Price 129 kr, Time 3 days"."""
    if not all(line.strip().startswith("|") for line in block):
        return block
    rows = [[c.strip() for c in line.strip().strip("|").split("|")] for line in block
            if not _RULE.match(line)]  # fmt: skip
    if len(rows) < 2 or len(rows) == len(block):
        return [", ".join(cell for cell in row if cell) for row in rows]
    head, *body = rows
    return [_row(head, row) for row in body if any(row)]


def _row(head: list[str], row: list[str]) -> str:
    if len(row) == 2:
        return f"{row[0]}: {row[1]}"
    rest = zip(head[1:], row[1:], strict=False)
    return f"{row[0]}: " + ", ".join(f"{name} {cell}".strip() for name, cell in rest if cell)


def _packed(paragraphs: list[str]) -> Iterator[str]:
    """As many paragraphs together as fit; one that is too long alone is cut at its sentences."""
    held: list[str] = []
    size = 0
    for part in (part for one in paragraphs for part in _parts(one)):
        if held and size + len(part) > LONGEST:
            yield "\n\n".join(held)
            held, size = [], 0
        held.append(part)
        size += len(part) + 2
    if held:
        yield "\n\n".join(held)


def _parts(paragraph: str) -> Iterator[str]:
    if len(paragraph) <= LONGEST:
        yield paragraph
        return
    held = ""
    for sentence in _END.split(paragraph):
        if held and len(held) + len(sentence) + 1 > LONGEST:
            yield held
            held = ""
        held = f"{held} {sentence}".strip()
        while len(held) > LONGEST:  # no end of a sentence for so long
            at = held.rfind(" ", LONGEST // 2, LONGEST)
            at = at if at > 0 else LONGEST
            yield held[:at].strip()
            held = held[at:].strip()
    if held:
        yield held
