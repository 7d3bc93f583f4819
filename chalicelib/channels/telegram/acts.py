"""What a bot does besides sending (Telegram docs: "Bot API", setMessageReaction, editMessageText,
deleteMessage, getFile, setWebhook)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from chalicelib.channels.domain import Act, Channel, Credentials, SendError
from chalicelib.channels.http import Reply
from chalicelib.channels.payload import ident, mapping, text
from chalicelib.channels.telegram.errors import refused, says
from chalicelib.channels.telegram.outbound import address, api, invoke
from chalicelib.channels.telegram.rich import to_html

UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "callback_query",
    "message_reaction",
    "my_chat_member",
)
"""Reactions are told only to who asks for them."""
DONE_BEFORE = (
    "message is not modified",
    "message to delete not found",
)
VARIATION = "\ufe0f"
"""Follows an emoji that shall be drawn in colours; Telegram's names of reactions are without it."""
HAS_CAPTION = ("there is no text in the message",)


def act(what: Act, channel: Channel, credentials: Credentials) -> None:
    """React to a message, or change or take back one of ours."""
    fields = {**address(channel, what.to), "message_id": int(what.provider_message_id)}
    if what.kind == "reaction":
        fields.pop("business_connection_id", None)
        emoji = (what.emoji or "").replace(VARIATION, "")
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        reply = invoke("setMessageReaction", credentials, fields | {"reaction": reaction})
    elif what.kind == "edit":
        reply = _edit(what.text, fields, credentials)
    else:
        reply = _delete(fields, credentials)
    if not reply.ok and not says(reply, DONE_BEFORE):
        raise refused(reply)


def _edit(said: str, fields: dict[str, Any], credentials: Credentials) -> Reply:
    """The text of a message, or the caption of a file."""
    rich = {"parse_mode": "HTML"}
    reply = invoke("editMessageText", credentials, fields | rich | {"text": to_html(said)})
    if says(reply, HAS_CAPTION):
        caption = fields | rich | {"caption": to_html(said)}
        reply = invoke("editMessageCaption", credentials, caption)
    return reply


def _delete(fields: dict[str, Any], credentials: Credentials) -> Reply:
    connection = fields.get("business_connection_id")
    if not connection:
        return invoke("deleteMessage", credentials, fields)
    several = {"business_connection_id": connection, "message_ids": [fields["message_id"]]}
    return invoke("deleteBusinessMessages", credentials, several)


def fetch(
    reference: str, channel: Channel, credentials: Credentials
) -> tuple[str, Mapping[str, str]]:
    """Where a file can be downloaded for an hour, by its id; at most 20 MB. The address holds the
    token, as Telegram wants it."""
    reply = invoke("getFile", credentials, {"file_id": reference})
    path = text(mapping(reply.body.get("result")).get("file_path"))
    if not reply.ok:
        raise refused(reply)
    if not path or ".." in path:
        raise SendError("Telegram does not hand out this file.")
    return f"{api()}/file/bot{credentials['bot_token']}/{quote(path)}", {}


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove the token, and set the webhook with the secret that proves Telegram to us."""
    me = invoke("getMe", credentials, {})
    if not me.ok:
        raise refused(me)
    hook = {
        "url": webhook_url,
        "secret_token": credentials["secret_token"],
        "allowed_updates": list(UPDATES),
    }
    placed = invoke("setWebhook", credentials, hook)
    if not placed.ok:
        raise refused(placed)
    bot = mapping(me.body.get("result"))
    return {
        "bot_id": ident(bot.get("id")) or "",
        "username": text(bot.get("username")),
        "account_name": text(bot.get("first_name")),
    }
