"""Search: what is asked, and what a hit looks like."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from chalicelib.conversations.events import ActorView
from chalicelib.conversations.views import ConversationView
from chalicelib.runtime.model import Model
from chalicelib.runtime.paging import PageQuery

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]


def _day(given: object, days: int) -> object:
    """The beginning of a day that is written as such, that many days on; else what was given."""
    try:
        day = date.fromisoformat(given) if isinstance(given, str) and len(given) == 10 else None
        return datetime.combine(day, time(), UTC) + timedelta(days=days) if day else given
    except (ValueError, OverflowError):
        return given


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no message is that old or that new") from error


From = Annotated[
    AwareDatetime,
    BeforeValidator(lambda given: _day(given, 0), json_schema_input_type=datetime | date),
    AfterValidator(_utc),
]


To = Annotated[
    AwareDatetime,
    BeforeValidator(lambda given: _day(given, 1), json_schema_input_type=datetime | date),
    AfterValidator(_utc),
]


class SearchQuery(PageQuery):
    """What to look for, and where. All that is given must hold."""

    model_config = ConfigDict(defer_build=True, extra="forbid", populate_by_name=True)

    limit: int = Field(20, ge=1, le=50, description="How many hits at most.")
    q: str = Field(
        "",
        max_length=300,
        description="Words, their beginnings, or the number of a conversation (#123). Accents, "
        "case and small errors do not matter.",
    )
    inbox: (
        Annotated[
            str,
            StringConstraints(
                max_length=64, pattern=r"^(me|unassigned|mentions|starred|all|team:[\w-]+)$"
            ),
        ]
        | None
    ) = Field(None, description="Only conversations of this inbox.")
    contact: Id | None = None
    agent: Id | None = Field(None, description="Only what this user wrote.")
    channel: Id | None = None
    label: Id | None = Field(None, description="Only what has this label that colleagues see.")
    status: Literal["open", "closed", "snoozed", "any"] = "any"
    since: From | None = Field(None, alias="from", description="A moment, or a day in UTC.")
    until: To | None = Field(
        None, alias="to", description="A moment, or a day in UTC, which counts as a whole."
    )


class LabelledQuery(PageQuery):
    """Which label."""

    label: Id


class EntryRef(Model):
    """Where in the conversation it stands (SRCH-06)."""

    id: str
    seq: int
    conversation_id: str = Field(
        description="Its own; another than the conversation's when that one was merged."
    )
    type: str
    actor: ActorView
    occurred_at: str


class SearchHit(Model):
    """A message or note that was found; `entry` is null where the whole conversation was."""

    conversation: ConversationView
    entry: EntryRef | None
    snippet: str = Field(description="Plain text around the first match.")
    words: list[str] = Field(description="What matched, as it is written in the snippet.")
