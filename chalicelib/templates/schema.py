"""Templates: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.runtime.model import Body, Model, Name

Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=10_000, pattern=r"\S"),
    Field(
        description="May hold {{contact.name}}, {{contact.first_name}}, {{agent.name}} and "
        "{{agent.first_name}}, which are filled in when it is inserted.",
        examples=["Hi {{contact.first_name}}, your parcel is on its way."],
    ),
]


TeamId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class NewTemplate(Body):
    """A text to answer with."""

    name: Name
    text: Text
    team_id: TeamId | None = Field(None, description="Whose it is; null is everyone's.")


class TemplateChange(Body):
    """What to change."""

    name: Name | None = None
    text: Text | None = None
    team_id: TeamId | None = Field(None, description="Null makes it everyone's.")


class TemplateView(Model):
    """A text to answer with."""

    id: str
    name: str
    text: str
    team_id: str | None
    updated_at: str
