"""The six-digit codes that prove who a customer is: found in what they write, and left out of what
is kept or handed on of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

DIGITS = 6
ASIDE = 6
"""Words beside a code in a message that only tells it."""
HIDDEN = "[code]"
VERIFY = "verify"
"""What the AI agent does (`ai.action`) while it asks for a code."""

_CODE = re.compile(r"(?<![\w.,#+-])\d(?:[ -]?\d){5}(?![\w%]|[ .,-]\d)")
"""`482913`, `482 913`, `48-29-13`, `4 8 2 9 1 3`; no part of a longer number."""
_BARE = re.compile(r"[\W_]*")


def codes(text: str) -> list[str]:
    """The six-digit numbers of a text, in ASCII digits."""
    return [_digits(found.group()) for found in _CODE.finditer(text)]


def hidden(text: str) -> str:
    """A text without its six-digit numbers."""
    return _CODE.sub(HIDDEN, text)


def is_bare(text: str) -> bool:
    """Whether a text is a six-digit number and nothing else."""
    rest, found = _CODE.subn("", text)
    return found == 1 and _BARE.fullmatch(rest) is not None


def is_left(text: str) -> bool:
    """Whether a text without its codes still says something."""
    return HIDDEN not in text or _BARE.fullmatch(text.replace(HIDDEN, "")) is None


def told(text: str, asked: bool) -> str | None:
    """The code that a message tells: alone, or with a few words where it was just `asked` for."""
    found = codes(text)
    if len(found) != 1:
        return None
    short = asked and "?" not in text and len(_CODE.sub(" ", text).split()) <= ASIDE
    return found[0] if short or is_bare(text) else None


def asked_for(said: Mapping[str, Any]) -> bool:
    """Whether a message of ours (its data) is the AI agent asking for a code."""
    return (said.get("ai") or {}).get("action") == VERIFY


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter)) for letter in text if letter.isdecimal())
