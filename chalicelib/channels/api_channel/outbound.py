"""Messages to another system: signed calls of its callback URL (docs/api-channel.md).

A call that is tried again has the same `webhook-id`, so a receiver that keeps those takes each
message once.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from chalicelib.channels import markdown
from chalicelib.channels.api_channel import signature
from chalicelib.channels.domain import Act, Channel, Credentials, OutgoingMessage, SendError
from chalicelib.channels.http import Reply, call, refuse
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.outgoing import Unreachable, check_url

GONE = 410
LONGEST_REASON = 300


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Hand a message over; answers the id that the other system gives it, else our own."""
    event = {
        "type": "message",
        "id": message.ref,
        "to": message.to,
        "text": markdown.to_plain(message.text),
        "markdown": message.text,
        "attachments": [
            {
                "type": file.kind,
                "url": file.url,
                "name": file.name,
                "mime_type": file.mime_type,
                "size": file.size,
            }
            for file in message.files
        ],
        "options": [{"id": one.id, "title": one.title} for one in message.options],
        "reply_to": message.reply_to,
    }
    answer = _post(message.ref, event, channel, credentials)
    named = answer.body.get("id")
    return named if isinstance(named, str) and named else message.ref


def act(given: Act, channel: Channel, credentials: Credentials) -> None:
    """Tell of a reaction to a message, its new text, or that it was taken back."""
    event: dict[str, Any] = {
        "type": given.kind,
        "message": given.provider_message_id,
        "to": given.to,
    }
    if given.kind == "reaction":
        event["emoji"] = given.emoji
    if given.kind == "edit":
        event |= {"text": markdown.to_plain(given.text), "markdown": given.text}
    digest = hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()
    _post(f"{given.kind}_{digest[:32]}", event, channel, credentials)


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Look at the callback URL and the secret. Nothing is called: the other system learns the
    secret only now."""
    if not signature.is_strong(credentials.get("signing_secret", "")):
        raise SendError("A signing secret is whsec_ and at least 24 random bytes in base64.")
    _checked(channel)
    return {}


def _checked(channel: Channel) -> str:
    """The callback URL; SendError for one that leads nowhere or inside."""
    url = str(channel.settings.get("callback_url") or "")
    try:
        return check_url(url)
    except Invalid as error:
        raise SendError(f"The callback URL cannot be called: {error}.") from error
    except Unreachable as error:
        raise SendError(f"The callback URL cannot be called: {error}.", retryable=True) from error


def _post(id_: str, event: Mapping[str, Any], channel: Channel, credentials: Credentials) -> Reply:
    body = json.dumps(event, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    headers |= signature.headers(id_, body, credentials["signing_secret"])
    reply = call("POST", _checked(channel), headers=headers, data=body)
    if reply.status == GONE:
        raise SendError("The other system no longer takes messages here (410).", unauthorized=True)
    if not reply.ok:
        raise refuse(reply, _sentence)
    return reply


def _sentence(reply: Reply) -> str:
    """Why it was refused, in the other system's words where it has any."""
    said = reply.body.get("detail") or reply.body.get("error")
    words = said[:LONGEST_REASON] if isinstance(said, str) else ""
    return words or f"The other system refused it ({reply.status})."
