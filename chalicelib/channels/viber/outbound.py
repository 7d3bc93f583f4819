"""Sending through Viber's API (Viber docs: "Viber REST API", Send Message, Keyboards).

Viber takes no idempotency key: after a timeout the message may arrive twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.channels import quick_reply
from chalicelib.channels.domain import (
    Channel,
    Credentials,
    Link,
    Option,
    OutgoingMessage,
    SendError,
)
from chalicelib.channels.http import Reply, base_url, call
from chalicelib.channels.payload import ident, text
from chalicelib.channels.viber.errors import refused

EVENTS = ("delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started")
NAME_LENGTH = 28
ROW = 6
"""Columns of a keyboard; two short titles share a row."""
SHORT = 18


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Hand one message to Viber and answer its token. `ref` comes back with the next answer."""
    body: dict[str, Any] = {
        "receiver": message.to,
        "sender": {"name": _name(channel)},
        "tracking_data": message.ref,
        **(_file(message.files[0], message.text) if message.files else _text(message.text)),
    }
    if message.options:
        body["keyboard"] = _keyboard(message.options)
    reply = _call("send_message", credentials, body)
    token = ident(reply.body.get("message_token"))
    if not token:
        raise SendError("Viber did not tell whether it took the message.", retryable=True)
    return token


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove the token, and set the webhook, which Viber calls before it answers."""
    account = _call("get_account_info", credentials, {}).body
    body = {"url": webhook_url, "event_types": EVENTS, "send_name": True, "send_photo": True}
    _call("set_webhook", credentials, body)
    return {
        "account_id": ident(account.get("id")) or "",
        "account_name": text(account.get("name")),
        "uri": text(account.get("uri")),
    }


def _call(method: str, credentials: Credentials, body: Mapping[str, Any]) -> Reply:
    url = f"{base_url('viber', 'https://chatapi.viber.com')}/pa/{method}"
    headers = {"X-Viber-Auth-Token": credentials["auth_token"]}
    reply = call("POST", url, headers=headers, json_body=dict(body))
    error = refused(reply)
    if error:
        raise error
    return reply


def _name(channel: Channel) -> str:
    """What stands above the message at the customer's."""
    return str(channel.settings.get("sender_name") or channel.name)[:NAME_LENGTH]


def _text(said: str) -> dict[str, Any]:
    return {"type": "text", "text": said}


def _file(file: Link, caption: str) -> dict[str, Any]:
    if file.kind == "image":
        return {"type": "picture", "media": file.url, "text": caption}
    if file.kind == "video":
        return {"type": "video", "media": file.url, "size": file.size, "text": caption}
    return {"type": "file", "media": file.url, "size": file.size, "file_name": file.name[-256:]}


def _keyboard(options: tuple[Option, ...]) -> dict[str, Any]:
    """Buttons below the chat. What a press sends would show as the customer's own words, so it is
    sent silently."""
    width = ROW // 2 if all(len(option.title) <= SHORT for option in options) else ROW
    return {
        "Type": "keyboard",
        "DefaultHeight": False,
        "Buttons": [
            {
                "Columns": width,
                "Rows": 1,
                "ActionType": "reply",
                "ActionBody": quick_reply.encode(option),
                "Text": option.title,
                "Silent": True,
            }
            for option in options
        ],
    }
