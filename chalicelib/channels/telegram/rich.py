"""The little Markdown that agents write, as Telegram's HTML (Telegram docs: "Bot API", Formatting
options)."""

from __future__ import annotations

import html
import re

_FENCE = re.compile(r"^```[^\n`]*\n(.*?)\n?```[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+|mailto:[^\s)]+)\)")
_BULLET = re.compile(r"^([ \t]*)[*-][ \t]+", re.MULTILINE)
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^\n]+?)(?<=\S)\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_<])([^\n<]*?[^\s*_<]|[^\s*_<])\1(?![\w*_])")
_KEPT = re.compile("\x00(\\d+)\x00")


def to_html(text: str) -> str:
    """HTML that says what the Markdown does; what is no mark stands as it is. Emphasis does not
    reach over other marks, so that tags never cross."""
    kept: list[str] = []

    def keep(tag: str) -> str:
        kept.append(tag)
        return f"\x00{len(kept) - 1}\x00"

    def link(match: re.Match[str]) -> str:
        address = match[2].replace('"', "&quot;")
        return f"{keep(f'<a href={chr(34)}{address}{chr(34)}>')}{match[1]}{keep('</a>')}"

    text = html.escape(text.replace("\x00", ""), quote=False)
    text = _FENCE.sub(lambda match: keep(f"<pre>{match[1]}</pre>"), text)
    text = _CODE.sub(lambda match: keep(f"<code>{match[1]}</code>"), text)
    text = _LINK.sub(link, text)
    text = _BULLET.sub(r"\1• ", text)
    text = _STRONG.sub(r"<b>\1</b>", text)
    text = _EMPHASIS.sub(r"<i>\2</i>", text)
    while _KEPT.search(text):
        text = _KEPT.sub(lambda match: kept[int(match[1])], text)
    return text
