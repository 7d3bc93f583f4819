"""Sending through LINE's Messaging API (LINE docs: "Messaging API reference", Send push message,
and "Retry failed API requests").

Always as a push message: a reply token can be used once, within about a minute of the customer's
message, and an agent is rarely that fast. The retry key makes a second attempt harmless.
"""

from __future__ import annotations

import uuid
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
from chalicelib.channels.line.errors import refused
from chalicelib.channels.payload import ident, listing, mapping, text

NAMESPACE = uuid.UUID("5a0f7a52-8f0e-4d3a-9a43-0c6c5b8f4e11")
ACCEPTED_BEFORE = 409


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Push one message and answer LINE's id of it."""
    content = _image(message.files[0]) if message.files else _text(message.text)
    if message.options:
        content["quickReply"] = {"items": [_item(option) for option in message.options]}
    reply = _call(
        "POST",
        "/v2/bot/message/push",
        credentials,
        {"to": message.to, "messages": [content]},
        {"X-Line-Retry-Key": _retry_key(message)},
    )
    if not reply.ok and reply.status != ACCEPTED_BEFORE:
        raise refused(reply)
    sent = [mapping(one) for one in listing(reply.body.get("sentMessages"))]
    id_ = ident(sent[0].get("id")) if sent else None
    return id_ or reply.headers.get("x-line-accepted-request-id", "") or _retry_key(message)


def fetch(
    reference: str, channel: Channel, credentials: Credentials
) -> tuple[str, Mapping[str, str]]:
    """Content lies on a host of its own, by the message's id; what a web page sent lies elsewhere
    and gets none of our secrets."""
    if not (reference.isascii() and reference.isalnum()):
        return reference, {}
    host = base_url("line_data", "https://api-data.line.me")
    return f"{host}/v2/bot/message/{reference}/content", _authorization(credentials)


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove the token and set the webhook's address; switching it on is left to the admin."""
    info = _call("GET", "/v2/bot/info", credentials)
    if not info.ok:
        raise refused(info)
    path, body = "/v2/bot/channel/webhook/endpoint", {"endpoint": webhook_url}
    placed = _call("PUT", path, credentials, body)
    if not placed.ok:
        raise refused(placed)
    return {
        "user_id": ident(info.body.get("userId")) or "",
        "basic_id": text(info.body.get("basicId")),
        "account_name": text(info.body.get("displayName")),
    }


def profile(customer: str, channel: Channel, credentials: Credentials) -> Mapping[str, str]:
    """What a customer is called, if LINE tells (LINE docs: "Get profile"): it does of those who
    have the account as a friend."""
    if not (customer.isascii() and customer.isalnum()):
        return {}
    try:
        reply = _call("GET", f"/v2/bot/profile/{customer}", credentials)
    except SendError:
        return {}
    known = {
        "sender_name": text(reply.body.get("displayName")),
        "avatar_url": text(reply.body.get("pictureUrl")),
    }
    return {key: value for key, value in known.items() if reply.ok and value}


def _call(
    method: str,
    path: str,
    credentials: Credentials,
    body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    url = base_url("line", "https://api.line.me") + path
    return call(
        method, url, headers={**_authorization(credentials), **(headers or {})}, json_body=body
    )


def _authorization(credentials: Credentials) -> dict[str, str]:
    return {"Authorization": f"Bearer {credentials['channel_access_token']}"}


def _retry_key(message: OutgoingMessage) -> str:
    """The same for every attempt at this part, another for every other part of the message."""
    parts = (message.ref, message.to, message.text, *(file.name for file in message.files))
    return str(uuid.uuid5(NAMESPACE, "\0".join(parts)))


def _text(said: str) -> dict[str, Any]:
    return {"type": "text", "text": said}


def _image(file: Link) -> dict[str, Any]:
    return {"type": "image", "originalContentUrl": file.url, "previewImageUrl": file.url}


def _item(option: Option) -> dict[str, Any]:
    action = {
        "type": "postback",
        "label": option.title,
        "data": quick_reply.encode(option),
        "displayText": option.title,
    }
    return {"type": "action", "action": action}
