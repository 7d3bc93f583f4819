"""Tools of the AI agent: settled by admins, called for customers, each call noted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.ai_agent import store
from chalicelib.ai_agent.domain import tools
from chalicelib.ai_agent.domain.tools import Tool, Value
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.service.ai import actor
from chalicelib.runtime import outgoing
from chalicelib.runtime.errors import Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.once import once
from chalicelib.suggestions.domain import Found, Passage

MOST = 50
"""Tools of an account."""
BYTES = 64 * 1024
SECONDS = 8.0
VERIFIED = "Switchboard-Verified-Email"
"""Tells the other system for whom it is asked: the address that the customer has proven to read."""
IN_ADDRESSES = "@!#$&'*+/=?^_`{|}~.-"
"""What a mail address may hold as it is (RFC 5322, section 3.2.3); the rest is percent-encoded."""
HEADERS = {"Accept": "application/json, text/plain", "User-Agent": "Switchboard"}


@dataclass(frozen=True, slots=True)
class Called:
    """What a call answered, as a source."""

    found: Found


@dataclass(frozen=True, slots=True)
class ForVerified:
    """The tool that fits is for customers who have proven who they are."""

    tool: Tool


def listed(caller: Caller) -> list[Tool]:
    """The account's tools."""
    accounts.require(caller, Permission.KNOWLEDGE)
    return store.tools(caller.account_id)


def create(caller: Caller, tool: Tool) -> Tool:
    """A further tool."""
    accounts.require(caller, Permission.KNOWLEDGE)
    if len(store.tools(caller.account_id)) >= MOST:
        raise Refused(f"there are {MOST} tools already; remove one that is no longer used")
    return _saved(caller, replace(tool, id=new_id("ait")))


def change(caller: Caller, tool_id: str, fields: Mapping[str, Any]) -> Tool:
    """Change some of a tool."""
    return _saved(caller, replace(get(caller, tool_id), **fields))


def get(caller: Caller, tool_id: str) -> Tool:
    """A tool of the account."""
    known = next((tool for tool in listed(caller) if tool.id == tool_id), None)
    if known is None:
        raise NotFound("there is no such tool")
    return known


def delete(caller: Caller, tool_id: str) -> None:
    """Remove a tool."""
    store.delete_tool(caller.account_id, get(caller, tool_id).id)


def _saved(caller: Caller, tool: Tool) -> Tool:
    host = tool.url.partition("://")[2].partition("/")[0].partition("?")[0]
    if "{" in host:
        raise Invalid("whom to call is fixed: only the path and the query take values")
    unknown = set(tools.PLACE.findall(tool.url)) - {one.name for one in tool.parameters}
    if unknown:
        raise Invalid(f"the URL has gaps that are no parameters: {', '.join(sorted(unknown))}")
    outgoing.check_url(tools.PLACE.sub("x", tool.url))
    store.save_tool(caller.account_id, tool)
    return tool


def use(
    head: Conversation,
    name: str,
    message_id: str,
    text: str,
    at: datetime,
    proven: Callable[[], str | None],
) -> Called | ForVerified | None:
    """Call the tool that fits a message, once; None where none does, or a value is missing.
    `proven` answers the address that the customer has proven to read, if any."""
    tool = tools.fitting(text, store.tools(head.account_id))
    if tool is None or tools.arguments(tool, text) is None:
        return None
    owner = proven() if tool.verified_only else None
    if tool.verified_only and owner is None:
        return ForVerified(tool)
    values = tools.arguments(tool, text, owner or "") or {}
    key = f"{message_id}:{tool.id}"
    result = json.loads(once("ai_tool", key, lambda: json.dumps(_call(tool, values, owner))))
    _note(head, name, tool, values, result, f"ai:tool:{key}", at)
    if result["text"] is None:
        return None
    return Called(Found(Passage("tool", tool.id, tool.name, result["text"]), 1.0))


def _call(tool: Tool, values: Mapping[str, Value], owner: str | None) -> dict[str, Any]:
    """The answer as text (None where there is none) and how it went, in a word."""
    url, body = tools.request(tool, values)
    headers = HEADERS | ({VERIFIED: quote(owner, safe=IN_ADDRESSES)} if owner else {})
    try:
        if tool.method == "POST":
            typed = headers | {"Content-Type": "application/json"}
            answer = outgoing.post(url, typed, json.dumps(body).encode(), BYTES, SECONDS)
        else:
            answer = outgoing.fetch(url, headers, BYTES, SECONDS)
    except (outgoing.Unreachable, Invalid) as error:
        return {"text": None, "went": str(error)}
    except outgoing.TooLarge:
        return {"text": None, "went": "it answers too much"}
    return {"text": _read(tool, answer) or None, "went": f"it answered {answer.status}"}


def _read(tool: Tool, answer: outgoing.Fetched) -> str:
    text = answer.data.decode("utf-8", "replace")
    try:
        return tools.told(tool, json.loads(text))
    except (ValueError, RecursionError):
        plain = answer.mime_type.startswith("text/plain")
        return tools.told(tool, text) if plain else ""


def _note(
    head: Conversation,
    name: str,
    tool: Tool,
    values: Mapping[str, Value],
    result: Mapping[str, Any],
    client_id: str,
    at: datetime,
) -> None:
    """Each call is told to colleagues: what was asked, how it went, what came."""
    given = ", ".join(f"{key} = {value}" for key, value in values.items()) or "no values"
    text = f"Called “{tool.name}” with {given}: {result['went']}."
    if result["text"]:
        text += f"\n{result['text']}"
    conversations.ai_note(head, actor(name), text, client_id, at)
