"""Whom a WhatsApp address names: a phone, a business-scoped user id, or a group.

Meta writes a phone number as digits; we keep it as E.164, so that it is the same person as on every
other channel that goes by phone numbers. Business-scoped user ids (`NO.1349…`, `NO.ENT.1181…`) and
group ids stay as they are (Meta docs: WhatsApp, "Business-scoped user IDs", "Group messaging").
"""

import re

PHONE = re.compile(r"\+?(\d{5,15})", re.ASCII)
USER_ID = re.compile(r"[A-Z]{2}\.\w[\w.]*", re.ASCII)


def normal(address: str) -> str:
    """An address as WhatsApp writes it → as we keep it."""
    found = PHONE.fullmatch(address)
    return f"+{found[1]}" if found else address


def to(address: str) -> dict[str, str]:
    """The fields of a message that say whom it is for."""
    phone = PHONE.fullmatch(address)
    if phone:
        return {"recipient_type": "individual", "to": phone[1]}
    if USER_ID.fullmatch(address):
        return {"recipient_type": "individual", "recipient": address}
    return {"recipient_type": "group", "to": address}
