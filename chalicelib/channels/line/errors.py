"""What LINE refused, as a sentence (LINE docs: "Messaging API reference", Error responses)."""

from __future__ import annotations

from chalicelib.channels.domain import SendError
from chalicelib.channels.http import Reply, refuse
from chalicelib.channels.payload import listing, mapping, text

MONTHLY = "monthly limit"


def refused(reply: Reply) -> SendError:
    """429 means too fast, or that this month's messages are used up, which no retry cures."""
    if reply.status == 429 and MONTHLY in text(reply.body.get("message")).lower():
        return SendError("The account has used up this month's messages at LINE.")
    return refuse(reply, sentence)


def sentence(reply: Reply) -> str:
    """For the agent."""
    said = text(reply.body.get("message"))
    if said.lower().startswith("failed to send"):
        return "LINE could not send it: this person has left, or blocked the account."
    if reply.status == 403:
        return "This LINE account may not send such messages."
    details = [mapping(one) for one in listing(reply.body.get("details"))]
    more = ", ".join(text(one.get("message")) for one in details if text(one.get("message")))
    words = f"{said} ({more})" if more else said
    return f"LINE refused it: {words}" if words else "LINE refused it."
