"""Dispositions: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from chalicelib.runtime.model import Body, Model

DispositionName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
    Field(examples=["Solved"]),
]
TeamIds = Annotated[
    list[Annotated[str, StringConstraints(min_length=1, max_length=64)]],
    Field(min_length=1, max_length=100),
]


class NewDisposition(Body):
    """A way in which conversations end."""

    name: DispositionName
    team_ids: TeamIds | None = Field(None, description="Whose conversations; null: everyone's.")

    def teams(self) -> tuple[str, ...] | None:
        """Each team once."""
        return None if self.team_ids is None else tuple(dict.fromkeys(self.team_ids))


class DispositionChange(Body):
    """What to change; `team_ids` null gives it to everyone."""

    name: DispositionName | None = None
    team_ids: TeamIds | None = None

    @model_validator(mode="after")
    def _a_name_stays(self) -> DispositionChange:
        if "name" in self.model_fields_set and self.name is None:
            raise ValueError("name cannot be null; leave it out to keep it")
        return self

    def fields(self) -> dict[str, Any]:
        """What was given, by the names of the domain."""
        fields = self.model_dump(exclude_unset=True)
        if fields.get("team_ids"):
            fields["team_ids"] = tuple(dict.fromkeys(fields["team_ids"]))
        return fields


class DispositionView(Model):
    """A way in which conversations end."""

    id: str
    name: str
    team_ids: list[str] | None
    managed_by: str | None = Field(description="The stack that declares it.")
