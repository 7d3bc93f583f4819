"""Whom a sender cannot reach by SMS, told before anything is sent (CH-14): pure.

Twilio docs: "Alphanumeric Sender ID for Twilio Programmable SMS", "International support for
alphanumeric sender ID", "Short codes". Countries change their rules: what is not listed is tried,
and Twilio's own refusal is shown instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chalicelib.channels.domain import Channel

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

Sender = Literal["number", "short_code", "name", "service"]

NO_NAMES = frozenset(
    {
        "AR",
        "AS",
        "BR",
        "CA",
        "CL",
        "CN",
        "CO",
        "GU",
        "MP",
        "MX",
        "MY",
        "NZ",
        "PR",
        "US",
        "UY",
        "VI",
        "ZA",
    }
)
"""Countries whose networks take no alphanumeric sender."""
NORTH_AMERICA = 1


def sender_type(address: str) -> Sender:
    """What a channel sends from: a phone number, a short code, a name (alphanumeric sender ID), or
    a messaging service that chooses."""
    if address.startswith("MG") and len(address) == 34:
        return "service"
    if address.startswith("+"):
        return "number"
    return "short_code" if address.isdecimal() and len(address) <= 8 else "name"


def restriction(channel: Channel, to: str) -> str | None:
    """Why a text from this channel cannot reach `to`, as a sentence; None where it may be tried.

    A customer who has written here can be reached, whatever kind of number it is.
    """
    import phonenumbers  # large, and most functions that know channels never send

    if to == channel.address:
        return f"{to} is this channel's own number."
    if not to.startswith("+"):  # a short code may be answered; a name has nobody to answer
        return None if to.isdecimal() else f"{to} is a sender's name, which cannot be written to."
    try:
        number = phonenumbers.parse(to)
    except phonenumbers.NumberParseException:
        return f"{to} is not a phone number."
    if not phonenumbers.is_valid_number(number):
        return f"{to} is not a phone number that anyone can have."
    unfit = _unfit(number)
    if unfit:
        return f"{to} is {unfit}, which cannot receive texts."
    country = phonenumbers.region_code_for_number(number) or ""
    return _by_sender(channel, country, to)


def _unfit(number: PhoneNumber) -> str | None:
    from phonenumbers import PhoneNumberType, number_type

    kind = number_type(number)
    if kind == PhoneNumberType.TOLL_FREE and number.country_code == NORTH_AMERICA:
        return None  # these can be text-enabled
    return {
        PhoneNumberType.FIXED_LINE: "a landline",
        PhoneNumberType.TOLL_FREE: "a toll-free number",
        PhoneNumberType.PREMIUM_RATE: "a premium-rate number",
        PhoneNumberType.SHARED_COST: "a service number",
        PhoneNumberType.UAN: "a company's service number",
        PhoneNumberType.VOICEMAIL: "a voice mailbox",
    }.get(kind)


def _by_sender(channel: Channel, country: str, to: str) -> str | None:
    sender = sender_type(channel.address or "")
    if sender == "name" and country in NO_NAMES:
        return (
            f"Networks in the country of {to} ({country}) take no texts from a name such as "
            f"{channel.address}: a phone number has to send them."
        )
    home = str(channel.settings.get("country") or "").upper()
    if sender == "short_code" and home and country != home:
        return (
            f"The short code {channel.address} reaches phones of its own country ({home}) alone, "
            f"and {to} is of {country or 'another'}."
        )
    return None
