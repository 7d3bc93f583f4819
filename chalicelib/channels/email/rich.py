"""The little Markdown that agents write, as the HTML part of a mail.

Mail programs know few styles, so there are none but a font: paragraphs, lists, links and code look
as the reader's program draws them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_FENCE = re.compile(r"^```[^\n`]*\n(.*?)\n?```[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+|mailto:[^\s)]+)\)")
_BARE_LINK = re.compile(r"(?<![\"'>=/\w])(https?://[^\s<>\"\x00]*[^\s<>\"\x00.,;:!?)\]'])")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^\n]+?)(?<=\S)\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_<])([^\n<]*?[^\s*_<]|[^\s*_<])\1(?![\w*_])")
_ITEM = re.compile(r"^[ \t]*(?:[*•-]|(\d{1,3})[.)])[ \t]+(.*)$")
_KEPT = re.compile("\x00(\\d+)\x00")
FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px"


def page(text: str) -> str:
    """A whole HTML body of a text in light Markdown; no markup of the text's own gets through."""
    body = "\n".join(_blocks(text))
    inner = f'<div dir="auto" style="{FONT}">\n{body}\n</div>'
    return f"<!DOCTYPE html>\n<html><body>{inner}</body></html>\n"


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, lists and code blocks in order."""
    kept: list[str] = []

    def keep(piece: str) -> str:
        kept.append(piece)
        return f"\x00{len(kept) - 1}\x00"

    def restored(piece: str) -> str:
        while _KEPT.search(piece):
            piece = _KEPT.sub(lambda match: kept[int(match[1])], piece)
        return piece

    def link(match: re.Match[str]) -> str:
        return keep(f'<a href="{_quoted(match[2])}">') + match[1] + keep("</a>")

    def bare_link(match: re.Match[str]) -> str:
        return keep(f'<a href="{_quoted(match[1])}">{match[1]}</a>')

    text = html.escape(text.replace("\x00", "").replace("\r\n", "\n"), quote=False)
    text = _FENCE.sub(lambda match: "\n\n" + keep(f"<pre>{match[1]}</pre>") + "\n\n", text)
    text = _CODE.sub(lambda match: keep(f"<code>{match[1]}</code>"), text)
    text = _BARE_LINK.sub(bare_link, _LINK.sub(link, text))
    text = _EMPHASIS.sub(r"<em>\2</em>", _STRONG.sub(r"<strong>\1</strong>", text))
    for block in re.split(r"\n{2,}", text.strip("\n")):
        for piece in _pieces(block.split("\n")):
            shown = restored(piece)
            yield shown if shown.startswith(("<pre>", "<ul>", "<ol")) else f"<p>{shown}</p>"


def _quoted(address: str) -> str:
    return address.replace('"', "&quot;")


def _pieces(lines: list[str]) -> Iterator[str]:
    """Runs of list items as lists, other lines as they are, broken where the writer broke them."""
    said: list[str] = []
    items: list[tuple[str | None, str]] = []
    for line in lines:
        item = _ITEM.match(line)
        if item:
            if said:
                yield "<br>\n".join(said)
                said = []
            items.append((item[1], item[2]))
        else:
            if items:
                yield _list(items)
                items = []
            said.append(line)
    if items:
        yield _list(items)
    if any(line.strip() for line in said):
        yield "<br>\n".join(said)


def _list(items: list[tuple[str | None, str]]) -> str:
    inner = "".join(f"<li>{words}</li>" for _, words in items)
    first = items[0][0]
    if first is None:
        return f"<ul>{inner}</ul>"
    return f'<ol start="{int(first)}">{inner}</ol>'
