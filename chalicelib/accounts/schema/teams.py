"""Teams and how work is distributed in them: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from chalicelib.accounts.schema.fields import Distribution, Ownership, Skills
from chalicelib.runtime.model import Body, Model, Name

Strategy = Literal["least_loaded", "round_robin", "longest_idle"]
Order = Literal["waiting", "oldest", "vip"]
Action = Literal["team", "message", "close"]
SilentTo = Literal["next", "unassigned"]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"\S")]

LONGEST = 24 * 3600
"""Seconds that anybody waits by a rule."""


class OverflowView(Model):
    """What happens to a conversation that waited too long."""

    after_seconds: int
    action: Action
    team_id: str | None
    text: str | None


class RoutingView(Model):
    """How a team's work finds its agents, beyond its distribution."""

    strategy: Strategy
    order: Order
    priority: int
    offer_seconds: int
    pause_missed: bool
    offer_url: str | None
    offer_url_label: str | None
    skills: list[str]
    relax_seconds: int | None
    last_agent_seconds: int
    overflow: OverflowView | None
    wrap_up_seconds: int
    silent_minutes: int | None
    silent_to: SilentTo
    hours_id: str | None
    sla_id: str | None
    needs_disposition: bool | None


class TeamView(Model):
    """A team and who is in it."""

    id: str
    name: str
    everyone: bool
    distribution: Distribution
    ownership: Ownership
    member_ids: list[str]
    routing: RoutingView
    managed_by: str | None = Field(
        description="The stack that declares the team, which then is changed there alone."
    )


class OverflowChange(Body):
    """What shall happen to a conversation that waited too long."""

    after_seconds: int = Field(ge=10, le=LONGEST)
    action: Action = Field(
        description="It goes to another team; the customer is told; or told, and it is closed."
    )
    team_id: Id | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def _says_what(self) -> OverflowChange:
        if self.action == "team" and not self.team_id:
            raise ValueError("say which team it goes to")
        if self.action != "team" and not self.text:
            raise ValueError("say what the customer is told")
        return self


class RoutingChange(Body):
    """What changes of how a team's work finds its agents; all else stays."""

    strategy: Strategy = Field(
        "least_loaded", description="How an agent is chosen among those who are free."
    )
    order: Order = Field(
        "waiting",
        description="Whom to serve first: who waits longest, the oldest conversation, or the "
        "priority and then who waits longest.",
    )
    priority: int = Field(
        3, ge=1, le=5, description="Of several teams the lowest is served first by who is in them."
    )
    offer_seconds: int = Field(30, ge=5, le=600, description="How long an offer stands.")
    pause_missed: bool = Field(
        False, description="Whether who misses an offer is put on an unpaid pause."
    )
    offer_url: (
        Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)] | None
    ) = Field(
        None,
        description="A page that an offer's extra button opens; {conversation_id}, {contact_id}, "
        "{phone} and {email} are filled in.",
    )
    offer_url_label: Name | None = None
    skills: Skills = Field([], description="What every agent of a conversation must know.")
    relax_seconds: int | None = Field(
        None, ge=1, le=LONGEST, description="After how long skills are asked for no more."
    )
    last_agent_seconds: int = Field(
        0, ge=0, le=LONGEST, description="How long a customer waits for whom they had before."
    )
    overflow: OverflowChange | None = None
    wrap_up_seconds: int = Field(
        0, ge=0, le=3600, description="How long nothing new comes after a conversation that ended."
    )
    silent_minutes: int | None = Field(
        None, ge=1, le=60 * 24 * 7, description="After how long silence an assignee loses it."
    )
    silent_to: SilentTo = Field("next", description="Who has it then.")
    hours_id: Id | None = Field(None, description="The team's own office hours.")
    sla_id: Id | None = Field(None, description="The team's own service level.")
    needs_disposition: bool | None = Field(
        None, description="Whether closing needs a disposition; null: as the account says."
    )


class NewTeam(Body):
    """A team."""

    name: Name
    distribution: Distribution = "manual"
    ownership: Ownership = "shared"
    member_ids: list[Id] = Field(default=[], max_length=90)
    routing: RoutingChange = RoutingChange()


class TeamChange(Body):
    """What an admin changes about a team."""

    name: Name | None = None
    distribution: Distribution | None = None
    ownership: Ownership | None = None
    member_ids: list[Id] | None = Field(None, max_length=90)
    routing: RoutingChange = RoutingChange()
