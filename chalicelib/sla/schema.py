"""Service levels: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from chalicelib.runtime.model import Body, Model, Name
from chalicelib.sla.domain.policy import LONGEST, NOTIFIED_AT_MOST, Policy

Minutes = Annotated[int, Field(ge=1, le=LONGEST)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Notified = Annotated[
    list[Id],
    Field(
        max_length=NOTIFIED_AT_MOST,
        description="`assignee` (the team, while there is none), `team`, `admins`, or users' ids.",
        examples=[["assignee", "admins"]],
    ),
]
Percent = Annotated[
    int, Field(ge=1, le=100, description="Of a target; 100: nobody is warned, only told of a miss.")
]


class NewSlaPolicy(Body):
    """What is promised. A target that is null is not."""

    name: Name
    first_minutes: Minutes | None = None
    next_minutes: Minutes | None = None
    resolve_minutes: Minutes | None = Field(
        None, description="Without the time in which it is the customer's turn."
    )
    business_hours: bool = Field(True, description="Whether only office hours count.")
    hours_id: Id | None = Field(None, description="Whose; null: the team's own, else the default.")
    warn_percent: Percent = 80
    notify: Notified = ["assignee"]
    ai_counts: bool = Field(False, description="Whether an answer of the AI agent is a reply.")
    default: bool = Field(
        False, description="Whether it holds where neither customer nor team has one."
    )

    def policy(self) -> Policy:
        """As the services take it; the id is theirs to give."""
        return Policy(id="", **_settled(self.model_dump()))


class SlaPolicyChange(Body):
    """What to change; null takes a target or a calendar away."""

    name: Name | None = None
    first_minutes: Minutes | None = None
    next_minutes: Minutes | None = None
    resolve_minutes: Minutes | None = None
    business_hours: bool | None = None
    hours_id: Id | None = None
    warn_percent: Percent | None = None
    notify: Notified | None = None
    ai_counts: bool | None = None
    default: bool | None = None

    @model_validator(mode="after")
    def _nothing_is_cleared(self) -> SlaPolicyChange:
        for name in self.model_fields_set - _CLEARED:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null; leave it out to keep it")
        return self

    def fields(self) -> dict[str, Any]:
        """What was given, by the names of the domain."""
        return _settled(self.model_dump(exclude_unset=True))


_CLEARED = {"first_minutes", "next_minutes", "resolve_minutes", "hours_id"}


def _settled(given: dict[str, Any]) -> dict[str, Any]:
    if "notify" in given:
        given["notify"] = tuple(dict.fromkeys(given["notify"]))
    return given


class SlaPolicyView(Model):
    """What is promised."""

    id: str
    name: str
    first_minutes: int | None
    next_minutes: int | None
    resolve_minutes: int | None
    business_hours: bool
    hours_id: str | None
    warn_percent: int
    notify: list[str]
    ai_counts: bool
    default: bool
    managed_by: str | None = Field(description="The stack that declares it.")


class OfCustomerQuery(Body):
    """In which team's conversations."""

    team_id: Id | None = None


class CustomersSla(Model):
    """What is promised to a customer, and whose setting that is."""

    policy: SlaPolicyView | None
    set_by: Literal["contact", "team", "account"] | None = Field(
        description="Where to change it; null where nothing is promised."
    )
