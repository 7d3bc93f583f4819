"""Texts and pictures through Twilio (Twilio docs: "Messages resource")."""

from collections.abc import Mapping
from typing import Any

from chalicelib.channels.domain import Channel, Credentials, OutgoingMessage, SendError
from chalicelib.channels.twilio import client
from chalicelib.channels.twilio_sms.capabilities import MOST_BYTES


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Hand a message to Twilio and answer its MessageSid."""
    if sum(file.size for file in message.files) > MOST_BYTES:
        raise SendError("The files of one message may have 5 MB together.")
    form = [("To", message.to), *client.sender(message.sender, channel)]
    if message.text:
        form.append(("Body", message.text))
    form += [("MediaUrl", file.url) for file in message.files]
    form.append(("StatusCallback", message.status_url))
    return client.create_message(channel, credentials, form)


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove the account, tell Twilio our webhook, and answer the account's name to keep."""
    known = client.prove(channel, credentials)
    client.set_webhook(channel, credentials, webhook_url)
    return known
