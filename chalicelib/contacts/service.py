"""Finding or making the contact behind an address, and the list of contacts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import store
from chalicelib.contacts.domain import (
    PHONE_KINDS,
    Contact,
    Identity,
    identities_of,
    lead_name,
    normal_phone,
)
from chalicelib.contacts.items import created_key
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.settings import settings

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
    known = store.find(account_id, kind, address)
    if known.contact:
        return known.contact, known.threads.get(channel_id)
    fresh = contact_id or new_id("ctc")
    phone = address if kind in PHONE_KINDS else None
    contact = Contact(account_id, fresh, lead_name(kind, address, fresh), at, phone)
    try:
        store.create(contact, [Identity(kind, address)])
    except Conflict:
        return resolve(account_id, kind, address, channel_id, at, contact_id)
    return contact, known.threads.get(channel_id)


def thread(account_id: str, kind: str, address: str, channel_id: str) -> str | None:
    """The conversation that an address has on a channel, if any."""
    return store.find(account_id, kind, address).threads.get(channel_id)


def get(account_id: str, contact_id: str) -> Contact:
    """A contact of the account."""
    contact = store.get(account_id, contact_id)
    if contact is None:
        raise NotFound("there is no such contact")
    return contact


def identities(account_id: str, contact_id: str) -> list[Identity]:
    """The addresses that a contact is known by."""
    return store.identities(account_id, contact_id)


def read(caller: Caller, contact_id: str) -> tuple[Contact, list[Identity]]:
    """A contact of the caller's account and the addresses it is known by."""
    found = store.get_with_identities(caller.account_id, contact_id)
    if found is None:
        raise NotFound("there is no such contact")
    return found


def page(caller: Caller, before: str | None, limit: int) -> tuple[list[Contact], str | None]:
    """A page of the account's contacts, newest first, and the position after it."""
    found = store.newest(caller.account_id, before, limit + 1)
    more = len(found) > limit
    return found[:limit], created_key(found[limit - 1]) if more else None


def load_many(account_id: str, contact_ids: Iterable[str]) -> dict[str, Contact]:
    """Contacts by id; those that are gone are missing."""
    return store.load_many(account_id, contact_ids)


def create(caller: Caller, fields: dict[str, Any], at: datetime) -> tuple[Contact, list[Identity]]:
    """A contact who is known before they wrote. Conflict names the contact who has the number."""
    known = _checked(caller, fields)
    contact = Contact(caller.account_id, new_id("ctc"), created_at=at, **known)
    owned = identities_of(contact.phone)
    try:
        store.create(contact, owned)
    except Conflict as error:
        raise _owned(caller.account_id, owned) or error from error
    _index(contact)
    return contact, sorted(owned)


def change(
    caller: Caller, contact_id: str, fields: dict[str, Any]
) -> tuple[Contact, list[Identity]]:
    """Change what is known of a contact. A former number stays theirs if they ever wrote from it or
    were written to there, so that their conversation keeps its owner."""
    contact, old = read(caller, contact_id)
    changed = replace(contact, **_checked(caller, fields), version=contact.version + 1)
    added = identities_of(changed.phone) - set(old)
    former = identities_of(contact.phone) - identities_of(changed.phone)
    removed = {one for one in former & set(old) if not _threads(caller.account_id, one)}
    kept = set(old) - removed
    try:
        store.replace(changed, kept, added, removed)
    except Conflict as error:
        taken = _owned(caller.account_id, added)
        raise taken or Conflict(
            "this contact was changed at the same moment; look at it again"
        ) from error
    _index(changed)
    return changed, sorted(kept | added)


def reachable_on(contact: Contact, known: Iterable[Identity]) -> list[Channel]:
    """The channels on which we may write to the contact: where they have a conversation, and where
    we may write first to an address of theirs (D7)."""
    addresses = set(known) | identities_of(contact.phone)
    threads = {channel_id for one in addresses for channel_id in _threads(contact.account_id, one)}
    kinds = {one.kind for one in addresses}
    return [
        channel
        for channel in channels.of_account(contact.account_id)
        if channel.id in threads
        or (channel.kind in kinds and channels.capabilities(channel.kind).can_initiate)
    ]


def _checked(caller: Caller, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are stored; the users they name belong to the account."""
    known = dict(fields)
    if known.get("phone"):
        known["phone"] = normal_phone(known["phone"])
    if "visible_to" in known:
        known["visible_to"] = tuple(dict.fromkeys(known["visible_to"] or ()))
    named = {*known.get("visible_to", ()), known.get("assignee_id")} - {None}
    if named and not named <= {user.id for user in accounts.roster(caller.account_id).users}:
        raise NotFound("there is no such user")
    return known


def _threads(account_id: str, identity: Identity) -> dict[str, str]:
    return store.find(account_id, identity.kind, identity.address).threads


def _owned(account_id: str, wanted: Iterable[Identity]) -> Conflict | None:
    """Who has one of these addresses already."""
    for identity in wanted:
        owner = store.find(account_id, identity.kind, identity.address).contact
        if owner:
            return Conflict(
                f"{owner.name} has this number already", contact_id=owner.id, name=owner.name
            )
    return None


def _index(contact: Contact) -> None:
    """Ask for the contact to be found by its name and number as they are now."""
    detail = {"account_id": contact.account_id, "contact_id": contact.id}
    body = json.dumps({"detail-type": "contact.changed", "detail": detail})
    sqs().send_message(QueueUrl=settings().search_queue_url, MessageBody=body)


def thread_write(
    account_id: str, kind: str, address: str, channel_id: str, conversation_id: str
) -> Callable[[TransactWrite], None]:
    """The write that makes a conversation the address's thread, for the caller's transaction."""
    return store.thread_write(account_id, kind, address, channel_id, conversation_id)


def thread_move(
    account_id: str,
    kind: str,
    address: str,
    channel_id: str,
    conversation_id: str,
    instead_of: str | None = None,
) -> Callable[[TransactWrite], None]:
    """The write that makes a conversation the one that the address's next message joins, whichever
    it was before (or only if it was the named one), for the caller's transaction."""
    return store.thread_move(account_id, kind, address, channel_id, conversation_id, instead_of)
