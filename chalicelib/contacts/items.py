"""What lies in the contacts table: its items, its index, and the domain values they hold."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.contacts.domain import Contact, Identity
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class ByCreation(GlobalSecondaryIndex["ContactItem"]):
    """An account's contacts by when they became one. Sparse: no identity is in it."""

    class Meta:
        index_name = "by_creation"
        projection = AllProjection()

    account = UnicodeAttribute(hash_key=True)
    created_key = UnicodeAttribute(range_key=True)


class ContactItem(Model):
    """A contact, and under the same key (sk `identity#{kind}:{address}`) what it is known by."""

    class Meta:
        locals().update(meta(settings().contacts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="contact")
    account = UnicodeAttribute(null=True)
    created_key = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    avatar_url = UnicodeAttribute(null=True)
    visible_to = JSONAttribute(null=True)
    assignee_ids = JSONAttribute(null=True)
    assignee_id = UnicodeAttribute(null=True)
    """Of contacts that were stored when there could be only one."""
    sla_id = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    custom = JSONAttribute(null=True)
    by_creation = ByCreation()


class IdentityItem(Model):
    """Whose address it is, with a copy of the contact, so that a message needs one query to know
    its sender; or (sk `thread#{thread}`) the address's current conversation on a channel; or (sk
    `consent#{scope}#{thread}`) whether it wants messages there; or (sk `alias#{address}`) another
    address of the same person."""

    class Meta:
        locals().update(meta(settings().contacts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="identity")
    contact_id = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    avatar_url = UnicodeAttribute(null=True)
    visible_to = JSONAttribute(null=True)
    assignee_ids = JSONAttribute(null=True)
    assignee_id = UnicodeAttribute(null=True)
    """Of contacts that were stored when there could be only one."""
    sla_id = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    custom = JSONAttribute(null=True)
    conversation_id = UnicodeAttribute(null=True)
    opted_out = BooleanAttribute(null=True)


def partition(account_id: str, contact_id: str) -> str:
    """The key under which a contact and the list of its identities lie."""
    return f"{account_id}#{contact_id}"


def identity_key(account_id: str, identity: Identity) -> str:
    """The key of an address: one contact has it in all of the account."""
    return f"{account_id}#identity#{identity.kind}:{identity.address}"


def contact_item(contact: Contact) -> ContactItem:
    return ContactItem(
        partition(contact.account_id, contact.id),
        account=contact.account_id,
        created_key=created_key(contact),
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        avatar_url=contact.avatar_url,
        visible_to=list(contact.visible_to) or None,
        assignee_ids=list(contact.assignee_ids) or None,
        sla_id=contact.sla_id,
        created_at=iso(contact.created_at),
        version=contact.version,
        custom=dict(contact.custom) or None,
    )


def identity_item(contact: Contact, identity: Identity) -> IdentityItem:
    return IdentityItem(
        identity_key(contact.account_id, identity),
        contact_id=contact.id,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        avatar_url=contact.avatar_url,
        visible_to=list(contact.visible_to) or None,
        assignee_ids=list(contact.assignee_ids) or None,
        sla_id=contact.sla_id,
        created_at=iso(contact.created_at),
        version=contact.version,
        custom=dict(contact.custom) or None,
    )


def listed_item(contact: Contact, identity: Identity) -> ContactItem:
    """The identity in the contact's own list."""
    return ContactItem(
        partition(contact.account_id, contact.id), f"identity#{identity.kind}:{identity.address}"
    )


def created_key(contact: Contact) -> str:
    """The order of the list of contacts, without ties."""
    return f"{iso(contact.created_at)}#{contact.id}"


def contact_of(item: ContactItem | IdentityItem) -> Contact:
    account_id, _, contact_id = item.pk.partition("#")
    return Contact(
        account_id,
        item.contact_id or "" if isinstance(item, IdentityItem) else contact_id,
        item.name or "",
        parse_iso(item.created_at or ""),
        item.phone,
        item.email,
        item.avatar_url,
        tuple(item.visible_to or ()),
        tuple(item.assignee_ids or filter(None, [item.assignee_id])),
        int(item.version or 0),
        item.custom or {},
        item.sla_id,
    )


def identity_of(sk: str) -> Identity:
    """The identity in the sort key of a contact's list."""
    kind, _, address = sk.removeprefix("identity#").partition(":")
    return Identity(kind, address)
