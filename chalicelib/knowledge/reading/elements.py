"""HTML elements as Markdown, by a plain walk; and which of them nobody sees."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

NO_TEXT = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object"}
    | {"embed", "select", "button", "input", "textarea", "form", "dialog", "audio", "video"}
)
AROUND = frozenset({"nav", "header", "footer", "aside", "menu"})
"""What stands around the content."""
ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "body", "ul", "ol", "dl", "dd", "table", "tr"}
    | {"blockquote", "pre", "figure", "figcaption", "details", "address", "hr", "fieldset"}
)
HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 4, "dt": 4, "caption": 4}
"""A question that folds out its answer is a heading, and so is a term with its definition."""

_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(0",
    re.IGNORECASE,
)


def main(tree: HtmlElement) -> HtmlElement | None:
    """What the page itself marks as its content."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = tree.xpath(path)
        if isinstance(found, list) and len(found) == 1 and isinstance(found[0], HtmlElement):
            return found[0]
    return None


def drop_unseen(tree: HtmlElement) -> None:
    """Take out what has no text for people, or hides it by an attribute or a style of its own.
    What style sheets hide is not known here."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            _drop(element)  # a comment, a processing instruction
        elif element.tag in NO_TEXT or _is_unseen(element):
            _drop(element)


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    return element.get("aria-hidden") == "true" or bool(_UNSEEN.search(element.get("style") or ""))


def _drop(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def markdown(element: HtmlElement) -> str:
    """An element's text: headings, paragraphs, lists and tables, without what is around them."""
    blocks: list[str] = []
    line: list[str] = []

    def end(start: str = "") -> None:
        text = " ".join("".join(line).split())
        if text:
            blocks.append(start + text)
        line.clear()

    def table(rows: list[HtmlElement]) -> None:
        cells = [[_cell(cell) for cell in row.iter("td", "th")] for row in rows]
        width = max(map(len, cells), default=0)
        if width < 2:
            blocks.extend(cell for row in cells for cell in row if cell)
            return
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells if any(row)]
        if rows[0].find("th") is not None and len(lines) > 1:
            lines.insert(1, f"|{'---|' * width}")
        blocks.append("\n".join(lines))

    # a stack of our own: a page may nest deeper than Python calls
    begun: dict[HtmlElement, int] = {}
    todo: list[tuple[HtmlElement, bool]] = [(element, False)]
    while todo:
        one, done = todo.pop()
        tag = one.tag
        if done:
            level = HEADINGS.get(tag)
            if level:
                end("#" * level + " ")
            elif tag == "li":
                # one with paragraphs of its own is told by them
                end("- " if begun[one] == len(blocks) else "")
            elif tag in BLOCKS:
                end()
            line.append(one.tail or "" if one is not element else "")
            continue
        if one is not element and (tag in AROUND or one.get("role") in ROLES or tag in NO_TEXT):
            line.append(one.tail or "")
            continue
        if tag == "br":
            line.append(" ")
        if tag in HEADINGS or tag in BLOCKS or tag == "li":
            end()
            begun[one] = len(blocks)
        rows = list(one.iter("tr")) if tag == "table" else []
        if rows:
            table(rows)
            line.append(one.tail or "")
            continue
        line.append(one.text or "")
        todo.append((one, True))
        todo.extend((child, False) for child in reversed(one) if isinstance(child.tag, str))
    end()
    return "\n\n".join(blocks)


def _cell(cell: HtmlElement) -> str:
    return " ".join(cell.text_content().split()).replace("|", "/")
