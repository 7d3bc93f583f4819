"""Contacts: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.accounts.schema import Email
from chalicelib.runtime.model import Body, Model, Name
from chalicelib.runtime.paging import PageQuery

Phone = Annotated[
    str, StringConstraints(min_length=3, max_length=40), Field(examples=["+46 8 123 456 78"])
]


Picture = Annotated[
    str,
    StringConstraints(max_length=2000, pattern=r"^https://[^\s\x00-\x1f]+$"),
    Field(examples=["https://example.com/anna.png"]),
]


UserId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


Custom = Annotated[
    dict[
        Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")],
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)],
    ],
    Field(
        max_length=50,
        description="What else is known of them; templates write it as {{contact.custom.plan}}.",
        examples=[{"plan": "Pro"}],
    ),
]


class ContactsQuery(PageQuery):
    """All contacts, newest first, or those whom words of a name or digits of a phone find."""

    q: str = Field("", max_length=200)


class NewContact(Body):
    """Someone to talk with."""

    name: Name
    phone: Phone | None = None
    email: Email | None = None
    avatar_url: Picture | None = None
    visible_to: list[UserId] = Field(
        [], max_length=50, description="Who alone sees their new conversations; empty: the team."
    )
    assignee_ids: list[UserId] = Field(
        [], max_length=10, description="Who get their new conversations."
    )
    assignee_id: UserId | None = Field(None, description="The same, of one.")
    sla_id: UserId | None = Field(None, description="The service level that they are promised.")
    custom: Custom = {}


class ContactChange(Body):
    """What to change; null clears, and a name always stays."""

    name: Name | None = None
    phone: Phone | None = None
    email: Email | None = None
    avatar_url: Picture | None = None
    visible_to: list[UserId] | None = Field(None, max_length=50)
    assignee_ids: list[UserId] | None = Field(None, max_length=10)
    assignee_id: UserId | None = Field(None, description="The same as a list of one.")
    sla_id: UserId | None = None
    custom: Custom | None = Field(None, description="All of it; what is not named goes.")


class ContactView(Model):
    """A contact in a list."""

    id: str
    name: str
    phone: str | None
    email: str | None
    avatar_url: str | None
    visible_to: list[str]
    assignee_ids: list[str]
    assignee_id: str | None = Field(description="The first of them.")
    sla_id: str | None
    created_at: str


class IdentityView(Model):
    """An address on one kind of channel."""

    kind: str
    address: str


class ReachView(Model):
    """A channel on which we may write to the contact."""

    id: str
    kind: str
    name: str


class ContactDetails(ContactView):
    """A contact, how they are known and where we may write to them."""

    identities: list[IdentityView]
    channels: list[ReachView]
    custom: dict[str, str]
