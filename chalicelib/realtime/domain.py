"""Who is at the other end of a socket, and what they may be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.accounts.domain import Scope
from chalicelib.conversations.domain import Conversation, Reader, may_see

VISITOR = "visitor"

GRACE = timedelta(seconds=30)
"""For how long somebody whose last socket closed is still online: a reload, a train's tunnel."""

TYPING_EVERY = timedelta(seconds=2)
"""How often a socket's typing is told again at most while it lasts."""

TYPING_ANEW = timedelta(seconds=0.5)
"""How soon after it began it may begin anew, once it has ended."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is at the other end: a user with their role, or a `visitor`."""

    account_id: str
    role: str
    person_id: str
    team_ids: frozenset[str] = frozenset()
    name: str = ""
    """A user's; a visitor's is their contact's."""
    channel_id: str = ""
    """The widget that a visitor writes in."""
    scope: Scope = Scope.OWN
    """How far a user's role lets them see (ASG-49)."""

    @property
    def is_visitor(self) -> bool:
        return self.role == VISITOR


@dataclass(frozen=True, slots=True)
class Typing:
    """What a socket's typing was last told as."""

    conversation_id: str
    mode: str
    active: bool
    told_at: float
    """Seconds since 1970 when it was last told to be active."""


@dataclass(frozen=True, slots=True)
class Socket:
    """An open socket, and what its user does there."""

    id: str
    peer: Peer
    viewing: str | None = None
    """The conversation on screen; empty for none, None before the client ever said."""
    typing: Typing | None = None


def may_hear(peer: Peer, conversation: Conversation) -> bool:
    """Who may see a conversation may hear of it."""
    if peer.is_visitor:
        return peer.person_id in visitors(conversation)
    return may_see(Reader(peer.person_id, peer.team_ids, peer.scope), conversation)


def visitors(conversation: Conversation) -> frozenset[str]:
    """The contacts who follow a conversation in a widget, of which their address there is the id;
    other channels bring it to them by their provider."""
    own = {} if conversation.channel.pushes else {conversation.address}
    return frozenset(own) | {
        route.address for route in conversation.routes if not route.channel.pushes
    }


def viewers(conversation: Conversation, sockets: Iterable[Socket]) -> list[dict[str, str]]:
    """Who has a conversation on screen, each once however many devices they have (RT-11)."""
    names = {
        socket.peer.person_id: socket.peer.name
        for socket in sockets
        if socket.viewing == conversation.id and may_hear(socket.peer, conversation)
    }
    return [
        {"id": id_, "name": name}
        for id_, name in sorted(names.items(), key=lambda one: (one[1], one[0]))
    ]


def typing_to_tell(last: Typing | None, now: Typing) -> Typing | None:
    """What to tell and remember when a socket says `now`; None when it is no news or comes too
    soon. A beginning is told, and again every `TYPING_EVERY` while it lasts; an end is told when
    its beginning was. Whatever a socket sends, it tells at most two frames in `TYPING_ANEW`."""
    if last is None:
        return now if now.active else None
    if now.active:
        pause = TYPING_EVERY if last.active else TYPING_ANEW
        return now if now.told_at - last.told_at >= pause.total_seconds() else None
    same = (last.conversation_id, last.mode) == (now.conversation_id, now.mode)
    return replace(now, told_at=last.told_at) if last.active and same else None
