"""Contacts, their identities and the thread that each identity has on each channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import permutations

from pynamodb.connection import Connection
from pynamodb.exceptions import PutError, TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.contacts.domain import Contact, Identity
from chalicelib.contacts.items import (
    ContactItem,
    IdentityItem,
    contact_item,
    contact_of,
    identity_item,
    identity_key,
    identity_of,
    listed_item,
    partition,
)
from chalicelib.runtime.errors import Conflict


@dataclass(frozen=True, slots=True)
class Known:
    """What one query tells of an address."""

    contact: Contact | None
    threads: dict[str, str]
    """The address's conversation on each channel, by the name of its thread."""
    refused: frozenset[tuple[str, str]] = frozenset()
    """Threads on which it wants nothing more, each with the scope: all, marketing."""
    aliases: frozenset[str] = frozenset()
    """Further addresses of the same person in this space, as far as it was told with them."""

    def opted_out(self, thread: str, scope: str = "all") -> bool:
        return (thread, scope) in self.refused


def find(account_id: str, kind: str, address: str) -> Known:
    """Who has this address, and which conversations it has."""
    key = identity_key(account_id, Identity(kind, address))
    by_sk = {item.sk: item for item in IdentityItem.query(key, consistent_read=True)}
    owner = by_sk.pop("identity", None)
    threads = {
        sk.removeprefix("thread#"): item.conversation_id or ""
        for sk, item in by_sk.items()
        if sk.startswith("thread#")
    }
    refused = frozenset(
        (thread, scope)
        for sk, item in by_sk.items()
        if sk.startswith("consent#") and item.opted_out
        for scope, _, thread in [sk.removeprefix("consent#").partition("#")]
    )
    aliases = frozenset(sk.removeprefix("alias#") for sk in by_sk if sk.startswith("alias#"))
    return Known(contact_of(owner) if owner else None, threads, refused, aliases)


def create(contact: Contact, identities: Iterable[Identity]) -> None:
    """Store a new contact with what it is known by; Conflict when an address has one already."""
    try:
        with TransactWrite(connection=connection()) as tx:
            _own(tx, contact, identities)
            tx.save(contact_item(contact), condition=ContactItem.pk.does_not_exist())
    except TransactWriteError as error:
        raise _refusal(error) from error


def attach(contact: Contact, identity: Identity) -> None:
    """Let one more address be a contact's; Conflict when it has one already."""
    try:
        with TransactWrite(connection=connection()) as tx:
            _own(tx, contact, [identity])
    except TransactWriteError as error:
        raise _refusal(error) from error


def replace(
    contact: Contact,
    kept: Iterable[Identity],
    added: Iterable[Identity],
    removed: Iterable[Identity],
) -> None:
    """Store a contact's next version and the copies in its identities. Conflict when another change
    came first, or an added address has a contact already."""
    try:
        with TransactWrite(connection=connection()) as tx:
            for identity in removed:
                tx.delete(IdentityItem(identity_key(contact.account_id, identity)))
                tx.delete(listed_item(contact, identity))
            _own(tx, contact, added)
            for identity in kept:
                tx.save(identity_item(contact, identity))
            before = contact.version - 1
            seen = (
                ContactItem.version == before
                if before
                else ContactItem.version.does_not_exist() | (ContactItem.version == 0)
            )
            tx.save(contact_item(contact), condition=ContactItem.pk.exists() & seen)
    except TransactWriteError as error:
        raise _refusal(error) from error


def _own(tx: TransactWrite, contact: Contact, identities: Iterable[Identity]) -> None:
    for identity in identities:
        new = IdentityItem.pk.does_not_exist()
        tx.save(identity_item(contact, identity), condition=new)
        tx.save(listed_item(contact, identity))


def _refusal(error: TransactWriteError) -> Exception:
    codes = {reason.code for reason in error.cancellation_reasons if reason}
    if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
        return Conflict("this address has a contact already, or the contact was just changed")
    return error


def get(account_id: str, contact_id: str) -> Contact | None:
    """A contact by id."""
    try:
        return contact_of(ContactItem.get(partition(account_id, contact_id), "contact"))
    except ContactItem.DoesNotExist:
        return None


