"""WhatsApp messages and templates through Twilio (Twilio docs: "Messages resource", "Content API
public endpoints")."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from chalicelib.channels.domain import Channel, Credentials, OutgoingMessage, Template
from chalicelib.channels.http import base_url
from chalicelib.channels.twilio import client
from chalicelib.channels.twilio_whatsapp import content
from chalicelib.channels.whatsapp.markup import to_whatsapp

PREFIX = "whatsapp:"
PAGES = 60
"""Of a hundred templates each: as many as WhatsApp lets an account have."""


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Hand a message or a template to Twilio and answer its MessageSid."""
    form = [("To", f"{PREFIX}{message.to}"), *client.sender(message.sender, channel, PREFIX)]
    if message.template:
        form += content.filled(message.template)
    elif message.text:
        form.append(("Body", to_whatsapp(message.text)))
    form += [("MediaUrl", file.url) for file in message.files]
    form.append(("StatusCallback", message.status_url))
    return client.create_message(channel, credentials, form)


def templates(channel: Channel, credentials: Credentials) -> list[Template]:
    """All contents of the account that have a text, whatever WhatsApp has said of them."""
    base = base_url("twilio_content", "https://content.twilio.com")
    path, found = "/v1/ContentAndApprovals?PageSize=100", []
    for _ in range(PAGES):
        page = client.ask("GET", f"{base}{path}", channel, credentials)
        listed = page.get("contents")
        found += [content.template(one) for one in listed] if isinstance(listed, list) else []
        path = _next(page.get("meta"))
        if not path:
            break
    return [one for one in found if one is not None]


def _next(meta: object) -> str:
    """The path of the next page: its host is ours to know, since it is shown the credentials."""
    url = meta.get("next_page_url") if isinstance(meta, dict) else None
    parts = urlsplit(url) if isinstance(url, str) else None
    begin = parts.path.find("/v1/") if parts else -1
    return f"{parts.path[begin:]}?{parts.query}" if parts and begin >= 0 else ""


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove the account and answer its name. A WhatsApp sender's webhook is set by hand."""
    return client.prove(channel, credentials)
