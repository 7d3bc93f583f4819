"""Posting frames to sockets: many at once, and none that its owner may not get."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.conversations.domain import CUSTOMER, Conversation
from chalicelib.realtime import domain, store
from chalicelib.realtime.domain import Socket
from chalicelib.runtime.clients import sockets
from chalicelib.runtime.ids import now
from chalicelib.runtime.logging import count, logger

PARALLEL = 32
"""Posts at once: 200 sockets at 20 ms a post take about 0.15 s."""


def tell_agents(conversation: Conversation, frame: Mapping[str, Any]) -> None:
    """Send a frame to every agent who may see the conversation."""
    open_ = store.agents(conversation.account_id, now())
    send([socket for socket in open_ if domain.may_hear(socket.peer, conversation)], frame)


def tell_hidden(conversation: Conversation, was: Conversation) -> None:
    """Take a conversation that was restricted, moved to another team, or is no longer theirs by
    name, from those who saw it as it was."""
    frame = {"type": "conversation.hidden", "conversation_id": conversation.id}
    send(
        [
            socket
            for socket in store.agents(conversation.account_id, now())
            if domain.may_hear(socket.peer, was) and not domain.may_hear(socket.peer, conversation)
        ],
        frame,
    )


def tell_visitor(conversation: Conversation, frame: Mapping[str, Any]) -> None:
    """Send a frame to the sockets of whoever follows the conversation in a widget."""
    at = now()
    for contact in sorted(domain.visitors(conversation)):
        send(store.visitors(conversation.account_id, contact, at), frame)


def tell_user(account_id: str, user_id: str, frame: Mapping[str, Any]) -> None:
    """Send a frame to every socket of one user."""
    send([s for s in store.agents(account_id, now()) if s.peer.person_id == user_id], frame)


def tell_read(conversation: Conversation, reads: Mapping[str, int]) -> None:
    """Tell of read marks that moved (RT-07), by user, the customer's under its own name: agents
    of each, the visitor how far any agent has read."""
    for who, up_to in reads.items():
        by_customer = who == CUSTOMER
        frame = {
            "type": "read",
            "conversation_id": conversation.id,
            "by": "customer" if by_customer else "agent",
            "user_id": None if by_customer else who,
            "up_to": up_to,
        }
        tell_agents(conversation, frame)
    if reads.keys() - {CUSTOMER}:
        seen = {"type": "read", "by": "agent", "up_to": conversation.agent_read_seq}
        tell_visitor(conversation, seen)


def send(to: Iterable[Socket], frame: Mapping[str, Any]) -> None:
    """Post one frame to many sockets at once; those that are gone are told nothing more."""
    data = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()
    targets = list(to)
    if len(targets) == 1:
        _post(targets[0], data)
    elif targets:
        list(_pool().map(lambda socket: _post(socket, data), targets))


def close(socket: Socket) -> None:
    """Close a socket from our side."""
    store.close_socket(socket)
    try:
        sockets().delete_connection(ConnectionId=socket.id)
    except ClientError as error:
        if error.response["Error"]["Code"] != "GoneException":
            raise


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=PARALLEL)


def _post(socket: Socket, data: bytes) -> None:
    """One socket's trouble must not keep the frame from the others: the client resumes by seq."""
    try:
        sockets().post_to_connection(ConnectionId=socket.id, Data=data)
    except ClientError as error:
        if error.response["Error"]["Code"] == "GoneException":
            store.silence(socket, now())
            return
        count("PostFailed")
        logger().warning("socket post failed", extra={"socket_id": socket.id, "why": str(error)})