def get_with_identities(account_id: str, contact_id: str) -> tuple[Contact, list[Identity]] | None:
    """A contact as of the last change, and what it is known by, in one query."""
    items = list(ContactItem.query(partition(account_id, contact_id), consistent_read=True))
    own = next((item for item in items if item.sk == "contact"), None)
    if own is None:
        return None
    return contact_of(own), [identity_of(item.sk) for item in items if item is not own]


def identities(account_id: str, contact_id: str) -> list[Identity]:
    """What a contact is known by."""
    items = ContactItem.query(
        partition(account_id, contact_id), ContactItem.sk.startswith("identity#")
    )
    return [identity_of(item.sk) for item in items]


def load_many(account_id: str, contact_ids: Iterable[str]) -> dict[str, Contact]:
    """Contacts by id, up to a hundred in one call; those that are gone are missing."""
    keys = [(partition(account_id, id_), "contact") for id_ in dict.fromkeys(contact_ids)]
    found = (contact_of(item) for item in ContactItem.batch_get(keys))
    return {contact.id: contact for contact in found}


def newest(account_id: str, before: str | None, limit: int) -> list[Contact]:
    """Up to `limit` contacts, newest first, before a position."""
    older = ContactItem.created_key < before if before else None
    items = ContactItem.by_creation.query(account_id, older, scan_index_forward=False, limit=limit)
    return [contact_of(item) for item in items]


def thread_write(
    account_id: str, kind: str, address: str, channel_id: str, conversation_id: str
) -> Callable[[TransactWrite], None]:
    """Make this the address's conversation on the channel, unless it got one meanwhile."""
    item = _thread(account_id, kind, address, channel_id, conversation_id)
    return lambda tx: tx.save(item, condition=IdentityItem.pk.does_not_exist())


def thread_move(
    account_id: str,
    kind: str,
    address: str,
    channel_id: str,
    conversation_id: str,
    instead_of: str | None = None,
) -> Callable[[TransactWrite], None]:
    """Make this the address's conversation on the channel, whichever it had; or only if it had
    the one that is named."""
    item = _thread(account_id, kind, address, channel_id, conversation_id)
    if instead_of is None:
        return lambda tx: tx.save(item)
    return lambda tx: tx.save(item, condition=IdentityItem.conversation_id == instead_of)


def continue_thread(account_id: str, identity: Identity, thread: str, conversation_id: str) -> None:
    """Let an address go on in a conversation, unless it has one of its own on this channel."""
    item = _thread(account_id, identity.kind, identity.address, thread, conversation_id)
    try:
        item.save(condition=IdentityItem.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def tie(account_id: str, kind: str, addresses: Iterable[str]) -> None:
    """Remember with each of a person's addresses the others; again is harmless."""
    for one, other in permutations(sorted(set(addresses)), 2):
        IdentityItem(identity_key(account_id, Identity(kind, one)), f"alias#{other}").save()


def save_consent(account_id: str, identity: Identity, thread: str, scope: str, out: bool) -> None:
    """Remember what an address wants on a channel."""
    _consent(account_id, identity, thread, scope, out).save()


def consent_write(
    account_id: str, identity: Identity, thread: str, scope: str, out: bool
) -> Callable[[TransactWrite], None]:
    """The same in the caller's transaction."""
    item = _consent(account_id, identity, thread, scope, out)
    return lambda tx: tx.save(item)


def _consent(
    account_id: str, identity: Identity, thread: str, scope: str, out: bool
) -> IdentityItem:
    key = identity_key(account_id, identity)
    return IdentityItem(key, f"consent#{scope}#{thread}", opted_out=out)


def _thread(
    account_id: str, kind: str, address: str, channel_id: str, conversation_id: str
) -> IdentityItem:
    key = identity_key(account_id, Identity(kind, address))
    return IdentityItem(key, f"thread#{channel_id}", conversation_id=conversation_id)


def connection() -> Connection:
    """The connection that transactions use."""
    return IdentityItem._get_connection().connection
