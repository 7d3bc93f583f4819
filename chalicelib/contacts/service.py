"""Finding or making the contact behind an address, and the list of contacts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import store
from chalicelib.contacts.domain import (
    EMAIL,
    PHONE,
    Contact,
    Identity,
    identities_of,
    lead_name,
    normal_email,
    normal_phone,
)
from chalicelib.contacts.items import created_key
from chalicelib.contacts.store import Known
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.errors import Conflict, Invalid, NotFound
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite


ATTEMPTS = 5
"""How often a change is decided anew when others change the contact first."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as a channel tells it."""

    space: str
    """What kind of address it is: phone, email, or a kind of channel."""
    address: str
    thread: str
    """The name of the channel's thread (`Channel.thread`)."""
    name: str | None = None
    avatar_url: str | None = None
    aliases: tuple[str, ...] = ()
    """Further addresses of the same person in this space."""
    contact_id: str | None = None
    """The id promised to a visitor before the first message."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The contact behind an address, and what is known of it on the channel."""

    contact: Contact
    conversation_id: str | None
    """Where the address's messages go, if it has written before."""
    opted_out: bool


def resolve(account_id: str, sender: Sender, at: datetime) -> Resolved:
    """The contact who has this address, made when unknown (CRM-01). Further addresses of the same
    person find the contact, too, and are kept with it (CRM-26)."""
    known = store.find(account_id, sender.space, sender.address)
    others = known.aliases | set(sender.aliases)
    if others > known.aliases or (others and sender.thread not in known.threads):
        known = _together(account_id, sender, known, others)
    contact = known.contact or _made(account_id, sender, at)
    if contact is None:
        return resolve(account_id, sender, at)  # somebody else was faster
    thread = known.threads.get(sender.thread)
    return Resolved(contact, thread, known.opted_out(sender.thread))


def _made(account_id: str, sender: Sender, at: datetime) -> Contact | None:
    fresh = sender.contact_id or new_id("ctc")
    contact = Contact(
        account_id,
        fresh,
        sender.name or lead_name(sender.space, sender.address, fresh),
        at,
        phone=sender.address if sender.space == PHONE else None,
        email=sender.address if sender.space == EMAIL else None,
        avatar_url=sender.avatar_url,
    )
    known_by = {Identity(sender.space, one) for one in (sender.address, *sender.aliases)}
    try:
        store.create(contact, known_by)
    except Conflict:
        return None
    return contact


def _together(account_id: str, sender: Sender, known: Known, others: frozenset[str]) -> Known:
    """What is known of a person under several addresses, kept under the one they wrote from, too:
    whoever shows another of them goes on in the same conversation. An address that is somebody
    else's tells nothing of this one."""
    found = [store.find(account_id, sender.space, one) for one in sorted(others)]
    contact = known.contact or next((one.contact for one in found if one.contact), None)
    theirs = [one for one in found if one.contact and contact and one.contact.id == contact.id]
    if contact:
        _attach(contact, sender.space, {sender.address, *others})
    threads, refused = dict(known.threads), known.refused
    for one in theirs:
        _carry_over(account_id, Identity(sender.space, sender.address), one)
        threads, refused = one.threads | threads, refused | one.refused
    store.tie(account_id, sender.space, {sender.address, *others})
    return Known(contact, threads, refused, others)


def _carry_over(account_id: str, to: Identity, known: Known) -> None:
    """Let an address go on where another one was; what that wanted no more, it does not either."""
    for thread_, conversation_id in known.threads.items():
        store.continue_thread(account_id, to, thread_, conversation_id)
    for thread_, scope in known.refused:
        store.save_consent(account_id, to, thread_, scope, True)


def _attach(contact: Contact, space: str, addresses: Iterable[str]) -> None:
    """Let addresses be the contact's, too; one that is somebody else's already stays theirs."""
    own = set(store.identities(contact.account_id, contact.id))
    for identity in {Identity(space, address) for address in addresses} - own:
        try:
            store.attach(contact, identity)
        except Conflict:
            continue


def prove(account_id: str, contact_id: str, email: str) -> bool:
    """A contact has shown that they read a mail address: they are known by it from now on. One
    that is somebody else's stays theirs (False), and says nothing of them."""
    address = Identity(EMAIL, email)
    for _ in range(ATTEMPTS):
        found = store.get_with_identities(account_id, contact_id)
        owner = store.find(account_id, EMAIL, email).contact
        if found is None or (owner is not None and owner.id != contact_id):
            return False
        contact, known = found
        if owner is not None and contact.email:
            return True
        after = replace(contact, email=contact.email or email, version=contact.version + 1)
        added = [] if owner is not None else [address]
        try:
            store.replace(after, known, added, ())
        except Conflict:
            continue
        _index(after)
        return True
    raise Conflict("others keep changing this contact; try again")


def move(account_id: str, space: str, before: str, after: str) -> list[str]:
    """A person has another address from now on: the contact is known by both, and what they write
    from the new one goes on where they were; what they wanted no more, they still do not. Answers
    their conversations."""
    known = store.find(account_id, space, before)
    if known.contact is None:
        return []
    _attach(known.contact, space, [after])
    _carry_over(account_id, Identity(space, after), known)
    return list(known.threads.values())


