"""The product's OpenAPI document: its routes, and the socket frames as further schemas."""

from typing import Annotated, Any, Literal

from chalice.app import Chalice
from pydantic import Field

from chalicelib.conversations.views import EVENTS, AnyEvent, ConversationView
from chalicelib.notifications.schema import NotificationView
from chalicelib.realtime import frames
from chalicelib.runtime.model import Model
from chalicelib.runtime.openapi import describe
from chalicelib.scheduled.schema import ScheduledView
from chalicelib.suggestions.schema import SuggestionView
from chalicelib.translation.schema import TranslationView


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


class ScheduledUpdated(Model):
    """A scheduled message is new, or not what it was."""

    type: Literal["scheduled.updated"]
    conversation_id: str
    data: ScheduledView


class MessageTranslated(Model):
    """A customer's message was translated as it came."""

    type: Literal["message.translated"]
    conversation_id: str
    data: TranslationView


class EventFrame(Model):
    """An event as agents' sockets bring it: with the conversation's row after the change."""

    conversation: ConversationView


ServerFrame = Annotated[
    SuggestionReady
    | NotificationCreated
    | ScheduledUpdated
    | MessageTranslated
    | frames.ServerFrame,
    Field(discriminator="type"),
]


def document(app: Chalice) -> dict[str, Any]:
    """The OpenAPI document."""
    extra: dict[str, Any] = {
        "AnyEvent": AnyEvent,
        "ServerFrame": ServerFrame,
        "ClientFrame": frames.ClientFrame,
        "EventFrame": EventFrame,
    }
    return describe(app, extra | {kind.__name__: kind for kind in EVENTS.values()})
