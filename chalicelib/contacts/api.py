"""Contacts over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.contacts import schema, service
    from chalicelib.contacts.domain import Contact, Identity
    from chalicelib.runtime import paging
    from chalicelib.search import service as search
else:
    service = lazy("chalicelib.contacts.service")
    search = lazy("chalicelib.search.service")
    schema = lazy("chalicelib.contacts.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/contacts", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_contacts(query: schema.ContactsQuery) -> paging.Page[schema.ContactView]:
    """The account's contacts, newest first; with `q` those whom it finds, by name."""
    who, position = caller(bp), paging.decode_cursor(query.cursor)
    if query.q.strip():
        found, following = search.contacts(who, query.q, position, query.limit)
    else:
        found, following = service.page(who, position, query.limit)
    return paging.Page(
        items=[schema.ContactView.model_validate(_facts(contact)) for contact in found],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


@bp.route("/v1/contacts", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.CONTACTS)
def create_contact(body: schema.NewContact) -> schema.ContactDetails:
    """Add a contact who has not written yet. 409 names the contact who has the number."""
    return _details(*service.create(caller(bp), body.model_dump(), now()))


@bp.route("/v1/contacts/{contact_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_contact(contact_id: str) -> schema.ContactDetails:
    """A contact, how they are known and where we may write to them."""
    return _details(*service.read(caller(bp), contact_id))


@bp.route("/v1/contacts/{contact_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.CONTACTS)
def change_contact(contact_id: str, body: schema.ContactChange) -> schema.ContactDetails:
    """Change what is known of a contact."""
    fields = body.model_dump(exclude_unset=True)
    if body.name is None:
        fields.pop("name", None)
    return _details(*service.change(caller(bp), contact_id, fields))


def _facts(contact: Contact) -> dict[str, object]:
    return {
        "id": contact.id,
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "avatar_url": contact.avatar_url,
        "visible_to": list(contact.visible_to),
        "assignee_ids": list(contact.assignee_ids),
        "assignee_id": contact.assignee_id,
        "sla_id": contact.sla_id,
        "created_at": iso(contact.created_at),
    }


def _details(contact: Contact, identities: list[Identity]) -> schema.ContactDetails:
    channels = service.reachable_on(contact, identities)
    return schema.ContactDetails.model_validate(
        {
            **_facts(contact),
            "identities": [{"kind": one.kind, "address": one.address} for one in identities],
            "channels": [{"id": one.id, "kind": one.kind, "name": one.name} for one in channels],
            "custom": dict(contact.custom),
        }
    )
