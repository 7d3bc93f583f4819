"""A socket's life: a ticket, its frames, its end."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.conversations.views import event_data, visitor_data
from chalicelib.realtime import domain, frames, store
from chalicelib.realtime.domain import VISITOR, Peer, Socket
from chalicelib.realtime.service import attention, posting, presence
from chalicelib.realtime.store import TICKET_LIFETIME
from chalicelib.runtime.settings import settings
from chalicelib.widget.domain import is_shown

if TYPE_CHECKING:
    from chalicelib.runtime.tokens import Visitor

RESUMED_AT_MOST = 100


def ticket_for_agent(caller: Caller, at: datetime) -> dict[str, Any]:
    """A ticket for an agent's socket."""
    role, id_ = str(caller.role), caller.user_id
    peer = Peer(caller.account_id, role, id_, caller.team_ids, caller.name, scope=caller.scope)
    return _ticket(peer, at)


def ticket_for_visitor(visitor: Visitor, at: datetime) -> dict[str, Any]:
    """A ticket for a visitor's socket."""
    peer = Peer(visitor.account_id, VISITOR, visitor.contact_id, channel_id=visitor.channel_id)
    return _ticket(peer, at)


def _ticket(peer: Peer, at: datetime) -> dict[str, Any]:
    ticket = secrets.token_urlsafe(32)
    store.save_ticket(ticket, peer, at)
    return {
        "ticket": ticket,
        "url": f"{settings().websocket_url}?ticket={ticket}",
        "expires_in": int(TICKET_LIFETIME.total_seconds()),
    }


def connect(socket_id: str, ticket: str, at: datetime) -> bool:
    """Open a socket for whoever holds an unused ticket."""
    peer = store.use_ticket(ticket, at)
    if peer is None:
        return False
    socket = Socket(socket_id, peer)
    if peer.is_visitor:
        store.open_socket(socket, at)
    else:
        presence.arrive(socket, at)
    return True


def disconnect(socket_id: str, at: datetime) -> None:
    """Forget a socket, what it viewed, and after a while its user."""
    socket = store.find_socket(socket_id)
    if socket is None:
        return
    store.close_socket(socket)
    if socket.peer.is_visitor:
        return
    remaining = store.agents(socket.peer.account_id, at)
    presence.leave(socket.peer, remaining, at)
    attention.leave(socket, remaining)


def handle(socket_id: str, text: str, at: datetime) -> None:
    """Answer a client's frame; one that we do not know is passed over."""
    frame = frames.parse(text)
    socket = store.find_socket(socket_id) if frame else None
    if socket is None:
        return
    match frame:
        case frames.Ping():
            posting.send([socket], {"type": "pong"})
        case frames.Resume():
            _resume(socket, frame.conversation_id, frame.after_seq)
        case frames.ViewFrame():
            attention.view(socket, frame.conversation_id, at)
        case frames.TypeFrame():
            attention.typing(socket, frame, at)


def _resume(socket: Socket, conversation_id: str, after: int) -> None:
    """Send what a socket missed of a conversation, in order, and say where that ends (RT-10)."""
    peer = socket.peer
    head = conversations.load(peer.account_id, conversation_id)
    if head is None or not domain.may_hear(peer, head) or after > head.version:
        return
    last = after
    for entry in conversations.timeline(
        peer.account_id, conversation_id, None, after, RESUMED_AT_MOST
    ):
        last = entry.seq
        if not peer.is_visitor:
            posting.send([socket], event_data(entry))
        elif is_shown(entry):
            posting.send([socket], visitor_data(entry))
    posting.send(
        [socket],
        {
            "type": "resumed",
            "conversation_id": conversation_id,
            "last_seq": last,
            "head_seq": max(last, head.version),
        },
    )