def opt(account_id: str, space: str, address: str, thread_: str, out: bool, scope: str) -> None:
    """Remember that an address wants nothing more on a channel, or does again (CH-16); `scope` is
    all of it or `marketing`. It outlives every conversation."""
    store.save_consent(account_id, Identity(space, address), thread_, scope, out)


def opt_write(
    account_id: str, space: str, address: str, thread_: str, out: bool
) -> Callable[[TransactWrite], None]:
    """The same for the transaction that stores the message it was said in."""
    return store.consent_write(account_id, Identity(space, address), thread_, "all", out)


def known_on(account_id: str, space: str, address: str) -> Known:
    """What is known of an address: whose it is, its conversations, what it wants."""
    return store.find(account_id, space, address)


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
    owned = identities_of(contact.phone, contact.email)
    try:
        store.create(contact, owned)
    except Conflict as error:
        raise _owned(caller.account_id, owned) or error from error
    _index(contact)
    return contact, sorted(owned)


def change(
    caller: Caller, contact_id: str, fields: dict[str, Any]
) -> tuple[Contact, list[Identity]]:
    """Change what is known of a contact. A former number or mail address stays theirs if they ever
    wrote from it or were written to there, so that their conversation keeps its owner."""
    contact, old = read(caller, contact_id)
    changed = replace(contact, **_checked(caller, fields), version=contact.version + 1)
    now_known = identities_of(changed.phone, changed.email)
    added = now_known - set(old)
    former = identities_of(contact.phone, contact.email) - now_known
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
    we may write first to an address of theirs, by any words or by a template (D7)."""
    addresses = set(known) | identities_of(contact.phone, contact.email)
    threads = {name for one in addresses for name in _threads(contact.account_id, one)}
    spaces = {one.kind for one in addresses}
    return [
        channel
        for channel in channels.of_account(contact.account_id)
        if channel.thread in threads
        or (channels.space_of(channel.kind) in spaces and _may_begin(channel.kind))
    ]


def _may_begin(kind: str) -> bool:
    able = channels.capabilities(kind)
    return able.can_initiate or able.templates


def typed(space: str, address: str) -> str:
    """An address as somebody typed it → as we keep it; Invalid when it cannot be one."""
    normal = {PHONE: normal_phone, EMAIL: normal_email}.get(space)
    if normal is None:
        raise Invalid("choose a contact; only phone numbers and mail addresses can be typed in")
    try:
        return normal(address)
    except Invalid as error:
        wrong = [{"field": "address", "message": str(error)}]
        raise Invalid(str(error), errors=wrong) from error


def find_or_make(caller: Caller, space: str, address: str, at: datetime) -> Contact:
    """The contact who has an address (a phone number or a mail address), made when unknown."""
    given = typed(space, address)
    known = store.find(caller.account_id, space, given)
    if known.contact:
        return known.contact
    try:
        contact, _ = create(caller, {"name": lead_name(space, given, ""), space: given}, at)
    except Conflict:
        return find_or_make(caller, space, address, at)  # somebody else was faster
    return contact


def _checked(caller: Caller, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are stored; the users they name belong to the account."""
    known = dict(fields)
    if known.get("phone"):
        known["phone"] = normal_phone(known["phone"])
    if known.get("email"):
        known["email"] = normal_email(known["email"])
    if "visible_to" in known:
        known["visible_to"] = tuple(dict.fromkeys(known["visible_to"] or ()))
    if "custom" in known:
        known["custom"] = known["custom"] or {}
    known |= _assignees(known)
    if known.get("sla_id"):
        _refuse_unknown_sla(caller.account_id, known["sla_id"])
    named = {*known.get("visible_to", ()), *known.get("assignee_ids", ())}
    if named and not named <= {user.id for user in accounts.roster(caller.account_id).users}:
        raise NotFound("there is no such user")
    return known


def _refuse_unknown_sla(account_id: str, sla_id: str) -> None:
    from chalicelib.sla.service import settling  # which asks for contacts, and so imports this

    try:
        settling.get(account_id, sla_id)
    except NotFound as error:
        message = "there is no such service level"
        raise Invalid(message, errors=[{"field": "sla_id", "message": message}]) from error


def _assignees(known: dict[str, Any]) -> dict[str, Any]:
    """Default assignees from what names several, or one; nothing where neither is said."""
    several = known.pop("assignee_ids", ())
    said = "assignee_id" in known or several != ()
    one = known.pop("assignee_id", None)
    chosen = several or ([one] if one else [])
    return {"assignee_ids": tuple(dict.fromkeys(chosen))} if said else {}


def _threads(account_id: str, identity: Identity) -> dict[str, str]:
    return store.find(account_id, identity.kind, identity.address).threads


def _owned(account_id: str, wanted: Iterable[Identity]) -> Conflict | None:
    """Who has one of these addresses already."""
    for identity in wanted:
        owner = store.find(account_id, identity.kind, identity.address).contact
        if owner:
            return Conflict(
                f"{owner.name} has this {_called(identity)} already",
                contact_id=owner.id,
                name=owner.name,
            )
    return None


def _called(identity: Identity) -> str:
    return {PHONE: "number", EMAIL: "mail address"}.get(identity.kind, "address")


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
