"""The chat widget's requests and answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from chalicelib.conversations.views import AnyEvent, PersonView
from chalicelib.runtime.model import Body, ClientId, Model

Text = Annotated[str, StringConstraints(max_length=4096)]
AttachmentId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


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
    """What a visitor writes, sends along, or both."""

    client_id: ClientId = Field(description="Sent twice, it is one message.")
    attachments: list[AttachmentId] = Field([], max_length=10, description="Ids of uploads.")
    text: Text = Field("", validate_default=True, description="May be empty beside attachments.")
    option_id: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = Field(
        None, description="The quick reply that was pressed; its title is the text (MSG-23)."
    )

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str, others: ValidationInfo) -> str:
        if not text.strip() and not others.data.get("attachments"):
            raise ValueError("write something or attach a file")
        return text


class VisitorRead(Body):
    """How far the visitor has read."""

    up_to: int = Field(ge=0, le=2**31)


class ThreadQuery(Body):
    """A page of the visitor's own thread."""

    limit: int = Field(50, ge=1, le=100)
    before: str | None = Field(None, max_length=1000, description="`next_cursor` of a page.")
    after_seq: int | None = Field(None, ge=0, le=2**31)


class ConversationState(Model):
    """Whether the conversation is open, and how far both sides have read."""

    id: str
    status: str
    agent_read_seq: int
    customer_read_seq: int


class QueuePlace(Model):
    """Where a visitor stands while they wait for a person (WID-29). No number here is greater than
    it was told before in the same wait."""

    position: int = Field(description="1: the next.")
    wait_seconds: int | None = Field(description="About; null where nobody can say.")


class Thread(Model):
    """What a visitor sees of their conversation, in ascending order."""

    items: list[AnyEvent]
    next_cursor: str | None = Field(
        description="Where the page before begins; for `after_seq`, the seq to go on after."
    )
    conversation: ConversationState | None
    queue: QueuePlace | None = Field(
        description="While nobody has the conversation; null also far back, or where the widget's "
        "setting `show_queue` is false."
    )
