"""The variables of templates and macros: `{{contact.first_name|there}}` becomes what is known of
the contact, else the fallback, else stays as a gap that somebody has to fill (KB-09).

Filled in one pass, and from values that hold no braces: what a contact calls itself is never read
as a variable. The console shows gaps by the same pattern (`console/src/text/template.ts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.runtime.errors import Refused

NAMES = (
    "contact.name",
    "contact.first_name",
    "contact.email",
    "contact.phone",
    "agent.name",
    "agent.first_name",
    "agent.email",
    "conversation.number",
    "conversation.topic",
    "conversation.channel",
    "conversation.team",
    "company.name",
)
CUSTOM = "contact.custom."
"""What a contact's own attributes begin with: `contact.custom.plan`."""

_VARIABLE = re.compile(
    r"\{\{[ \t]*((?:contact|agent|conversation|company)(?:\.[a-z0-9_-]+)+)[ \t]*"
    r"(?:\|([^{}\n]*))?\}\}",
    re.IGNORECASE,
)
"""Whatever stands in double braces and begins with another word is text like any other."""

_BRACES = str.maketrans("{}", "()")
_MARKS = str.maketrans({"*": None, "`": None, "[": "(", "]": ")"})
_EMPHASIS = re.compile(r"(?<!\w)_+|_+(?!\w)")
_BULLET = re.compile(r"^(?:[-•+]\s+)+")


class UnresolvedVariable(Refused):
    """A text that still has gaps was about to reach a customer; `variables` are their names."""

    code = "unresolved_variable"


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with what is known in it, and the names of the gaps that are left."""

    text: str
    unresolved: tuple[str, ...]


def fill(text: str, values: Mapping[str, str], markdown: bool = False) -> Filled:
    """A text with its variables filled in. `values` are by full name; one that is missing or blank
    gives way to the fallback, which may be empty. In Markdown a value stays plain: nobody's name
    becomes a link."""

    def filled(match: re.Match[str]) -> str:
        known = _tame(values.get(match[1].lower(), ""), markdown)
        if known or match[2] is None:
            return known or match[0]
        return match[2].strip()

    done = _VARIABLE.sub(filled, text)
    return Filled(done, names(done))


def names(text: str) -> tuple[str, ...]:
    """The names of a text's variables, each once, in the order in which they come."""
    return tuple(dict.fromkeys(match[1].lower() for match in _VARIABLE.finditer(text)))


def unknown(text: str) -> tuple[str, ...]:
    """Names that look like ours and are none: most often a slip of the pen."""
    return tuple(name for name in names(text) if not _is_known(name))


def refuse_gaps(text: str) -> None:
    """Raises UnresolvedVariable for a text with variables in it: no customer should read them."""
    left = names(text)
    if left:
        listed = ", ".join(f"{{{{{name}}}}}" for name in left)
        message = f"fill in {listed} before you send it"
        raise UnresolvedVariable(
            message, variables=list(left), errors=[{"field": "text", "message": message}]
        )


def first_name(name: str) -> str:
    """The word by which people are greeted."""
    return name.split()[0] if name.split() else ""


def _is_known(name: str) -> bool:
    custom = name.removeprefix(CUSTOM)
    return name in NAMES or (custom != name and "." not in custom)


def _tame(value: str, markdown: bool) -> str:
    """A value as one line of plain text, without anything that could be read as a variable."""
    plain = " ".join(value.translate(_BRACES).split())
    if not markdown:
        return plain
    return _BULLET.sub("", _EMPHASIS.sub("", plain.translate(_MARKS))).strip()
