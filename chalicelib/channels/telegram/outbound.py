"""Sending through Telegram's Bot API (Telegram docs: "Bot API", sendMessage and its kin).

Telegram takes no idempotency key: after a timeout the message may arrive twice. The token stands in
the address of every call, which is therefore never logged or quoted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.channels.domain import (
    Channel,
    Credentials,
    Link,
    Option,
    OutgoingMessage,
    SendError,
)
from chalicelib.channels.http import Reply, base_url, call
from chalicelib.channels.markdown import to_plain
from chalicelib.channels.payload import ident, mapping
from chalicelib.channels.telegram.errors import moved_to, refused, says
from chalicelib.channels.telegram.rich import to_html

CALLBACK_BYTES = 64
VOICE = ("audio/ogg", "audio/opus")
MUSIC = ("audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/m4a")
FILM = ("video/mp4",)
NO_PICTURE = ("photo_", "image_process_failed", "wrong type of the web page content")
NO_HTML = ("can't parse entities",)


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Send one message, with at most one file, and answer its number in the chat."""
    fields = {**address(channel, message.to), **_around(message)}
    if message.files:
        reply = _send_file(message.files[0], message.text, fields, credentials)
    else:
        reply = _send_text(message.text, fields, credentials)
    id_ = ident(mapping(reply.body.get("result")).get("message_id"))
    if not reply.ok or not id_:
        raise refused(reply)
    return id_


def invoke(method: str, credentials: Credentials, fields: Mapping[str, Any]) -> Reply:
    """Call a method of the Bot API; with bytes among the fields, as a form."""
    url = f"{api()}/bot{credentials['bot_token']}/{method}"
    if any(isinstance(value, tuple) for value in fields.values()):
        form = {
            name: value if isinstance(value, str | tuple) else json.dumps(value)
            for name, value in fields.items()
        }
        return call("POST", url, multipart=form)
    return call("POST", url, json_body=dict(fields))


def api() -> str:
    """Where the Bot API is."""
    return base_url("telegram", "https://api.telegram.org")


def address(channel: Channel, to: str) -> dict[str, Any]:
    """Where a message goes: in a business's own chats only through its connection to the bot."""
    connection = channel.settings.get("business_connection_id")
    return {"chat_id": to, **({"business_connection_id": connection} if connection else {})}


def _around(message: OutgoingMessage) -> dict[str, Any]:
    """The message that is answered, and the buttons below."""
    around: dict[str, Any] = {}
    if message.reply_to and message.reply_to.isdecimal():
        known = {"message_id": int(message.reply_to), "allow_sending_without_reply": True}
        around["reply_parameters"] = known
    if message.options:
        buttons = [[_button(option)] for option in message.options]
        around["reply_markup"] = {"inline_keyboard": buttons}
    return around


def _button(option: Option) -> dict[str, str]:
    if len(option.id.encode()) > CALLBACK_BYTES:
        raise SendError("The name of a quick reply is too long for Telegram.")
    return {"text": option.title, "callback_data": option.id}


def _send_text(said: str, fields: dict[str, Any], credentials: Credentials) -> Reply:
    rich = {"text": to_html(said), "parse_mode": "HTML"}
    reply = _to_where_it_moved("sendMessage", credentials, fields | rich)
    if says(reply, NO_HTML):
        plain = fields | {"text": to_plain(said)}
        reply = _to_where_it_moved("sendMessage", credentials, plain)
    return reply


def _send_file(file: Link, said: str, fields: dict[str, Any], credentials: Credentials) -> Reply:
    """Upload a file; a picture that Telegram cannot show goes as a document."""
    method, name = _way(file)
    content = (file.name, file.load(), file.mime_type)
    caption = {"caption": to_html(said), "parse_mode": "HTML"} if said else {}
    fields = fields | caption
    reply = _to_where_it_moved(method, credentials, fields | {name: content})
    if name == "photo" and says(reply, NO_PICTURE):
        reply = _to_where_it_moved("sendDocument", credentials, fields | {"document": content})
    if said and says(reply, NO_HTML):
        plain = {key: value for key, value in fields.items() if key != "parse_mode"}
        again = plain | {"caption": to_plain(said), name: content}
        reply = _to_where_it_moved(method, credentials, again)
    return reply


def _way(file: Link) -> tuple[str, str]:
    """The method, and the name of its file; what players do not know goes as a document."""
    if file.mime_type == "image/gif":
        return "sendAnimation", "animation"
    if file.kind == "image":
        return "sendPhoto", "photo"
    kind = file.mime_type.partition(";")[0]
    if kind in VOICE:
        return "sendVoice", "voice"
    if kind in MUSIC:
        return "sendAudio", "audio"
    return ("sendVideo", "video") if kind in FILM else ("sendDocument", "document")


def _to_where_it_moved(method: str, credentials: Credentials, fields: Mapping[str, Any]) -> Reply:
    """A group that has got another number is written to there at once."""
    reply = invoke(method, credentials, fields)
    moved = moved_to(reply)
    return invoke(method, credentials, {**fields, "chat_id": moved}) if moved else reply
