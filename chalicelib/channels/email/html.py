"""HTML of mail for the eye, sanitised by nh3 (the ammonia sanitiser): it parses as browsers do, and
lets through what is named here, nothing else."""

from __future__ import annotations

import importlib
import re
from functools import cache
from html import escape
from typing import Any

LONGEST = 600_000
"""Characters; what follows in a larger page stays in the raw mail."""

_TAGS = (
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col "
    "colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 "
    "h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small "
    "span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var "
    "wbr"
)
TAGS = frozenset(_TAGS.split())
HIDDEN = {
    *("script", "style", "title", "head", "meta", "link", "base", "noscript", "template", "svg"),
    *("math", "object", "embed", "applet", "iframe", "frame", "frameset", "select"),
    *("textarea", "button", "video", "audio", "canvas"),
}
"""Gone with all that is in them; the head holds only these."""
ATTRIBUTES = {
    "*": {"dir", "lang", "title", "align", "valign", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "border"},
    "table": {"border", "cellpadding", "cellspacing", "width", "bgcolor"},
    "td": {"colspan", "rowspan", "width", "height", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "height", "bgcolor"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "tr": {"bgcolor"},
    "ol": {"start", "type"},
    "li": {"value"},
    "font": {"color", "face", "size"},
    "time": {"datetime"},
}
_STYLES = (
    "background-color border border-bottom border-collapse border-color border-left "
    "border-radius border-right border-spacing border-style border-top border-width color "
    "direction display font font-family font-size font-style font-variant font-weight "
    "height letter-spacing line-height list-style-type margin margin-bottom margin-left "
    "margin-right margin-top max-width min-width padding padding-bottom padding-left "
    "padding-right padding-top table-layout text-align text-decoration text-indent "
    "text-transform unicode-bidi vertical-align white-space width word-break"
)
STYLES = frozenset(_STYLES.split())
"""Nothing that places a thing elsewhere, and nothing that loads."""
DEEPEST, MOST_MARKS = 2000, 20
"""Elements in each other, and marks such as <font> that are never closed."""
MOST_ENTITIES = 50_000
_NESTS = frozenset(_TAGS.split()) - {"p", "li", "td", "th", "tr", "dd", "dt", "br", "hr", "img"}
_MARKS = frozenset({"a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong"})
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>])")
_ANY_TAG = re.compile(r"<[^<>]*>")
SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_DATA_IMAGE = re.compile(r"^\s*data:image/(?:png|gif|jpe?g|webp);base64,", re.IGNORECASE)
_FETCHES = re.compile(r"url\s*\(|image-set|@import|expression|\\", re.IGNORECASE)


def sanitised(page: str) -> str:
    """The page without anything that runs, loads styles, leaves its place or asks for input.

    Links open elsewhere without telling where from; inline images stay as `cid:…`, other images
    as they are, for the frame that shows the page decides whether to load them.
    """
    return str(_cleaner().clean(bounded(page))).strip()


def bounded(page: str) -> str:
    """The page, as much as is looked at; as words alone where its tags lie so deep in each other
    that a browser's rules for them take minutes (they are quadratic)."""
    page = page[:LONGEST]
    if page.count("&") > MOST_ENTITIES:
        page = page.replace("&", " ")
    deep = marked = 0
    for tag in _TAG.finditer(page):
        step = -1 if tag[1] else 1
        if tag[2].lower() in _MARKS:
            marked = max(0, marked + step)
        elif tag[2].lower() in _NESTS:
            deep = max(0, deep + step)
        if deep > DEEPEST or marked > MOST_MARKS:
            return escaped(_ANY_TAG.sub(" ", page))
    return page


def escaped(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=False)


@cache
def _cleaner() -> Any:
    return importlib.import_module("nh3").Cleaner(
        tags=TAGS,
        clean_content_tags=HIDDEN,
        attributes=ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes=SCHEMES,
        url_relative="deny",
        filter_style_properties=STYLES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    target = value.strip().lower()
    if name == "style":
        return None if _FETCHES.search(value) else value
    if target.startswith("data:"):
        return value if (tag, name) == ("img", "src") and _DATA_IMAGE.match(value) else None
    if target.startswith("cid:"):
        return value if (tag, name) == ("img", "src") else None
    return value
