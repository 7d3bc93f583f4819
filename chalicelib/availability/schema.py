"""Availability, pause reasons and reports: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from chalicelib.accounts.domain import Availability
from chalicelib.runtime.model import Body, Model

ReasonName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class AvailabilityChange(Body):
    """Whether one takes work, and why not."""

    status: Availability
    reason_id: Id | None = Field(None, description="One of the account's; null: none given.")
    automatic: bool = Field(False, description="Nobody was at the screen for a while.")


class TeamAvailability(Body):
    """What one takes of a team."""

    chats: bool = True
    calls: bool = True


class NewReason(Body):
    """A reason to be away."""

    name: ReasonName
    paid: bool = False


class ReasonChange(Body):
    """What changes of a reason."""

    name: ReasonName | None = None
    paid: bool | None = None


class ReasonView(Model):
    """A reason to be away."""

    id: str
    name: str
    paid: bool
    managed_by: str | None


class TimeQuery(Body):
    """From when until when."""

    since: AwareDatetime = Field(description="From this moment on.")
    until: AwareDatetime = Field(description="Until before this moment.")


State = Literal["available", "away", "offline"]


class SpanView(Model):
    """A stretch of time in one state."""

    state: State
    reason_id: str | None
    name: str | None = Field(description="Of the reason, where there was one.")
    paid: bool | None
    automatic: bool
    since: str
    until: str | None = Field(description="Null while it lasts.")
    seconds: int


class ShareView(Model):
    """How long somebody was in one state."""

    state: State
    name: str | None
    paid: bool | None
    seconds: int
    times: int


class ReportRow(Model):
    """How one user's time went, the longest first."""

    user_id: str
    name: str
    shares: list[ShareView]
