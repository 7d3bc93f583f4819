"""Macros: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from chalicelib.runtime.model import Body, ClientId, Model, Name
from chalicelib.templates.domain import Visibility
from chalicelib.templates.schema import CreatorView, Format, Id, Text

LabelIds = Annotated[list[Id], Field(min_length=1, max_length=10)]


class Step(Model):
    """The base of the steps, which are stored as they come in."""

    model_config = ConfigDict(extra="forbid")


class Reply(Step):
    """Answer the customer; variables are filled in."""

    type: Literal["reply"]
    text: Text
    format: Format = "plain"


class Note(Step):
    """Leave a note for colleagues; variables are filled in."""

    type: Literal["note"]
    text: Text


class SetLabels(Step):
    """Set labels."""

    type: Literal["label"]
    label_ids: LabelIds


class TakeLabels(Step):
    """Take labels."""

    type: Literal["unlabel"]
    label_ids: LabelIds


class Assign(Step):
    """Give the conversation to these; to none: back to Unassigned."""

    type: Literal["assign"]
    user_ids: list[Id] = Field(
        max_length=10, description="Users; `me` is whoever runs it, `ai_agent` the AI agent."
    )


class SetStatus(Step):
    """Close or reopen."""

    type: Literal["status"]
    status: Literal["open", "closed"]
    disposition: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = Field(
        None, description="How it ended, where the account asks for that."
    )


class Snooze(Step):
    """Take it out of the inbox for a while."""

    type: Literal["snooze"]
    minutes: int | None = Field(
        ge=1, le=525_600, description="From now; null: until the customer writes."
    )


class SetPriority(Step):
    """Say how much it presses."""

    type: Literal["priority"]
    priority: Literal["low", "medium", "high", "urgent"] | None


AnyStep = Annotated[
    Reply | Note | SetLabels | TakeLabels | Assign | SetStatus | Snooze | SetPriority,
    Field(discriminator="type"),
]
Steps = Annotated[list[AnyStep], Field(min_length=1, max_length=8)]
StepType = Literal["reply", "note", "label", "unlabel", "assign", "status", "snooze", "priority"]


class NewMacro(Body):
    """Steps under a name."""

    name: Name
    visibility: Visibility | None = Field(
        None, description="Whose it is; when absent, the team's if one is named, else everyone's."
    )
    team_id: Id | None = Field(None, description="Of a team's macro.")
    actions: Steps


class MacroChange(Body):
    """What to change; what is absent stays."""

    name: Name | None = None
    visibility: Visibility | None = None
    team_id: Id | None = None
    actions: Steps | None = None


class MacroView(Model):
    """Steps that are run one after the other on one conversation."""

    id: str
    name: str
    visibility: Visibility
    team_id: str | None
    actions: list[AnyStep]
    creator: CreatorView
    updated_at: str


class Macros(Model):
    """The macros that the caller may run, by name."""

    items: list[MacroView]


class Running(Body):
    """How to tell one run from its repetition."""

    client_id: ClientId | None = Field(
        None, description="The client's own id: sent twice, it is one run."
    )


class FailedStep(Model):
    """A step that was not done."""

    action: StepType
    code: str
    detail: str


class OutcomeView(Model):
    """What became of each step."""

    done: list[StepType]
    failed: list[FailedStep]
