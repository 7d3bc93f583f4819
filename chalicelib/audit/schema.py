"""The audit log: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints

from chalicelib.runtime.model import Model
from chalicelib.runtime.paging import PageQuery

Word = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class AuditQuery(PageQuery):
    """Which of the log to show."""

    actor: Word | None = Field(None, description="The id of who did it.")
    action: Word | None = Field(None, description="Such as `team.updated`, or all of a `team`.")
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class Named(Model):
    """Somebody, as they were called then."""

    id: str | None
    name: str


class Thing(Model):
    """What it was done to, as it was called then."""

    kind: str
    id: str | None
    name: str | None


class AuditView(Model):
    """Something that was done."""

    id: str
    at: str
    actor: Named
    action: str
    object: Thing
    ip: str | None
    detail: dict[str, Any]
