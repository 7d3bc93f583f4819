"""Viber's status codes, which come with HTTP status 200 (Viber docs: "Viber REST API", Error
codes)."""

from __future__ import annotations

from chalicelib.channels.domain import SendError
from chalicelib.channels.http import Reply, refuse
from chalicelib.channels.payload import text, whole

OK, BAD_TOKEN, NOT_SUBSCRIBED, TOO_MANY, GENERAL = 0, 2, 6, 12, 999
SENTENCES = {
    3: "Viber did not understand the message.",
    4: "Viber found something missing in the message.",
    5: "This person is not on Viber any more.",
    NOT_SUBSCRIBED: "This person has not written to the bot, or wants nothing more from it.",
    7: "Viber has blocked the bot.",
    8: "Viber does not know the bot any more.",
    9: "Viber has suspended the bot.",
    10: "The bot has no webhook at Viber. Connect the channel again.",
    11: "None of this person's devices can show such a message.",
    13: "This person's Viber is too old for such a message.",
    14: "This person's Viber is too old for such a message.",
    15: "The bot may not send such messages.",
    21: "Viber does not deliver to this person's country.",
    23: "The bot has used up its free messages at Viber.",
    24: "The bot's balance at Viber is used up.",
}


def refused(reply: Reply) -> SendError | None:
    """What an answer refuses; None where it accepts."""
    if not reply.ok:
        return refuse(reply, sentence)
    status = whole(reply.body.get("status"))
    if status == OK:
        return None
    if status == BAD_TOKEN:
        return SendError("Viber no longer accepts the bot's token.", unauthorized=True)
    if status == TOO_MANY:
        return SendError("Viber takes no more messages right now.", retryable=True)
    return SendError(sentence(reply), status is None, opted_out=status == NOT_SUBSCRIBED)


def sentence(reply: Reply) -> str:
    """For the agent."""
    known = SENTENCES.get(whole(reply.body.get("status")) or GENERAL)
    said = text(reply.body.get("status_message"))
    return known or (f"Viber refused it: {said}" if said else "Viber refused it.")
