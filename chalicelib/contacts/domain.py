"""What a contact is, and what it is called before anyone has named it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.runtime.errors import Invalid

PHONE = "phone"
EMAIL = "email"
"""Spaces of addresses that name the same person on every channel that goes by them (CRM-26). Any
other space is a kind of channel, whose addresses mean something there alone."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person who wrote to the company, or was written to."""

    account_id: str
    id: str
    name: str
    created_at: datetime
    phone: str | None = None
    email: str | None = None
    avatar_url: str | None = None
    visible_to: tuple[str, ...] = ()
    """Ids of the users who alone see the contact's new conversations (CONV-43); none: the team."""
    assignee_ids: tuple[str, ...] = ()
    """The users who get the contact's new conversations (CONV-43, ASG-09)."""
    version: int = 0
    """Counts the changes: who changes it says which version they saw."""
    custom: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What else the company knows of them, by names of its own: `plan`, `shoe_size` (KB-09)."""
    sla_id: str | None = None
    """The service level that they are promised (ASG-38); None: their team's or the account's."""

    @property
    def assignee_id(self) -> str | None:
        """The first of those who get their new conversations."""
        return next(iter(self.assignee_ids), None)


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """An address by which a contact is known; `kind` is the space it is of."""

    kind: str
    address: str


def lead_name(kind: str, address: str, contact_id: str) -> str:
    """What a nameless contact is called: its phone number or mail address, else a short id."""
    if kind == PHONE:
        return _international(address)
    return address if kind == EMAIL else f"Visitor {contact_id[-4:]}"


def _international(address: str) -> str:
    import phonenumbers  # large, and most functions that know contacts never meet a new number

    try:
        number = phonenumbers.parse(address)
    except phonenumbers.NumberParseException:
        return address  # a short code or a sender's name
    if not phonenumbers.is_valid_number(number):
        return address
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def identities_of(phone: str | None, email: str | None) -> frozenset[Identity]:
    """What their number and mail address make a contact known by, on all channels that go by
    them."""
    known = ((PHONE, phone), (EMAIL, email))
    return frozenset(Identity(kind, address) for kind, address in known if address)


def normal_email(text: str) -> str:
    """A mail address as we keep it: trimmed, in lower case (no mailbox in use tells cases apart).
    Invalid when it cannot be one."""
    address = text.strip().lower()
    name, at, host = address.rpartition("@")
    if not (name and at and "." in host) or any(c.isspace() or c in "<>,;" for c in address):
        raise Invalid(
            "this is not a mail address",
            errors=[{"field": "email", "message": "not a mail address"}],
        )
    return address


def normal_phone(text: str) -> str:
    """A number with its country as E.164; Invalid when no phone can have it."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException as error:
        raise _no_phone() from error
    if not phonenumbers.is_valid_number(number):
        raise _no_phone()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _no_phone() -> Invalid:
    return Invalid(
        "this is not a phone number; write it with + and the country, such as +46 8 123 456 78",
        errors=[{"field": "phone", "message": "not a phone number with its country"}],
    )


def phone_digits(phone: str | None) -> tuple[str, ...]:
    """A stored number as people type it: with the country and without."""
    if not phone:
        return ()
    import phonenumbers

    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ("".join(filter(str.isdigit, phone)),)  # a short code or a sender's name
    return (f"{number.country_code}{number.national_number}", str(number.national_number))
