"""Tickets and open sockets in DynamoDB; all expire by themselves.

A socket is stored twice: under who may be told (an account's agents, or one contact), and under
its own id, which is all that API Gateway says when a frame comes in or the socket closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import DeleteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta

TICKET_LIFETIME = timedelta(seconds=60)
SOCKET_LIFETIME = timedelta(hours=2)
"""API Gateway closes every socket after two hours (quota "Connection duration for WebSocket")."""


class ConnectionItem(Model):
    """A ticket, or one of the two items of a socket."""

    class Meta:
        locals().update(meta(settings().connections_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    account_id = UnicodeAttribute()
    role = UnicodeAttribute()
    person_id = UnicodeAttribute()
    team_ids = UnicodeSetAttribute(null=True)
    ttl = NumberAttribute()


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is at the other end: role `admin`, `agent` or `visitor`."""

    account_id: str
    role: str
    person_id: str
    team_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Socket:
    """An open socket."""

    id: str
    peer: Peer


def save_ticket(ticket: str, peer: Peer, at: datetime) -> None:
    """Store a ticket that opens one socket within a minute."""
    _item(f"ticket#{ticket}", "ticket", peer, expires(TICKET_LIFETIME, at)).save()


def use_ticket(ticket: str, at: datetime) -> Peer | None:
    """Who the ticket was for; it works once. None when it is unknown, used or too old."""
    try:
        item = ConnectionItem.get(f"ticket#{ticket}", "ticket", consistent_read=True)
        item.delete(condition=ConnectionItem.pk.exists())
    except (ConnectionItem.DoesNotExist, DeleteError):
        return None
    return _peer(item) if item.ttl >= at.timestamp() else None


def open_socket(socket: Socket, at: datetime) -> None:
    """Note an open socket."""
    ttl = expires(SOCKET_LIFETIME, at)
    with TransactWrite(connection=connection()) as tx:
        tx.save(_item(audience(socket.peer), f"socket#{socket.id}", socket.peer, ttl))
        tx.save(_item(f"socket#{socket.id}", "socket", socket.peer, ttl))


def find_socket(socket_id: str) -> Socket | None:
    """The open socket with this id."""
    try:
        item = ConnectionItem.get(f"socket#{socket_id}", "socket", consistent_read=True)
    except ConnectionItem.DoesNotExist:
        return None
    return Socket(socket_id, _peer(item))


def close_socket(socket: Socket) -> None:
    """Forget a socket."""
    with TransactWrite(connection=connection()) as tx:
        tx.delete(ConnectionItem(audience(socket.peer), f"socket#{socket.id}"))
        tx.delete(ConnectionItem(f"socket#{socket.id}", "socket"))


def agents(account_id: str, at: datetime) -> list[Socket]:
    """Every open socket of the account's users."""
    return _sockets(f"{account_id}#agents", at)


def visitors(account_id: str, contact_id: str, at: datetime) -> list[Socket]:
    """Every open socket of one contact."""
    return _sockets(f"{account_id}#contact#{contact_id}", at)


def audience(peer: Peer) -> str:
    """The key under which those who are told together lie."""
    if peer.role == "visitor":
        return f"{peer.account_id}#contact#{peer.person_id}"
    return f"{peer.account_id}#agents"


def connection() -> Connection:
    """The connection that transactions use."""
    return ConnectionItem._get_connection().connection


def _sockets(key: str, at: datetime) -> list[Socket]:
    """TTL removes items late, so the time is checked as well."""
    return [
        Socket(item.sk.removeprefix("socket#"), _peer(item))
        for item in ConnectionItem.query(key, consistent_read=True)
        if item.ttl >= at.timestamp()
    ]


def _item(pk: str, sk: str, peer: Peer, ttl: int) -> ConnectionItem:
    return ConnectionItem(
        pk,
        sk,
        account_id=peer.account_id,
        role=peer.role,
        person_id=peer.person_id,
        team_ids=set(peer.team_ids) or None,
        ttl=ttl,
    )


def _peer(item: ConnectionItem) -> Peer:
    return Peer(item.account_id, item.role, item.person_id, frozenset(item.team_ids or ()))
