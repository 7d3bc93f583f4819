"""The frames that clients send and get over a socket, beside the events."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from chalicelib.accounts.domain import Availability
from chalicelib.runtime.model import Model

LONGEST = 4096
"""Characters of a client's frame; a longer one is passed over unread."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Said(BaseModel):
    """What a client says; what else it adds is passed over, since nobody could be told of it."""

    model_config = ConfigDict(defer_build=True)


class Ping(Said):
    """Keeps a socket open; API Gateway closes one that is idle for ten minutes."""

    type: Literal["ping"]


class Resume(Said):
    """Asks for what was missed of a conversation."""

    type: Literal["resume"]
    conversation_id: Id
    after_seq: StrictInt = Field(ge=0, le=2**31)


class ViewFrame(Said):
    """An agent has this conversation on screen, or (null) none."""

    type: Literal["view"]
    conversation_id: Id | None


class TypeFrame(Said):
    """Somebody types, or stopped. Sent again every few seconds while it lasts; whoever hears it
    forgets it after six seconds. A visitor names no conversation, for they have only one."""

    type: Literal["typing"]
    conversation_id: Id | None = None
    mode: Literal["reply", "note"] = "reply"
    active: StrictBool


ClientFrame = Annotated[Ping | Resume | ViewFrame | TypeFrame, Field(discriminator="type")]


class Pong(Model):
    """The answer to a ping."""

    type: Literal["pong"]


class Resumed(Model):
    """What was missed has been sent up to `last_seq`; before `head_seq`, ask again."""

    type: Literal["resumed"]
    conversation_id: str
    last_seq: int
    head_seq: int = Field(description="Seq of the conversation's newest entry.")


class PauseState(Model):
    """Why somebody is away, and since when."""

    reason_id: str | None
    name: str
    paid: bool
    since: str
    automatic: bool
    rule: Literal["missed_offer", "idle"] | None = None


class Presence(Model):
    """Somebody came, went, or changed whether they take work. Where `availability` is null only
    `online` is news."""

    type: Literal["presence"]
    user_id: str
    online: bool
    availability: Availability | None
    pause: PauseState | None = None
    off: dict[str, list[Literal["chats", "calls"]]] | None = Field(
        None, description="What they take none of, by team."
    )
    wrap_up_until: str | None = None
    load: int | None = None


class Viewer(Model):
    """A colleague who has a conversation on screen."""

    id: str
    name: str


class ViewingFrame(Model):
    """Everyone who has a conversation on screen; empty when nobody has."""

    type: Literal["viewing"]
    conversation_id: str
    users: list[Viewer]


class Typist(Model):
    """Who types."""

    id: str
    name: str
    kind: Literal["agent", "customer"]


class TypingFrame(Model):
    """Somebody types. A visitor is told that someone does, not who, and never of notes."""

    type: Literal["typing"]
    conversation_id: str
    user: Typist | None = None
    mode: Literal["reply", "note"] = "reply"
    active: bool


class ReadFrame(Model):
    """A read mark moved. A visitor is told how far any agent has read, without a conversation."""

    type: Literal["read"]
    conversation_id: str | None = None
    by: Literal["customer", "agent"]
    user_id: str | None = None
    up_to: int


class QueueFrame(Model):
    """The visitor's place in line, and about how long it will take; null where nobody can say. A
    place of null: they wait no more."""

    type: Literal["queue"]
    position: int | None
    wait_seconds: int | None


class HiddenFrame(Model):
    """The receiver may not see this conversation any more: its row and its thread go."""

    type: Literal["conversation.hidden"]
    conversation_id: str


ServerFrame = Annotated[
    Pong | Resumed | Presence | ViewingFrame | TypingFrame | ReadFrame | QueueFrame | HiddenFrame,
    Field(discriminator="type"),
]

_CLIENT: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)


def parse(text: str) -> Ping | Resume | ViewFrame | TypeFrame | None:
    """A client's frame; None for what is too long, malformed or unknown."""
    if len(text) > LONGEST:
        return None
    try:
        return _CLIENT.validate_json(text)
    except ValidationError:
        return None
