"""What clients send about conversations and inboxes; what they get is in views.py."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.runtime.model import Body, ClientId, Model
from chalicelib.runtime.paging import PageQuery

Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000, pattern=r"\S")]


class ListQuery(PageQuery):
    """Which list, and open or closed conversations of it."""

    inbox: str = Field("me", max_length=64, examples=["me", "unassigned", "team:tm_01J…", "all"])
    status: Literal["open", "closed"] = "open"


class TimelineQuery(Body):
    """Entries before a cursor or after a seq; neither: the newest."""

    limit: int = Field(50, ge=1, le=100)
    before: int | None = Field(None, ge=1, le=2**31, description="`next_cursor` of a page.")
    after_seq: int | None = Field(None, ge=0, le=2**31)


class NewMessage(Body):
    """An answer to the customer."""

    text: Text
    client_id: ClientId | None = Field(
        None, description="The client's own id: sent twice, it is one message."
    )


class NewNote(Body):
    """A note for colleagues."""

    text: Text
    client_id: ClientId | None = Field(
        None, description="The client's own id: sent twice, it is one note."
    )


class Assignment(Body):
    """Who gets the conversation; nobody puts it back into Unassigned."""

    user_ids: list[str] = Field(max_length=20)


class Closing(Body):
    """How it ended."""

    disposition: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


class ReadUpTo(Body):
    """How far the caller has read."""

    up_to: int = Field(ge=0, le=2**31)


class InboxView(Model):
    """A list of conversations."""

    id: str
    name: str
    open: int = Field(description="Open conversations in it; 100 stands for 100 or more.")


class Inboxes(Model):
    """The caller's lists."""

    items: list[InboxView]
