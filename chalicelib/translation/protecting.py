"""What a translator must leave alone, and how it is told.

Amazon Translate leaves alone what stands in `<span translate="no">` and keeps other tags around
the words they belong to (Amazon Translate docs: "Using do-not-translate tags"). So a line goes out
with its addresses, codes, variables and glossary terms in such spans, and comes back with them, or
it is seen that it did not (`read_back` answers None), and the pieces between them go out alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.accounts.domain import GlossaryTerm

_ALWAYS = re.compile(
    r"""
    (?P<variable>\{\{[^{}\n]+\}\})
    | (?P<code>`[^`\n]+`)
    | (?P<target>\]\([^()\s]+\))                            # of a Markdown link
    | (?P<url>(?:https?://|www\.)[^\s<>()\[\]{}"']*[^\s<>()\[\]{}"'.,;:!?])
    | (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<handle>(?<![\w@])@\w[\w.]*\w)
    | (?P<number>\#\w[\w-]*)                                # order and conversation numbers
    | (?P<mixed>\b(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]*\w)        # XPZ-4400, SM-G991B
    | (?P<long>\+?\d[\d\s().-]{5,}\d)                       # phones, cards, tracking numbers
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"(?<![\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w*])")
_SPAN = re.compile(r'<span[^<>]*\bid="?(\d+)"?[^<>]*>.*?</span>', re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_OUTSIDE = re.compile(r"^(\s*(?:(?:[-*•]|\d{1,3}[.)]|>)\s+)*)(.*?)(\s*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in a translation as it is written here."""

    text: str


Piece = str | Kept


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: what goes before and after it unchanged, and its words."""

    before: str
    pieces: tuple[Piece, ...]
    after: str

    @property
    def says_something(self) -> bool:
        """Whether there is a word to translate in it."""
        return any(isinstance(one, str) and any(c.isalpha() for c in one) for one in self.pieces)

    @property
    def original(self) -> str:
        """The words as they are, terms of the glossary in their translation."""
        return "".join(one if isinstance(one, str) else one.text for one in self.pieces)

    def with_words(self, words: str) -> str:
        """The line with other words."""
        return f"{self.before}{words}{self.after}"


def lines_of(text: str, glossary: Iterable[GlossaryTerm], target: str) -> list[Line]:
    """A text line by line, so that lists, quotes and blank lines come back as they were. What lies
    between fences of code is no words."""
    pattern, terms = _terms(glossary, target)
    lines, in_code = [], False
    for line in text.split("\n"):
        fence = line.lstrip().startswith("```")
        if fence or in_code:
            lines.append(Line(line, (), ""))
            in_code = in_code != fence
            continue
        found = _OUTSIDE.match(line)
        assert found is not None
        lines.append(Line(found[1], tuple(_pieces(found[2], pattern, terms)), found[3]))
    return lines


def _terms(
    glossary: Iterable[GlossaryTerm], target: str
) -> tuple[re.Pattern[str] | None, dict[str, str | None]]:
    """A pattern that finds terms, the longest first, and what each becomes (None: it stays). A term
    in small letters is found in any case; one with capitals as it is written, or all in capitals:
    "Tide" is a product, "tide" is the sea."""
    known: dict[str, str | None] = {}
    forms: list[str] = []
    for term in sorted(glossary, key=lambda one: -len(one.term)):
        become = None if term.keep else term.in_language(target)
        if become is None and not term.keep:
            continue  # nobody said what it is called in this language
        known[term.term.lower()] = become
        if term.term == term.term.lower():
            forms.append(f"(?i:{re.escape(term.term)})")
        else:
            forms += [re.escape(term.term), re.escape(term.term.upper())]
    if not forms:
        return None, known
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)"), known


def _pieces(
    text: str, pattern: re.Pattern[str] | None, terms: dict[str, str | None]
) -> Iterable[Piece]:
    at = 0
    for found in _ALWAYS.finditer(text):
        yield from _with_terms(text[at : found.start()], pattern, terms)
        yield Kept(found[0])
        at = found.end()
    yield from _with_terms(text[at:], pattern, terms)


def _with_terms(
    text: str, pattern: re.Pattern[str] | None, terms: dict[str, str | None]
) -> Iterable[Piece]:
    at = 0
    for found in pattern.finditer(text) if pattern else ():
        if found.start() > at:
            yield text[at : found.start()]
        become = terms[found[0].lower()]
        yield Kept(found[0] if become is None else _cased(found[0], become))
        at = found.end()
    if text[at:]:
        yield text[at:]


def _cased(found: str, become: str) -> str:
    """A translated term at the beginning of a sentence begins as the term did."""
    return become[:1].upper() + become[1:] if found[:1].isupper() else become


def marked(line: Line, markdown: bool) -> str:
    """A line's words as HTML, what is kept in spans, bold words as `<b>`."""
    words = "".join(
        html.escape(one, quote=False)
        if isinstance(one, str)
        else f'<span translate="no" id="{number}">{html.escape(one.text, quote=False)}</span>'
        for number, one in enumerate(line.pieces)
    )
    return _MARKS.sub(r"<b>\1</b>", words) if markdown else words


def read_back(said: str, line: Line, markdown: bool) -> str | None:
    """The translated words of a marked line; None when anything that was to be kept is missing,
    twice there, or a tag of somebody else's came along."""
    kept = {str(n): one.text for n, one in enumerate(line.pieces) if isinstance(one, Kept)}
    if sorted(_SPAN.findall(said)) != sorted(kept):
        return None
    bold = len(_MARKS.findall(marked(line, False))) if markdown else 0
    if [said.count("<b>"), said.count("</b>")] != [bold, bold]:
        return None
    # what was kept is put in last: it may itself look like a tag or an entity
    open_ = _SPAN.sub(lambda found: f"\x00{found[1]}\x00", said)
    open_ = re.sub(r"<b>\s*|\s*</b>", "**", open_)
    if _TAG.search(open_):
        return None
    words = html.unescape(open_).strip()
    return re.sub("\x00(\\d+)\x00", lambda found: kept[found[1]], words)
