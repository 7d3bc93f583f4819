"""Sending direct messages on X (X docs: "Create DM message by participant ID").

X takes no idempotency key: after a timeout it may have sent the message all the same. Its echo
then names the message, but not our reference.
"""

from __future__ import annotations

from typing import Any

from chalicelib.channels.domain import Channel, Credentials, OutgoingMessage, SendError
from chalicelib.channels.payload import ident, mapping
from chalicelib.channels.x.errors import refused
from chalicelib.channels.x.media import upload
from chalicelib.channels.x.oauth import signed


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Send one message, with at most one file, and answer X's id of it."""
    if not (message.to.isascii() and message.to.isdecimal()):
        raise SendError("People on X are addressed by the number of their account.")
    body: dict[str, Any] = {"text": message.text} if message.text else {}
    if message.files:
        body["attachments"] = [{"media_id": upload(message.files[0], credentials)}]
    path = f"/2/dm_conversations/with/{message.to}/messages"
    reply = signed("POST", path, credentials, json_body=body)
    id_ = ident(mapping(reply.body.get("data")).get("dm_event_id"))
    if not reply.ok or not id_:
        raise refused(reply)
    return id_
