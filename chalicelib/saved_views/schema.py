"""Saved views: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.accounts.schema import InboxId, Sort
from chalicelib.runtime.model import Body, Model, Name
from chalicelib.saved_views.domain import ViewScope

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Filter(Body):
    """What a list of conversations is asked by; null asks nothing."""

    inbox: InboxId | None = None
    status: Literal["open", "closed", "snoozed", "any"] | None = None
    channel: Id | None = None
    team: Id | None = None
    label: Id | None = None
    priority: Literal["low", "medium", "high", "urgent"] | None = None
    important: bool | None = None
    assignee: Id | None = None


class NewView(Body):
    """A filter to keep."""

    name: Name
    scope: ViewScope = ViewScope.PRIVATE
    team_id: Id | None = Field(None, description="The team, if the view is a team's.")
    filter: Filter
    sort: Sort | None = Field(None, description="Null: the order of the inbox it looks at.")


class ViewChange(Body):
    """What to change."""

    name: Name | None = None
    filter: Filter | None = None
    sort: Sort | None = Field(None, description="Null takes the view's own order back.")


class ViewView(Model):
    """A saved filter and how many conversations it finds for the caller."""

    id: str
    name: str
    scope: ViewScope
    team_id: str | None
    filter: Filter
    sort: Sort | None
    count: int | None = Field(description="100 stands for 100 or more.")
