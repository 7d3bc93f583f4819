"""Tools of the AI agent: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from chalicelib.ai_agent.domain.tools import Parameter, Tool
from chalicelib.ai_agent.schema import Topic
from chalicelib.runtime.model import Body, Model, Name

ParameterName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]\w{0,39}$")]


class ToolParameter(Body):
    """One value that a tool takes."""

    name: ParameterName
    type: Literal["string", "number", "boolean"] = "string"
    required: bool = True
    description: Annotated[str, StringConstraints(max_length=200)] = ""


ToolUrl = Annotated[str, StringConstraints(min_length=9, max_length=2000, pattern=r"^https?://")]


class NewTool(Body):
    """A call that the AI agent may make (AI-19)."""

    name: Name
    description: Annotated[str, StringConstraints(max_length=500)] = ""
    method: Literal["GET", "POST"] = "GET"
    url: ToolUrl = Field(description="`{name}` in its path or query is filled in.")
    parameters: list[ToolParameter] = Field([], max_length=10)
    verified_only: bool = False
    triggers: list[Topic] = Field(min_length=1, max_length=20)

    def tool(self, id_: str = "") -> Tool:
        """As the rules take it."""
        return Tool(id_, **_tool_fields(self))


class ToolChange(Body):
    """What to change of it."""

    name: Name | None = None
    description: Annotated[str, StringConstraints(max_length=500)] | None = None
    method: Literal["GET", "POST"] | None = None
    url: ToolUrl | None = None
    parameters: list[ToolParameter] | None = Field(None, max_length=10)
    verified_only: bool | None = None
    triggers: list[Topic] | None = Field(None, min_length=1, max_length=20)

    def fields(self) -> dict[str, Any]:
        """What is to be another."""
        return _tool_fields(self)


class ToolView(NewTool):
    """A tool."""

    id: str


class Tools(Model):
    """All tools."""

    items: list[ToolView]


def _tool_fields(body: NewTool | ToolChange) -> dict[str, Any]:
    known = body.model_dump(exclude_none=True, exclude_unset=isinstance(body, ToolChange))
    if "parameters" in known:
        known["parameters"] = tuple(Parameter(**one) for one in known["parameters"])
    if "triggers" in known:
        known["triggers"] = tuple(known["triggers"])
    return known
