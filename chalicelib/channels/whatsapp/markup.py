"""The little Markdown that agents write → WhatsApp's own marks: `*bold*`, `_italic_`, code between
backticks (WhatsApp Help Center: "How to format your messages"). Lists are the same in both; a link
becomes its words and its address, as WhatsApp hides no address behind words."""

import re

_CODE = re.compile(r"^```[^\n`]*\n.*?\n?```[ \t]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r"\A```[^\n`]+\n")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+|mailto:[^\s)]+)\)")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^\n*]*?[^\s*])\*(?![\w*])")
_BULLET = re.compile(r"^([ \t]*)\*[ \t]+", re.MULTILINE)
_KEPT = re.compile("\x00(\\d+)\x00")
_BOLDED = "\x01"
"""Stands for the star of bold until italics, which Markdown writes with that star, are done."""


def to_whatsapp(text: str) -> str:
    """Text as WhatsApp draws it; code stays as it is."""
    code: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code.append(_LANGUAGE.sub("```\n", match[0]))
        return f"\x00{len(code) - 1}\x00"

    text = text.replace("\x00", "").replace(_BOLDED, "")
    text = _CODE.sub(keep, text)
    text = _LINK.sub(_linked, _BULLET.sub(r"\1- ", text))
    text = _ITALIC.sub(r"_\1_", _BOLD.sub(rf"{_BOLDED}\1{_BOLDED}", text))
    return _KEPT.sub(lambda match: code[int(match[1])], text.replace(_BOLDED, "*"))


def _linked(match: re.Match[str]) -> str:
    words, address = match[1], match[2]
    return address if words == address else f"{words} ({address})"
