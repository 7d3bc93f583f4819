"""The product's OpenAPI document: its routes, and the socket frames as further schemas."""

from typing import Annotated, Any, Literal

from chalice.app import Chalice
from pydantic import Field

from chalicelib.accounts.domain import Availability
from chalicelib.conversations.views import EVENTS, AnyEvent, ConversationView
from chalicelib.notifications.schema import NotificationView
from chalicelib.runtime.model import Model
from chalicelib.runtime.openapi import describe
from chalicelib.suggestions.schema import SuggestionView


class SuggestionData(Model):
    """What is offered for a message."""

    message_id: str
    suggestions: list[SuggestionView]


class SuggestionReady(Model):
    """Answers are offered for a customer's message."""

    type: Literal["suggestion.ready"]
    conversation_id: str
    data: SuggestionData


class NotificationCreated(Model):
    """The user has a new notification."""

    type: Literal["notification.created"]
    data: NotificationView


class Presence(Model):
    """A colleague came, went, or changed availability (null: unchanged)."""

    type: Literal["presence"]
    user_id: str
    online: bool
    availability: Availability | None


class Pong(Model):
    """The answer to a ping."""

    type: Literal["pong"]


class Resumed(Model):
    """All that was missed has been sent."""

    type: Literal["resumed"]
    conversation_id: str
    last_seq: int


class EventFrame(Model):
    """An event as agents' sockets bring it: with the conversation's row after the change."""

    conversation: ConversationView


ServerFrame = Annotated[
    SuggestionReady | NotificationCreated | Presence | Pong | Resumed, Field(discriminator="type")
]


class Ping(Model):
    """Keeps a socket open; API Gateway closes one that is idle for ten minutes."""

    type: Literal["ping"]


class Resume(Model):
    """Asks for what was missed of a conversation."""

    type: Literal["resume"]
    conversation_id: str
    after_seq: int


ClientFrame = Annotated[Ping | Resume, Field(discriminator="type")]


def document(app: Chalice) -> dict[str, Any]:
    """The OpenAPI document."""
    extra: dict[str, Any] = {
        "AnyEvent": AnyEvent,
        "ServerFrame": ServerFrame,
        "ClientFrame": ClientFrame,
        "EventFrame": EventFrame,
    }
    return describe(app, extra | {kind.__name__: kind for kind in EVENTS.values()})
