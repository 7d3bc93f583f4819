"""What a contact is, and what it is called before anyone has named it."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.runtime.errors import Invalid

PHONE_KINDS = frozenset({"twilio_sms"})
"""Channel kinds whose addresses are phone numbers (E.164)."""


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
    assignee_id: str | None = None
    """The user who gets the contact's new conversations (CONV-43)."""
    version: int = 0
    """Counts the changes: who changes it says which version they saw."""


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """An address on one kind of channel, by which a contact is known."""

    kind: str
    address: str


def lead_name(kind: str, address: str, contact_id: str) -> str:
    """What a nameless contact is called: its phone number, else the channel and a short id."""
    if kind in PHONE_KINDS:
        return _international(address)
    return f"Visitor {contact_id[-4:]}"


def _international(address: str) -> str:
    import phonenumbers  # large, and most functions that know contacts never meet a new number

    try:
        number = phonenumbers.parse(address)
    except phonenumbers.NumberParseException:
        return address  # a short code or a sender's name
    if not phonenumbers.is_valid_number(number):
        return address
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def identities_of(phone: str | None) -> frozenset[Identity]:
    """What a phone number makes its owner known by: itself, on every kind of channel that goes by
    numbers."""
    return frozenset(Identity(kind, phone) for kind in PHONE_KINDS) if phone else frozenset()


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
