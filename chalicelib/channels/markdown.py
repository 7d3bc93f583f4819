"""The little Markdown that agents write (bold, italic, code, links, lists), as plain text for
channels that show no more. The console and the widget draw the same constructs; everything else is
text as it stands. By hand because a parser of all Markdown is larger than a channel, and would
change what the other two do not know."""

import re

_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+|mailto:[^\s)]+)\)")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^\n]*?[^\s*_]|[^\s*_])\1(?![\w*_])")
_CODE = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^```[^\n`]*\n(.*?)\n?```[ \t]*$", re.MULTILINE | re.DOTALL)
_BULLET = re.compile(r"^([ \t]*)[*-][ \t]+", re.MULTILINE)
_KEPT = re.compile("\x00(\\d+)\x00")


def to_plain(text: str) -> str:
    """Text without marks: links as `words (address)`, bullets as `•`; code stays as it is."""
    code: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code.append(match[1])
        return f"\x00{len(code) - 1}\x00"

    text = text.replace("\x00", "")
    text = _CODE.sub(keep, _FENCE.sub(keep, text))
    text = _BULLET.sub(r"\1• ", text)
    text = _LINK.sub(_linked, text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\1", text))
    return _KEPT.sub(lambda match: code[int(match[1])], text)


def _linked(match: re.Match[str]) -> str:
    words, address = match[1], match[2]
    return address if words == address else f"{words} ({address})"
