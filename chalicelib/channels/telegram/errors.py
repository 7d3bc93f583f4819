"""What Telegram refused, as a sentence (Telegram docs: "Bot API", Making requests,
ResponseParameters)."""

from __future__ import annotations

from chalicelib.channels.domain import SendError
from chalicelib.channels.http import LONGEST_WAIT, Reply, refuse
from chalicelib.channels.payload import ident, mapping, number, text

SENTENCES = {
    "blocked by the user": "This person has blocked the bot.",
    "user is deactivated": "This person's Telegram account does not exist any more.",
    "initiate conversation": "This person has not started the bot, so it cannot write to them.",
    "was kicked": "The bot was removed from this group.",
    "not a member": "The bot is not in this group or channel any more.",
    "not enough rights": "The bot may not write in this group.",
    "chat not found": "Telegram does not know this chat.",
    "message is too long": "The message is too long for Telegram.",
    "caption is too long": "The text with the file is too long for Telegram.",
    "file is too big": "The file is larger than Telegram hands to bots.",
    "too large": "The file is too large for Telegram.",
    "can't be edited": "Telegram does not let this message be changed any more.",
    "can't be deleted": "Telegram does not let this message be deleted any more.",
    "reaction_invalid": "Telegram does not know this reaction.",
    "business_peer": "The business account does not let the bot answer here.",
    "business connection": "The business account does not let the bot answer any more.",
}
UNWANTED = ("blocked by the user",)
UNKNOWN_TOKEN = (401, 404)
"""A token that was revoked, and one that never was any."""


def refused(reply: Reply) -> SendError:
    """Telegram says in the body, not in a header, when it takes messages again."""
    if reply.status == 429:
        wait = number(mapping(reply.body.get("parameters")).get("retry_after"))
        after = min(wait, LONGEST_WAIT) if wait else None
        return SendError("Telegram takes no more messages right now.", retryable=True, after=after)
    if reply.status in UNKNOWN_TOKEN:
        return SendError("Telegram no longer accepts the bot's token.", unauthorized=True)
    if says(reply, UNWANTED):
        return SendError(sentence(reply), opted_out=True)
    return refuse(reply, sentence)


def sentence(reply: Reply) -> str:
    """For the agent."""
    said = _description(reply)
    known = [words for part, words in SENTENCES.items() if part in said]
    if known:
        return known[0]
    words = text(reply.body.get("description"))
    return f"Telegram refused it: {words}" if words else "Telegram refused it."


def says(reply: Reply, words: tuple[str, ...]) -> bool:
    """Whether a refusal is about one of these."""
    return not reply.ok and any(part in _description(reply) for part in words)


def _description(reply: Reply) -> str:
    """Telegram's own words, in lower case."""
    return text(reply.body.get("description")).lower()


def moved_to(reply: Reply) -> str | None:
    """The number that a group has got since, when it grew into a supergroup."""
    return ident(mapping(reply.body.get("parameters")).get("migrate_to_chat_id"))
