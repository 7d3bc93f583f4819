"""Opening sockets by ticket, and telling those who may know."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from chalicelib.accounts.domain import Caller, User
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.views import PUBLIC, event_data
from chalicelib.realtime import store
from chalicelib.realtime.store import TICKET_LIFETIME, Peer, Socket
from chalicelib.runtime.clients import sockets
from chalicelib.runtime.ids import now
from chalicelib.runtime.logging import count, logger
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from chalicelib.runtime.tokens import Visitor

PARALLEL = 32
"""Posts at once: 200 sockets at 20 ms a post take about 0.15 s."""

RESUMED_AT_MOST = 100


def ticket_for_agent(caller: Caller, at: datetime) -> dict[str, Any]:
    """A ticket for an agent's socket."""
    return _ticket(Peer(caller.account_id, str(caller.role), caller.user_id, caller.team_ids), at)


def ticket_for_visitor(visitor: Visitor, at: datetime) -> dict[str, Any]:
    """A ticket for a visitor's socket."""
    return _ticket(Peer(visitor.account_id, "visitor", visitor.contact_id), at)


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
    store.open_socket(Socket(socket_id, peer), at)
    if peer.role != "visitor":
        _presence(peer.account_id, peer.person_id, True, None, at)
    return True


def disconnect(socket_id: str, at: datetime) -> None:
    """Forget a socket; the user is offline when it was their last."""
    socket = store.find_socket(socket_id)
    if socket is None:
        return
    store.close_socket(socket)
    if socket.peer.role != "visitor":
        gone = socket.peer.person_id not in online(socket.peer.account_id)
        if gone:
            _presence(socket.peer.account_id, socket.peer.person_id, False, None, at)


def handle(socket_id: str, text: str) -> None:
    """Answer a client's frame; one that we do not know is passed over."""
    socket = store.find_socket(socket_id)
    frame = _frame(text)
    if socket is None or frame is None:
        return
    if frame.get("type") == "ping":
        send([socket], {"type": "pong"})
    elif frame.get("type") == "resume":
        _resume(socket, str(frame.get("conversation_id"))[:64], frame.get("after_seq"))


def _frame(text: str) -> dict[str, Any] | None:
    try:
        frame = json.loads(text)
    except ValueError:
        return None
    return frame if isinstance(frame, dict) else None


def _resume(socket: Socket, conversation_id: str, after: object) -> None:
    """Send what a socket missed of a conversation, in order, and say where that ends (RT-10)."""
    peer = socket.peer
    head = conversations.load(peer.account_id, conversation_id)
    if head is None or not may_hear(peer, head):
        return
    if not isinstance(after, int) or not 0 <= after <= head.version:
        return
    last = after
    for entry in conversations.timeline(
        peer.account_id, conversation_id, None, after, RESUMED_AT_MOST
    ):
        last = entry.seq
        if peer.role != "visitor" or entry.type in PUBLIC:
            send([socket], event_data(entry))
    send([socket], {"type": "resumed", "conversation_id": conversation_id, "last_seq": last})


def may_hear(peer: Peer, conversation: Conversation) -> bool:
    """Who may see a conversation may hear of it."""
    if peer.role == "visitor":
        return conversation.contact.id == peer.person_id
    return (
        peer.role == "admin"
        or conversation.team_id in peer.team_ids
        or conversation.is_assigned_to(peer.person_id)
    )


def online(account_id: str) -> frozenset[str]:
    """The users with at least one open socket (RT-11)."""
    return frozenset(socket.peer.person_id for socket in store.agents(account_id, now()))


def tell_agents(conversation: Conversation, frame: Mapping[str, Any]) -> None:
    """Send a frame to every agent who may see the conversation."""
    open_ = store.agents(conversation.account_id, now())
    send([socket for socket in open_ if may_hear(socket.peer, conversation)], frame)


def tell_visitor(conversation: Conversation, frame: Mapping[str, Any]) -> None:
    """Send a frame to the contact's own sockets."""
    send(store.visitors(conversation.account_id, conversation.contact.id, now()), frame)


def tell_user(account_id: str, user_id: str, frame: Mapping[str, Any]) -> None:
    """Send a frame to every socket of one user."""
    send([s for s in store.agents(account_id, now()) if s.peer.person_id == user_id], frame)


def renew(account_id: str, user_ids: frozenset[str]) -> None:
    """Close users' sockets. They come back with new tickets, and so with the role and the teams
    that they have now: a socket hears by what its ticket said."""
    for socket in store.agents(account_id, now()) if user_ids else []:
        if socket.peer.person_id in user_ids:
            store.close_socket(socket)
            try:
                sockets().delete_connection(ConnectionId=socket.id)
            except ClientError as error:
                if error.response["Error"]["Code"] != "GoneException":
                    raise


def tell_presence(user: User) -> None:
    """Tell colleagues whether a user is available."""
    at = now()
    _presence(user.account_id, user.id, user.id in online(user.account_id), user.availability, at)


def _presence(
    account_id: str, user_id: str, is_online: bool, availability: str | None, at: datetime
) -> None:
    frame = {
        "type": "presence",
        "user_id": user_id,
        "online": is_online,
        "availability": availability,
    }
    others = [s for s in store.agents(account_id, at) if s.peer.person_id != user_id]
    send(others, frame)


def send(to: Iterable[Socket], frame: Mapping[str, Any]) -> None:
    """Post one frame to many sockets at once; those that are gone are forgotten."""
    data = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()
    targets = list(to)
    if len(targets) == 1:
        _post(targets[0], data)
    elif targets:
        list(_pool().map(lambda socket: _post(socket, data), targets))


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=PARALLEL)


def _post(socket: Socket, data: bytes) -> None:
    """One socket's trouble must not keep the frame from the others: the client resumes by seq."""
    try:
        sockets().post_to_connection(ConnectionId=socket.id, Data=data)
    except ClientError as error:
        if error.response["Error"]["Code"] == "GoneException":
            store.close_socket(socket)
            return
        count("PostFailed")
        logger().warning("socket post failed", extra={"socket_id": socket.id, "why": str(error)})
