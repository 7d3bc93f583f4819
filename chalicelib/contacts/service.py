"""Finding or making the contact behind an address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.contacts import store
from chalicelib.contacts.domain import PHONE_KINDS, Contact, lead_name
from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.ids import new_id

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite


def resolve(
    account_id: str,
    kind: str,
    address: str,
    channel_id: str,
    at: datetime,
    contact_id: str | None = None,
) -> tuple[Contact, str | None]:
    """The contact who has this address (made when unknown: CRM-01) and its conversation's id.

    `contact_id` is the id promised to a visitor before the first message.
    """
    known = store.find(account_id, kind, address, channel_id)
    if known.contact:
        return known.contact, known.conversation_id
    fresh = contact_id or new_id("ctc")
    phone = address if kind in PHONE_KINDS else None
    contact = Contact(account_id, fresh, lead_name(kind, address, fresh), at, phone)
    try:
        store.create(contact, kind, address)
    except Conflict:
        return resolve(account_id, kind, address, channel_id, at, contact_id)
    return contact, known.conversation_id


def thread(account_id: str, kind: str, address: str, channel_id: str) -> str | None:
    """The conversation that an address has on a channel, if any."""
    return store.find(account_id, kind, address, channel_id).conversation_id


def get(account_id: str, contact_id: str) -> Contact:
    """A contact of the account."""
    contact = store.get(account_id, contact_id)
    if contact is None:
        raise NotFound("there is no such contact")
    return contact


def thread_write(
    account_id: str, kind: str, address: str, channel_id: str, conversation_id: str
) -> Callable[[TransactWrite], None]:
    """The write that makes a conversation the address's thread, for the caller's transaction."""
    return store.thread_write(account_id, kind, address, channel_id, conversation_id)
