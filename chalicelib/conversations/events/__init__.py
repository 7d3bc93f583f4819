"""Timeline entries as events: the same on REST, sockets and the bus.

The models validate, serialise and describe (docs/openapi.json, docs/events.json); fields are
added, never changed.
"""

from chalicelib.conversations.events.content import (
    AttachmentView,
    FileKind,
    MessageData,
    OptionView,
    SentData,
    SourceRef,
)
from chalicelib.conversations.events.kinds import EVENTS, AnyEvent, Event
from chalicelib.conversations.events.parts import (
    ActorView,
    ConversationRef,
    DecisionView,
    PersonView,
    SnoozeView,
)
from chalicelib.conversations.events.telling import (
    bus_events,
    event,
    event_data,
    visitor_data,
    visitor_event,
)

__all__ = [
    "EVENTS",
    "ActorView",
    "AnyEvent",
    "AttachmentView",
    "ConversationRef",
    "DecisionView",
    "Event",
    "FileKind",
    "MessageData",
    "OptionView",
    "PersonView",
    "SentData",
    "SnoozeView",
    "SourceRef",
    "bus_events",
    "event",
    "event_data",
    "visitor_data",
    "visitor_event",
]
