"""Labels: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.labels.domain import LabelScope
from chalicelib.runtime.model import Body, Model

LabelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


Color = Annotated[
    str,
    StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True),
    Field(examples=["#2f80ed"]),
]


TeamId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class NewLabel(Body):
    """A label."""

    name: LabelName
    color: Color
    scope: LabelScope = LabelScope.TEAM
    team_id: TeamId | None = Field(
        None, description="Whose team label it is; null is everyone's. Private labels have none."
    )


class LabelChange(Body):
    """What to change."""

    name: LabelName | None = None
    color: Color | None = None


class LabelView(Model):
    """A label."""

    id: str
    name: str
    color: str
    scope: LabelScope
    team_id: str | None
