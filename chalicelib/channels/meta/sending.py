"""Sending over Messenger and Instagram, which speak one language (Meta docs: Messenger Platform,
"Send API", "Sender actions", "Message tags"; Instagram Platform, "Send messages").

Neither takes an idempotency key: after a timeout a message may have been taken all the same.
"""

from __future__ import annotations

from typing import Any

from chalicelib.channels.domain import Act, Credentials, OutgoingMessage, SendError
from chalicelib.channels.meta import graph
from chalicelib.channels.payload import ident

Json = dict[str, Any]


def body(message: OutgoingMessage) -> Json:
    """What is posted for one part. Past 24 hours a person may still answer, which is said by the
    tag HUMAN_AGENT; automatic messages may not (CH-07)."""
    said: Json = {}
    if message.files:
        file = message.files[0]
        said["attachment"] = {"type": file.kind, "payload": {"url": file.url}}
    else:
        said["text"] = message.text
    if message.options:
        said["quick_replies"] = [
            {"content_type": "text", "title": option.title, "payload": option.id}
            for option in message.options
        ]
    posted: Json = {"recipient": {"id": message.to}, "message": said}
    if message.outside_window:
        return posted | {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return posted | {"messaging_type": "RESPONSE"}


def post(path: str, posted: Json, credentials: Credentials, api: graph.Api = "graph") -> str:
    """Hand it over; answers Meta's id for it."""
    answer = graph.post(path, credentials, posted, api=api)
    if mid := ident(answer.get("message_id")):
        return mid
    raise SendError("Meta took the message and gave no id for it.")


def reaction(action: Act, given: str | None) -> Json:
    """What is posted to react with `given`, or (None) to take the reaction back."""
    if action.kind != "reaction":
        raise SendError("What was sent here cannot be changed or taken back.")
    payload = {"message_id": action.provider_message_id}
    return {
        "recipient": {"id": action.to},
        "sender_action": "unreact" if given is None else "react",
        "payload": payload if given is None else payload | {"reaction": given},
    }
