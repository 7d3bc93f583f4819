"""Who is there. Several devices are one presence, which outlasts the last of them by a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.accounts.domain import User
from chalicelib.realtime import store
from chalicelib.realtime.domain import GRACE, Peer, Socket
from chalicelib.realtime.service import posting
from chalicelib.runtime.ids import now
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer


def online(account_id: str) -> frozenset[str]:
    """The users with an open socket, or whose last one closed a moment ago (RT-11)."""
    return store.present(account_id, now())[1]


def arrive(socket: Socket, at: datetime) -> None:
    """Open a user's socket, and tell colleagues of who was not there before."""
    peer = socket.peer
    others, there = store.present(peer.account_id, at)
    store.open_socket(socket, at)
    if peer.person_id not in there:
        _tell(others, peer.person_id, True, None)


def leave(peer: Peer, remaining: Sequence[Socket], at: datetime) -> None:
    """Give a user whose last socket closed a while to come back."""
    if any(socket.peer.person_id == peer.person_id for socket in remaining):
        return
    until = at + GRACE
    store.save_leaving(peer, until)
    timers.set(Timer(Kind.PRESENCE, peer.account_id, peer.person_id, until), at)


def presence_due(account_id: str, user_id: str, at: datetime) -> None:
    """Tell colleagues that a user is gone who did not come back in time. Asked early, late or
    twice, it tells at most once, and nothing of who is here or has just left again."""
    if not store.forget_leaving(account_id, user_id, at):
        return
    sockets, there = store.present(account_id, at)
    if user_id not in there:
        _tell(sockets, user_id, False, None)


def tell_presence(user: User) -> None:
    """Tell colleagues whether a user is available."""
    sockets, there = store.present(user.account_id, now())
    _tell(sockets, user.id, user.id in there, user.availability)


def renew(account_id: str, user_ids: frozenset[str]) -> None:
    """Close users' sockets. They come back with new tickets, and so with the role and the teams
    that they have now: a socket hears by what its ticket said."""
    for socket in store.agents(account_id, now()) if user_ids else []:
        if socket.peer.person_id in user_ids:
            posting.close(socket)


def _tell(
    sockets: Sequence[Socket], user_id: str, is_online: bool, availability: str | None
) -> None:
    frame = {
        "type": "presence",
        "user_id": user_id,
        "online": is_online,
        "availability": availability,
    }
    posting.send([socket for socket in sockets if socket.peer.person_id != user_id], frame)
