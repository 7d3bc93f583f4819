"""Tickets and open sockets in DynamoDB; all expire by themselves.

A socket is stored twice: under who may be told (an account's agents, or one contact), and under
its own id, which is all that API Gateway says when a frame comes in or the socket closes. What is
on its screen stands in both; what it types only in the second, which nobody else reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.connection import Connection
from pynamodb.exceptions import DeleteError, TransactWriteError, UpdateError
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import Scope
from chalicelib.realtime.domain import Peer, Socket, Typing
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta

TICKET_LIFETIME = timedelta(seconds=60)
OPENING = timedelta(seconds=30)
"""How long a socket may take to open: longer than API Gateway waits for `$connect` (29 s)."""
SOCKET_LIFETIME = timedelta(hours=2)
"""API Gateway closes every socket after two hours (quota "Connection duration for WebSocket")."""


class ConnectionItem(Model):
    """A ticket, one of the two items of a socket, or a user who may come back in a moment."""

    class Meta:
        locals().update(meta(settings().connections_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    account_id = UnicodeAttribute()
    role = UnicodeAttribute()
    person_id = UnicodeAttribute()
    name = UnicodeAttribute(default="")
    channel_id = UnicodeAttribute(default="")
    team_ids = UnicodeSetAttribute(null=True)
    scope = UnicodeAttribute(default=Scope.OWN)
    viewing = UnicodeAttribute(null=True)
    typing = JSONAttribute(null=True)
    ttl = NumberAttribute()


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
        tx.save(_item(*_audience_key(socket), socket.peer, ttl, socket.viewing))
        tx.save(_item(*_own_key(socket), socket.peer, ttl, socket.viewing))


def find_socket(socket_id: str) -> Socket | None:
    """The open socket with this id."""
    try:
        item = ConnectionItem.get(f"socket#{socket_id}", "socket", consistent_read=True)
    except ConnectionItem.DoesNotExist:
        return None
    typing = Typing(**item.typing) if item.typing else None
    return Socket(socket_id, _peer(item), item.viewing, typing)


def watch(socket: Socket, conversation_id: str) -> Socket | None:
    """Note what a socket has on screen (empty: nothing); None when it has closed meanwhile."""
    shown: list[Action] = [ConnectionItem.viewing.set(conversation_id)]
    open_ = ConnectionItem.pk.exists()
    try:
        with TransactWrite(connection=connection()) as tx:
            for key in (_audience_key(socket), _own_key(socket)):
                tx.update(ConnectionItem(*key), actions=shown, condition=open_)
    except TransactWriteError as error:
        if "ConditionalCheckFailed" not in {r.code for r in error.cancellation_reasons if r}:
            raise
        return None
    return replace(socket, viewing=conversation_id)


def note_typing(socket: Socket, typing: Typing) -> bool:
    """Note what a socket's typing was told as; False when it has closed meanwhile."""
    try:
        ConnectionItem(*_own_key(socket)).update(
            actions=[ConnectionItem.typing.set(asdict(typing))],
            condition=ConnectionItem.pk.exists(),
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


def close_socket(socket: Socket) -> None:
    """Forget a socket."""
    with TransactWrite(connection=connection()) as tx:
        tx.delete(ConnectionItem(*_audience_key(socket)))
        tx.delete(ConnectionItem(*_own_key(socket)))


def silence(socket: Socket, at: datetime) -> None:
    """Tell a socket nothing more. It stays known by its id, so that when API Gateway reports it
    closed, its user is still seen to leave. One that is still opening stays: until our answer to
    its `$connect` is through, API Gateway calls it gone, too."""
    old = ConnectionItem.ttl <= expires(SOCKET_LIFETIME, at - OPENING)
    try:
        ConnectionItem(*_audience_key(socket)).delete(condition=old)
    except DeleteError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def agents(account_id: str, at: datetime) -> list[Socket]:
    """Every open socket of the account's users."""
    return [_socket(item) for item in _present(f"{account_id}#agents", at) if _is_socket(item)]


def visitors(account_id: str, contact_id: str, at: datetime) -> list[Socket]:
    """Every open socket of one contact."""
    return [_socket(item) for item in _present(f"{account_id}#contact#{contact_id}", at)]


def present(account_id: str, at: datetime) -> tuple[list[Socket], frozenset[str]]:
    """Every open socket of the account's users, and who of them is there or left a moment ago."""
    items = list(_present(f"{account_id}#agents", at))
    sockets = [_socket(item) for item in items if _is_socket(item)]
    return sockets, frozenset(item.person_id for item in items)


def save_leaving(peer: Peer, until: datetime) -> None:
    """Note that a user has no socket any more and counts as present for a while."""
    _item(*_leaving_key(peer.account_id, peer.person_id), peer, int(until.timestamp())).save()


def forget_leaving(account_id: str, user_id: str, at: datetime) -> bool:
    """Whether a user's time to come back is over. Of several who ask one is told so."""
    over = ConnectionItem.ttl <= int(at.timestamp())
    try:
        ConnectionItem(*_leaving_key(account_id, user_id)).delete(condition=over)
    except DeleteError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


def connection() -> Connection:
    """The connection that transactions use."""
    return ConnectionItem._get_connection().connection


def _present(key: str, at: datetime) -> Iterator[ConnectionItem]:
    """TTL removes items late, so the time is checked as well."""
    found = ConnectionItem.query(key, consistent_read=True)
    return (item for item in found if item.ttl >= at.timestamp())


def _audience_key(socket: Socket) -> tuple[str, str]:
    """Where those who are told together lie."""
    peer = socket.peer
    who = f"contact#{peer.person_id}" if peer.is_visitor else "agents"
    return f"{peer.account_id}#{who}", f"socket#{socket.id}"


def _own_key(socket: Socket) -> tuple[str, str]:
    return f"socket#{socket.id}", "socket"


def _leaving_key(account_id: str, user_id: str) -> tuple[str, str]:
    return f"{account_id}#agents", f"leaving#{user_id}"


def _item(pk: str, sk: str, peer: Peer, ttl: int, viewing: str | None = None) -> ConnectionItem:
    return ConnectionItem(
        pk,
        sk,
        account_id=peer.account_id,
        role=peer.role,
        person_id=peer.person_id,
        name=peer.name,
        channel_id=peer.channel_id,
        team_ids=set(peer.team_ids) or None,
        scope=peer.scope,
        viewing=viewing,
        ttl=ttl,
    )


def _is_socket(item: ConnectionItem) -> bool:
    return item.sk.startswith("socket#")


def _socket(item: ConnectionItem) -> Socket:
    return Socket(item.sk.removeprefix("socket#"), _peer(item), item.viewing)


def _peer(item: ConnectionItem) -> Peer:
    return Peer(
        item.account_id,
        item.role,
        item.person_id,
        frozenset(item.team_ids or ()),
        item.name,
        item.channel_id,
        Scope(item.scope),
    )
