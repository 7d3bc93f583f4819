"""HTML of mail as text, with or without what mail programs mark as quoted.

nh3 makes it well formed first, so that the walk below needs no parser of its own kind.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import Any

from chalicelib.channels.email.html import HIDDEN, TAGS, bounded

_BLOCKS = (
    "address article aside blockquote caption center dd details div dl dt figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody "
    "tfoot thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
SPACED = {"p", "blockquote", "ul", "ol", "dl", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
VOID = {"br", "hr", "img", "col", "wbr", "input", "meta", "link"}
QUOTE_MARKS = re.compile(
    r"\b(?:gmail_quote|gmail_quote_container|gmail_extra|yahoo_quoted|moz-cite-prefix"
    r"|protonmail_quote|zmail_extra|zmail_extra_hr|tutanota_quote|ms-outlook-mobile-reference-message"
    r"|appendonsend|divrplyfwdmsg|mail-editor-reference-message-container|olk_src_body_section"
    r"|reply-intro|wm_quote|cv_quote|quotedcontent|mailquote|x_gmail_quote|x_divrplyfwdmsg"
    r"|outlookmessageheader|gmail_attr|front-blockquote|helpscout-reply-above|intercom-quote"
    r"|acompli_quote|originalmessage|replyforwardmessage)\b",
    re.IGNORECASE,
)
TO_THE_END = re.compile(
    r"\b(?:x_)?(?:appendonsend|divrplyfwdmsg|ms-outlook-mobile-reference-message|stopspelling|zwchr"
    r"|outlookmessageheader|reply-intro)\b",
    re.IGNORECASE,
)
"""What marks where the quote begins, not around it."""
SIGNATURE_MARKS = re.compile(
    r"\b(?:x_)?(?:gmail_signature|gmail_signature_prefix|protonmail_signature_block(?:-\w+)?"
    r"|moz-signature|ms-outlook-mobile-signature|applemailsignature|zmail_signature)\b",
    re.IGNORECASE,
)


def to_text(page: str, *, quoted: bool = True) -> str:
    """The page as text: blocks on lines, bullets, table cells apart, links' addresses where they
    differ from their words. Without `quoted`, what mail programs mark as quoted mail or as a
    signature is left out; "" where that is everything."""
    walk = _Walk(_is_left_out if not quoted else None)
    walk.feed(_structured(page))
    walk.close()
    return walk.text()


@lru_cache(maxsize=1)
def _structured(page: str) -> str:
    """The page made well formed; a mail's page is asked for twice in a row."""
    return str(_structure().clean(bounded(page)))


@cache
def _structure() -> Any:
    """A cleaner that keeps what tells quotes from words."""
    return importlib.import_module("nh3").Cleaner(
        tags=TAGS,
        clean_content_tags=HIDDEN,
        attributes={
            "*": {"class", "id", "type", "style"},
            "a": {"href"},
            "img": {"alt"},
        },
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="deny",
        filter_style_properties={"border-left", "border-top", "display", "white-space"},
        link_rel=None,
    )


def _is_left_out(tag: str, marks: dict[str, str]) -> str:
    """ "part" for an element to leave out, "rest" for one from which on all is quoted."""
    named = f"{marks.get('class', '')} {marks.get('id', '')}"
    style = marks.get("style", "").replace(" ", "").lower()
    if (
        TO_THE_END.search(named)
        or "border-top:solid#b5c4df" in style
        or ("border-top:solid#e1e1e1" in style)
    ):
        return "rest"
    if QUOTE_MARKS.search(named) or SIGNATURE_MARKS.search(named):
        return "part"
    if tag == "blockquote" and (marks.get("type") == "cite" or "border-left" in style):
        return "part"
    return ""


LONGEST_LINE = 5_000
"""Characters; a longer one is broken, so that adding to it stays cheap."""


class _Walk(HTMLParser):
    """From well-formed HTML to text, line by line."""

    def __init__(self, left_out: Callable[[str, dict[str, str]], str] | None) -> None:
        super().__init__(convert_charrefs=True)
        self._left_out = left_out
        self._lines: list[str] = [""]
        self._skipping = 0
        self._ended = False
        self._pre = 0
        self._quotes = 0
        self._lists: list[int | None] = []
        self._link: tuple[str, int, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = {name: value or "" for name, value in attrs}
        if self._skipping:
            self._skipping += tag not in VOID
            return
        verdict = self._left_out(tag, marks) if self._left_out else ""
        self._ended = self._ended or verdict == "rest"
        hidden = "display:none" in marks.get("style", "").replace(" ", "").lower()
        if verdict or hidden:
            self._skipping = tag not in VOID
            return
        self._open(tag, marks)

    def _open(self, tag: str, marks: dict[str, str]) -> None:
        if tag == "br":
            self._lines.append("")
        elif tag in BLOCKS:
            self._break(twice=tag in SPACED)
        if tag in {"pre"}:
            self._pre += 1
        elif tag == "blockquote":
            self._quotes += 1
        elif tag in {"ul", "ol"}:
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._bullet()
        elif tag in {"td", "th"} and self._lines[-1].strip():
            self._lines[-1] += "  "
        elif tag == "a":
            self._link = (marks.get("href", ""), len(self._lines) - 1, len(self._lines[-1]))

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if tag == "a" and self._link:
            self._close_link(*self._link)
            self._link = None
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in BLOCKS:
            self._break(twice=tag in SPACED)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)

    def handle_data(self, data: str) -> None:
        if self._skipping or self._ended:
            return
        if self._pre:
            first, *more = data.split("\n")
            self._lines[-1] += first
            self._lines.extend(more)
            return
        text = re.sub(r"[ \t\r\n]+", " ", data.replace("\xa0", " "))
        if len(self._lines[-1]) > LONGEST_LINE:
            self._lines.append("")
        line = self._lines[-1]
        if not line or line.endswith((" ", "\t")):
            text = text.lstrip(" ")
        self._lines[-1] = self._start() + text if not line and text else line + text

    def _start(self) -> str:
        return "> " * self._quotes

    def _bullet(self) -> None:
        number = self._lists[-1] if self._lists else None
        depth = "  " * max(0, len(self._lists) - 1)
        if number is not None:
            self._lists[-1] = number + 1
        self._lines[-1] = f"{self._start()}{depth}{f'{number}. ' if number else '• '}"

    def _break(self, *, twice: bool) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
        if twice and len(self._lines) > 1 and self._lines[-2].strip():
            self._lines.append("")

    def _close_link(self, target: str, line: int, column: int) -> None:
        words = "\n".join([self._lines[line][column:], *self._lines[line + 1 :]]).strip()
        bare = target.removeprefix("mailto:").removeprefix("tel:")
        if words and bare and not _same(words, bare):
            self._lines[-1] = f"{self._lines[-1].rstrip()} ({bare})"

    def text(self) -> str:
        lines = [line.rstrip() for line in self._lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _same(words: str, target: str) -> bool:
    def plain(text: str) -> str:
        bare = re.sub(r"\s", "", text).lower()
        return re.sub(r"^https?://(?:www\.)?", "", bare).rstrip("/")

    return plain(words) == plain(target) or plain(words) in plain(target)[: len(plain(words)) + 8]
