"""Who is there. Several devices are one presence, which outlasts the last of them by a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chalicelib.accounts.domain import User
from chalicelib.realtime import store
from chalicelib.realtime.domain import GRACE, Peer, Socket
from chalicelib.realtime.service import posting
from chalicelib.runtime.ids import iso, now
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer

STATE = ("availability", "pause", "off", "wrap_up_until", "load")
"""What a frame says of whether somebody takes work; without availability all stays as it was."""


def online(account_id: str) -> frozenset[str]:
    """The users with an open socket, or whose last one closed a moment ago (RT-11)."""
    return store.present(account_id, now())[1]


def arrive(socket: Socket, at: datetime) -> None:
    """Open a user's socket, and tell colleagues of who was not there before."""
    peer = socket.peer
    others, there = store.present(peer.account_id, at)
    store.open_socket(socket, at)
    if peer.person_id not in there:
        posting.send(_colleagues(others, peer.person_id), _frame(peer.person_id, True))
        timers.set(Timer(Kind.PRESENCE, peer.account_id, peer.person_id, at), at)


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
        posting.send(_colleagues(sockets, user_id), _frame(user_id, False))


def tell_presence(user: User) -> None:
    """Tell everybody whether a user is available, and the user's own devices, too (SETP-09)."""
    sockets, there = store.present(user.account_id, now())
    pause = user.pause
    state = {
        "availability": user.availability,
        "pause": asdict(pause) | {"since": iso(pause.since)} if pause else None,
        "off": {team: sorted(what) for team, what in user.off.items() if what},
        "wrap_up_until": iso(user.wrap_up_until) if user.wrap_up_until else None,
        "load": user.load,
    }
    posting.send(sockets, _frame(user.id, user.id in there) | state)


def renew(account_id: str, user_ids: frozenset[str]) -> None:
    """Close users' sockets. They come back with new tickets, and so with the role and the teams
    that they have now: a socket hears by what its ticket said."""
    for socket in store.agents(account_id, now()) if user_ids else []:
        if socket.peer.person_id in user_ids:
            posting.close(socket)


def _colleagues(sockets: Sequence[Socket], user_id: str) -> list[Socket]:
    return [socket for socket in sockets if socket.peer.person_id != user_id]


def _frame(user_id: str, is_online: bool) -> dict[str, Any]:
    return {"type": "presence", "user_id": user_id, "online": is_online} | dict.fromkeys(STATE)
