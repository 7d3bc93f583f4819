"""The chat widget's requests and answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.conversations.views import AnyEvent, PersonView
from chalicelib.runtime.model import Body, ClientId, Model

Text = Annotated[str, StringConstraints(min_length=1, max_length=4096, pattern=r"\S")]


class NewSession(Body):
    """A visitor, returning if they have a token."""

    token: str | None = Field(None, max_length=4096)


class WidgetView(Model):
    """How the widget presents the company."""

    id: str
    name: str
    company: str
    greeting: str
    color: str


class Session(Model):
    """A visitor's session."""

    token: str = Field(description="For the Authorization header, as `Bearer …`.")
    expires_at: str
    contact: PersonView
    widget: WidgetView


class VisitorMessage(Body):
    """What a visitor writes."""

    text: Text
    client_id: ClientId = Field(description="Sent twice, it is one message.")


class ThreadQuery(Body):
    """A page of the visitor's own thread."""

    limit: int = Field(50, ge=1, le=100)
    before: int | None = Field(None, ge=1, le=2**31)
    after_seq: int | None = Field(None, ge=0, le=2**31)


class ConversationState(Model):
    """Whether the conversation is open."""

    id: str
    status: str


class Thread(Model):
    """What a visitor sees of their conversation, in ascending order of seq."""

    items: list[AnyEvent]
    next_cursor: str | None
    conversation: ConversationState | None
