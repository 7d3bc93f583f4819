"""Web pages: what of one is its text, and where it links to.

The text is what trafilatura takes for the content. Where it finds nothing, or loses most of what
the page itself marks as its content (`<main>`), or would make one list of terms and what they mean
(`<dl>`), a plain walk over the elements does instead: help pages are full of short answers, which
rules made for news take for menus.

What a page can do to us: it is at most PAGE_BYTES long when it comes here, lxml bounds how deeply
it may nest, huge ones are left to the walk, which takes time in proportion to them, and links are
counted. What people do not see on it is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast

import lxml.html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from chalicelib.knowledge.domain.passages import normal
from chalicelib.knowledge.domain.suspicion import clean
from chalicelib.knowledge.reading import elements
from chalicelib.knowledge.reading.letters import decoded

HUGE = 1_000_000
"""Bytes of HTML from which on the walk alone reads a page: of 2 MB of small blocks trafilatura, its
rules looking at everything several times, took 3.8 seconds, the walk half of one."""
ENOUGH = 0.6
"""Share of the text of `<main>` that trafilatura has to find."""
LINKS_LOOKED_AT = 3000
LONGEST_TITLE = 150
AGENTS = ("robots", "switchboard")
"""Names under which a page's meta elements speak to us."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CHARSET_SAID = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as it was read."""

    title: str = ""
    language: str = ""
    """BCP 47, as the page says."""
    text: str = ""
    """Markdown."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Ids of headings by their text (`passages.normal`)."""
    links: list[str] = field(default_factory=list)
    """As they are written; none where the page wants none followed."""
    base: str = ""
    """What links are relative to."""
    canonical: str = ""
    noindex: bool = False


def read(data: bytes, content_type: str, url: str, robots_header: str = "") -> WebPage:
    """A page from its bytes, whatever character set they claim to be in. Never raises for what is
    in them: what is no page is an empty one."""
    tree = _tree(_decoded(data, content_type))
    if tree is None:
        return WebPage(base=url)
    asked = _asked(tree, robots_header)
    base = _attribute(tree, "//base/@href") or url
    links = [] if asked & {"nofollow", "none"} else list(_links(tree))
    head = WebPage(
        title=_title(tree),
        language=_language(tree),
        links=links,
        base=base,
        canonical=_attribute(tree, "//link[@rel='canonical']/@href"),
        noindex=bool(asked & {"noindex", "none"}),
    )
    if head.noindex:
        return head
    elements.drop_unseen(tree)
    return WebPage(
        head.title,
        head.language,
        clean(_text(tree, len(data))),
        _anchors(tree),
        head.links,
        head.base,
        head.canonical,
    )


def _decoded(data: bytes, content_type: str) -> str:
    """By its mark, by what the host says, by what the page says; and if that is not so, by its
    letters (HTML standard: "Determining the character encoding")."""
    said = _CHARSET_SAID.search(content_type)
    inside = _CHARSET.search(data[:4096])
    charset = said[1] if said else inside[1].decode("ascii", "replace") if inside else None
    return decoded(data, charset)


def _tree(html: str) -> HtmlElement | None:
    # a declaration of an encoding inside a text that is decoded already makes lxml refuse it
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html).replace("\x00", "")
    if not html.strip():
        return None
    try:
        return cast(HtmlElement, lxml.html.document_fromstring(html, ensure_head_body=True))
    except (LxmlError, ValueError, AssertionError):
        return None


def _text(tree: HtmlElement, size: int) -> str:
    main = elements.main(tree)
    walked = elements.markdown(main if main is not None else tree.body)
    if size > HUGE or (main is not None and main.find(".//dl") is not None):
        return walked
    found = _extracted(tree)
    least = ENOUGH * len(walked) if main is not None else 1
    return found if len(found) >= least else walked


def _extracted(tree: HtmlElement) -> str:
    """The content as trafilatura sees it (its docs: "Core functions", extract). Precision rather
    than recall: the other way it falls back, on short pages, to all text without headings."""
    import trafilatura

    found = trafilatura.extract(
        deepcopy(tree),
        output_format="markdown",
        favor_precision=True,
        fast=True,
        include_links=False,
        include_comments=False,
        include_images=False,
        include_tables=True,
    )
    return found or ""


def _asked(tree: HtmlElement, header: str) -> set[str]:
    """What the page asks of robots, in its meta elements or in X-Robots-Tag."""
    said = header.split(":", 1)[-1] if header.lower().startswith("switchboard:") else header
    for meta in _found(tree, "//meta[@name and @content]"):
        if str(meta.get("name")).strip().lower() in AGENTS:
            said += f",{meta.get('content')}"
    return {one.strip().lower() for one in said.split(",")}


def _links(tree: HtmlElement) -> Iterator[str]:
    for a in _found(tree, "//a[@href]")[:LINKS_LOOKED_AT]:
        if "nofollow" not in str(a.get("rel", "")).lower().split():
            yield str(a.get("href"))


def _anchors(tree: HtmlElement) -> dict[str, str]:
    """Where a heading can be jumped to: by its own id, one inside it, or that of the section that
    it begins."""
    anchors: dict[str, str] = {}
    for heading in _found(tree, "//h1|//h2|//h3|//h4|//h5|//h6"):
        parent = heading.getparent()
        inside = [one.get("id") or one.get("name") for one in heading.iter("a", "span")]
        first = parent is not None and parent.index(heading) == 0 and parent.tag != "body"
        near = parent.get("id") if parent is not None and first else None
        id_ = heading.get("id") or next(filter(None, inside), None) or near
        if id_ and len(id_) <= 100 and not re.search(r"\s", id_):
            anchors.setdefault(normal(heading.text_content()), id_)
    return anchors


def _title(tree: HtmlElement) -> str:
    """The first heading when there is one of its kind, else the title without the site's name."""
    heads = [normal_space(" ".join(one.itertext())) for one in _found(tree, "//h1")]
    title = normal_space("".join(_found(tree, "//head/title/text()")))
    if len(heads) == 1 and heads[0]:
        return clean(heads[0])[:LONGEST_TITLE]
    return clean(re.split(r"\s+[|–—·]\s+", title)[0])[:LONGEST_TITLE]


def _language(tree: HtmlElement) -> str:
    said = _attribute(tree, "/html/@lang") or _attribute(tree, "/html/@*[local-name()='lang']")
    return said.replace("_", "-") if _LANGUAGE.fullmatch(said) else ""


def _attribute(tree: HtmlElement, path: str) -> str:
    return next((str(one).strip() for one in _found(tree, path)), "")


def _found(tree: HtmlElement, path: str) -> list[Any]:
    found = tree.xpath(path)
    return found if isinstance(found, list) else []


def normal_space(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
