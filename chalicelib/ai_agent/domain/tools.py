"""Calls of other systems that an admin lets the AI agent make (AI-19): when one fits, with what,
and what its answer says. No model chooses here: triggers do, and values are read from the
message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlencode

from chalicelib.ai_agent.domain.small_talk import agrees, declines
from chalicelib.ai_agent.domain.topics import forbidden

LINES = 12
"""Values of an answer that are told."""
LONGEST = 200
"""Characters of one value."""
MAIL = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+\.[A-Za-z]{2,}")
_CODE = re.compile(r"(?<![\w.-])#?((?=[\w-]*\d)[\w-]{3,40})(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.-])-?\d+(?:[.,]\d+)?(?![\w-])")
_QUOTED = re.compile(r"[\"“„«']([^\"”“»']{1,100})[\"”»']")
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a call takes."""

    name: str
    type: Literal["string", "number", "boolean"] = "string"
    required: bool = True
    description: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """One call. `{name}` in the path or query of its URL is filled in; what is left over goes into
    the query of a GET or, as JSON, into the body of a POST."""

    id: str
    name: str
    description: str
    method: Literal["GET", "POST"]
    url: str
    parameters: tuple[Parameter, ...] = ()
    verified_only: bool = False
    triggers: tuple[str, ...] = ()


Value = str | int | float | bool


def fitting(text: str, tools: Iterable[Tool]) -> Tool | None:
    """The tool whose trigger stands in a message."""
    return next((tool for tool in tools if forbidden(text, tool.triggers)), None)


def arguments(tool: Tool, text: str, owner: str = "") -> dict[str, Value] | None:
    """The values that a message gives to a tool, each to one parameter; None when a required one
    is missing. What a tool for verified customers wants to know of a mail address is the `owner`'s:
    nobody asks with somebody else's."""
    found: dict[str, Value] = {}
    for parameter in tool.parameters:
        if tool.verified_only and _is_mail(parameter):
            found[parameter.name] = owner
            continue
        written = _written(parameter, text)
        if written is not None:
            text = text.replace(written, " ", 1)
            found[parameter.name] = _number(written) if parameter.type == "number" else written
        elif parameter.type == "boolean" and (agrees(text) or declines(text)):
            found[parameter.name] = agrees(text)
        elif parameter.required:
            return None
    return found


def request(tool: Tool, values: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
    """The URL to call, and for a POST what its body holds."""
    used = set(PLACE.findall(tool.url))
    url = PLACE.sub(lambda m: quote(_text(values.get(m.group(1), "")), safe=""), tool.url)
    rest = {name: value for name, value in values.items() if name not in used}
    if tool.method == "POST":
        return url, rest
    query = urlencode({name: _text(value) for name, value in rest.items()})
    return url + (("&" if "?" in url else "?") + query if query else ""), {}


def told(tool: Tool, answer: Any) -> str:
    """What an answer says, as lines of name and value; a text is told as it is."""
    if isinstance(answer, str):
        return " ".join(answer.split())[: LONGEST * 3]
    lines = [f"{name}: {value}" for name, value in _flat(answer)][:LINES]
    return "\n".join(lines)


def _flat(answer: Any, name: str = "") -> list[tuple[str, str]]:
    if isinstance(answer, dict):
        parts = [(f"{name} {key}".strip(), one) for key, one in answer.items()]
    elif isinstance(answer, list):
        parts = [(f"{name} {place}".strip(), one) for place, one in enumerate(answer[:LINES], 1)]
    elif answer is None:
        return []
    else:
        return [(name.replace("_", " ") or "Answer", _text(answer)[:LONGEST])]
    return [line for key, one in parts for line in _flat(one, key)]


def _written(parameter: Parameter, text: str) -> str | None:
    """What of a message is a parameter's value, as it is written there."""
    if parameter.type == "boolean":
        return None
    if parameter.type == "number":
        found = _NUMBER.search(text)
        return found.group() if found else None
    if _is_mail(parameter):
        mail = MAIL.search(text)
        return mail.group() if mail else None
    bare = MAIL.sub(" ", text)
    code = _CODE.search(bare) or _QUOTED.search(bare)
    return code.group(1) if code and code.group(1).strip(". ") else None


def _is_mail(parameter: Parameter) -> bool:
    about = f"{parameter.name} {parameter.description}".lower()
    return parameter.type == "string" and "mail" in about


def _number(text: str) -> int | float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
