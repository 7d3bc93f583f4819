"""What X refused, as a sentence (X docs: "Response codes and errors")."""

from __future__ import annotations

import time

from chalicelib.channels.domain import SendError
from chalicelib.channels.http import LONGEST_WAIT, Reply, refuse
from chalicelib.channels.payload import listing, mapping, number, text

REVOKED = {32, 63, 64, 89, 326}
"""Could not authenticate, suspended, expired token, locked: version 1.1's codes, still in use."""
SENTENCES = {
    150: "This person accepts direct messages only from accounts that they follow.",
    151: "X could not send this message.",
    226: "X took this message for an automated one and did not send it.",
    349: "This person does not accept direct messages from this account.",
    354: "The message is too long for X.",
}
CLOSED = "cannot send messages to this user", "not allowed to create", "blocked"


def sentence(reply: Reply) -> str:
    """For the agent."""
    known = SENTENCES.get(_code(reply))
    if known:
        return known
    detail = _detail(reply)
    if reply.status == 403 and any(words in detail.lower() for words in CLOSED):
        return SENTENCES[349]
    return f"X refused it: {detail}" if detail else "X refused it."


def refused(reply: Reply, now: float | None = None) -> SendError:
    """X tells when it takes messages again as a time, not as a duration."""
    if reply.status == 429:
        again = number(reply.headers.get("x-rate-limit-reset"))
        wait = again - (time.time() if now is None else now) if again else None
        after = min(max(wait, 1.0), LONGEST_WAIT) if wait is not None else None
        return SendError("X takes no more messages right now.", retryable=True, after=after)
    if _code(reply) in REVOKED:
        return SendError("X no longer accepts this channel's credentials.", unauthorized=True)
    return refuse(reply, sentence)


def _code(reply: Reply) -> int:
    errors = listing(reply.body.get("errors"))
    return int(number(mapping(errors[0]).get("code")) or 0) if errors else 0


def _detail(reply: Reply) -> str:
    errors = [mapping(one) for one in listing(reply.body.get("errors"))]
    said = [text(one.get("message")) for one in errors]
    return text(reply.body.get("detail")) or next((one for one in said if one), "")
