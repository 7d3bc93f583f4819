"""Sending over WhatsApp (Meta docs: WhatsApp, "Messages API", "Interactive reply buttons messages",
"Reaction messages", "Contextual replies").

WhatsApp takes no idempotency key. Our `ref` goes along as `biz_opaque_callback_data` and comes back
with every report, so that after a timeout a report still finds its message.
"""

from __future__ import annotations

from typing import Any

from chalicelib.channels.domain import (
    Act,
    Channel,
    Credentials,
    Link,
    OutgoingMessage,
    SendError,
)
from chalicelib.channels.meta import graph
from chalicelib.channels.meta.reading import records
from chalicelib.channels.payload import ident
from chalicelib.channels.whatsapp import templates
from chalicelib.channels.whatsapp.addresses import to
from chalicelib.channels.whatsapp.capabilities import QUESTION_LENGTH
from chalicelib.channels.whatsapp.markup import to_whatsapp

Json = dict[str, Any]
FILES = {"image": "image", "audio": "audio", "video": "video", "file": "document"}


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Hand one part over; answers WhatsApp's id for it (`wamid.…`)."""
    body = {"messaging_product": "whatsapp", **to(message.to), **_content(message, credentials)}
    if message.ref:
        body["biz_opaque_callback_data"] = message.ref
    if message.reply_to:
        body["context"] = {"message_id": message.reply_to}
    return _post(body, channel, credentials)


def act(action: Act, channel: Channel, credentials: Credentials) -> None:
    """React to a message, or take the reaction back. Nothing else can be done to one: WhatsApp
    has neither edits nor deletes for what the API sent."""
    if action.kind != "reaction":
        raise SendError("WhatsApp cannot change or take back what was sent.")
    reaction = {"message_id": action.provider_message_id, "emoji": action.emoji or ""}
    body = {
        "messaging_product": "whatsapp",
        **to(action.to),
        "type": "reaction",
        "reaction": reaction,
    }
    _post(body, channel, credentials)


def _post(body: Json, channel: Channel, credentials: Credentials) -> str:
    path = f"{channel.settings['phone_number_id']}/messages"
    answer = graph.post(path, credentials, body)
    for message in records(answer.get("messages")):
        if found := ident(message.get("id")):
            return found
    raise SendError("WhatsApp took the message and gave no id for it.")


def _content(message: OutgoingMessage, credentials: Credentials) -> Json:
    if message.template:
        return templates.outgoing(message.template, credentials)
    text = to_whatsapp(message.text)
    if message.files:
        return _file(message.files[0], text)
    if message.options:
        return _question(message, text)
    return {"type": "text", "text": {"body": text, "preview_url": "https://" in text}}


def _file(file: Link, caption: str) -> Json:
    kind = FILES[file.kind]
    media = {"link": file.url}
    if caption and kind != "audio":
        media["caption"] = caption
    if kind == "document":
        media["filename"] = file.name
    return {"type": kind, kind: media}


def _question(message: OutgoingMessage, text: str) -> Json:
    """A text with quick replies below."""
    if len(text) > QUESTION_LENGTH:
        raise SendError(
            f"A text with quick replies can have {QUESTION_LENGTH} characters on WhatsApp."
        )
    buttons = [
        {"type": "reply", "reply": {"id": option.id, "title": option.title}}
        for option in message.options
    ]
    asked = {"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}
    return {"type": "interactive", "interactive": asked}
