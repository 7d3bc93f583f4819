"""What a contact is, and what it is called before anyone has named it."""

from dataclasses import dataclass
from datetime import datetime

import phonenumbers

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


def lead_name(kind: str, address: str, contact_id: str) -> str:
    """What a nameless contact is called: its phone number, else the channel and a short id."""
    if kind in PHONE_KINDS:
        return _international(address)
    return f"Visitor {contact_id[-4:]}"


def _international(address: str) -> str:
    try:
        number = phonenumbers.parse(address)
    except phonenumbers.NumberParseException:
        return address  # a short code or a sender's name
    if not phonenumbers.is_valid_number(number):
        return address
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
