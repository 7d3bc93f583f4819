"""The demo's customers, and what each provider calls them."""

import base64
import hashlib

from local.demo import CUSTOMERS, Customer

PHONE_KINDS = frozenset({"twilio_sms", "twilio_whatsapp", "whatsapp"})
DIGITS = {"messenger": 16, "instagram": 15, "telegram": 9, "x": 18}


def address(customer: Customer, kind: str) -> str:
    """Where a customer is reached on a kind of channel, in the form of its provider's ids; the
    same each time."""
    if kind in PHONE_KINDS:
        return customer.phone
    if kind == "email":
        return customer.email
    digest = hashlib.sha256(f"{kind} {customer.email}".encode()).digest()
    if kind in DIGITS:
        return f"7{int.from_bytes(digest) % 10 ** (DIGITS[kind] - 1):0{DIGITS[kind] - 1}}"
    if kind == "line":
        return f"U{digest[:16].hex()}"
    if kind == "viber":
        return base64.b64encode(digest[:16]).decode()
    return customer.email.partition("@")[0]


def customers(kind: str, others: list[str]) -> list[dict[str, str]]:
    """Everyone on a kind of channel as {address, name}: the demo's people, then who else wrote."""
    known = {address(customer, kind): customer.name for customer in CUSTOMERS}
    return [{"address": where, "name": name} for where, name in known.items()] + [
        {"address": where, "name": ""} for where in others if where not in known
    ]
