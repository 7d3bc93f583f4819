"""What agents have on screen and who types: kept with the socket, told to whoever may see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.contacts import service as contacts
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.realtime import domain, store
from chalicelib.realtime.domain import Peer, Socket, Typing
from chalicelib.realtime.frames import TypeFrame
from chalicelib.realtime.service import posting
from chalicelib.widget.domain import KIND


def view(socket: Socket, conversation_id: str | None, at: datetime) -> None:
    """Move an agent's view, and tell those who may see the conversation left and the one come to
    (RT-03, RT-09). A socket that views for the first time hears who views what."""
    wanted = conversation_id or ""
    if socket.peer.is_visitor or socket.viewing == wanted:
        return
    if store.watch(socket, wanted) is None:
        return
    sockets = store.agents(socket.peer.account_id, at)
    moved = {wanted, socket.viewing or ""} - {""}
    shown = {other.viewing for other in sockets if other.viewing} if socket.viewing is None else ()
    heads = _heads(socket.peer, moved.union(shown))
    for head in heads:
        to = _hearers(head, sockets if head.id in moved else [socket])
        posting.send(to, _viewing(head, sockets))


def leave(socket: Socket, remaining: Sequence[Socket]) -> None:
    """Tell that a socket that closed views nothing any more."""
    for head in _heads(socket.peer, {socket.viewing or ""} - {""}):
        posting.send(_hearers(head, remaining), _viewing(head, remaining))


def typing(socket: Socket, frame: TypeFrame, at: datetime) -> None:
    """Tell that somebody types (RT-06, RT-08): a reply to colleagues and to the visitor, a note to
    colleagues alone, a visitor's message to the agents who may see it."""
    peer = socket.peer
    said = Typing(
        "" if peer.is_visitor else frame.conversation_id or "",
        "reply" if peer.is_visitor else frame.mode,
        frame.active,
        at.timestamp(),
    )
    told = domain.typing_to_tell(socket.typing, said)
    if told is None or not store.note_typing(socket, told):
        return
    head = _typed_in(peer, told.conversation_id)
    if head is None or not domain.may_hear(peer, head):
        return
    who = head.contact if peer.is_visitor else None
    user = {
        "id": who.id if who else peer.person_id,
        "name": who.name if who else peer.name,
        "kind": "customer" if who else "agent",
    }
    about = {"type": "typing", "conversation_id": head.id, "active": told.active}
    sockets = store.agents(peer.account_id, at)
    others = [s for s in _hearers(head, sockets) if s.peer.person_id != peer.person_id]
    posting.send(others, about | {"user": user, "mode": told.mode})
    if not peer.is_visitor and told.mode == "reply":
        posting.tell_visitor(head, about)


def _typed_in(peer: Peer, conversation_id: str) -> Conversation | None:
    if peer.is_visitor:
        conversation_id = (
            contacts.thread(peer.account_id, KIND, peer.person_id, peer.channel_id) or ""
        )
    return conversations.load(peer.account_id, conversation_id) if conversation_id else None


def _heads(peer: Peer, ids: set[str]) -> list[Conversation]:
    found = conversations.load_many([(peer.account_id, id_) for id_ in ids]) if ids else {}
    return list(found.values())


def _hearers(head: Conversation, sockets: Sequence[Socket]) -> list[Socket]:
    return [socket for socket in sockets if domain.may_hear(socket.peer, head)]


def _viewing(head: Conversation, sockets: Sequence[Socket]) -> dict[str, Any]:
    return {
        "type": "viewing",
        "conversation_id": head.id,
        "users": domain.viewers(head, sockets),
    }
