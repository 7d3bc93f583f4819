"""Opening sockets by ticket, answering their frames, and telling those who may know."""

from chalicelib.realtime.service.posting import (
    send,
    tell_agents,
    tell_hidden,
    tell_read,
    tell_user,
    tell_visitor,
)
from chalicelib.realtime.service.presence import online, presence_due, renew, tell_presence
from chalicelib.realtime.service.sockets import (
    connect,
    disconnect,
    handle,
    ticket_for_agent,
    ticket_for_visitor,
)

__all__ = [
    "connect",
    "disconnect",
    "handle",
    "online",
    "presence_due",
    "renew",
    "send",
    "tell_agents",
    "tell_hidden",
    "tell_presence",
    "tell_read",
    "tell_user",
    "tell_visitor",
    "ticket_for_agent",
    "ticket_for_visitor",
]
