"""Contacts, their identities and the thread that each identity has on each channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.contacts.domain import Contact
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class ContactItem(Model):
    """A contact."""

    class Meta:
        locals().update(meta(settings().contacts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="contact")
    name = UnicodeAttribute()
    phone = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute()


class IdentityItem(Model):
    """One address on one kind of channel, or (sk `thread#{channel}`) its current conversation."""

    class Meta:
        locals().update(meta(settings().contacts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="identity")
    contact_id = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute(null=True)
    conversation_id = UnicodeAttribute(null=True)


@dataclass(frozen=True, slots=True)
class Identity:
    """What one query tells of an address."""

    contact: Contact | None
    conversation_id: str | None


def find(account_id: str, kind: str, address: str, channel_id: str) -> Identity:
    """Who has this address, and which conversation it has on this channel."""
    items = list(IdentityItem.query(_identity(account_id, kind, address), consistent_read=True))
    by_sk = {item.sk: item for item in items}
    known, thread = by_sk.get("identity"), by_sk.get(f"thread#{channel_id}")
    contact = None
    if known and known.contact_id and known.name and known.created_at:
        born = parse_iso(known.created_at)
        contact = Contact(account_id, known.contact_id, known.name, born)
    return Identity(contact, thread.conversation_id if thread else None)


def create(contact: Contact, kind: str, address: str) -> None:
    """Store a new contact with its first identity; Conflict when the address has one already."""
    identity = IdentityItem(
        _identity(contact.account_id, kind, address),
        contact_id=contact.id,
        name=contact.name,
        created_at=iso(contact.created_at),
    )
    item = ContactItem(
        f"{contact.account_id}#{contact.id}",
        name=contact.name,
        phone=contact.phone,
        created_at=iso(contact.created_at),
    )
    try:
        with TransactWrite(connection=connection()) as tx:
            tx.save(identity, condition=IdentityItem.pk.does_not_exist())
            tx.save(item, condition=ContactItem.pk.does_not_exist())
    except TransactWriteError as error:
        if {"ConditionalCheckFailed", "TransactionConflict"} & {
            reason.code for reason in error.cancellation_reasons if reason
        }:
            raise Conflict("this address has a contact already") from error
        raise


def get(account_id: str, contact_id: str) -> Contact | None:
    """A contact by id."""
    try:
        item = ContactItem.get(f"{account_id}#{contact_id}", "contact")
    except ContactItem.DoesNotExist:
        return None
    return Contact(account_id, contact_id, item.name, parse_iso(item.created_at), item.phone)


def thread_write(
    account_id: str, kind: str, address: str, channel_id: str, conversation_id: str
) -> Callable[[TransactWrite], None]:
    """Make this the address's conversation on the channel, unless it got one meanwhile."""
    item = IdentityItem(
        _identity(account_id, kind, address),
        f"thread#{channel_id}",
        conversation_id=conversation_id,
    )
    return lambda tx: tx.save(item, condition=IdentityItem.pk.does_not_exist())


def connection() -> Connection:
    """The connection that transactions use."""
    return IdentityItem._get_connection().connection


def _identity(account_id: str, kind: str, address: str) -> str:
    return f"{account_id}#identity#{kind}:{address}"
