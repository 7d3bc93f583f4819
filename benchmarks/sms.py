"""A signed SMS webhook, as API Gateway hands it to the function and as the queue hands it on."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

if TYPE_CHECKING:
    from chalicelib.channels.domain import Channel


def gateway_event(channel: Channel, sender: str, sid: str) -> dict[str, Any]:
    """The door's event."""
    from chalicelib.channels import service
    from tests.builders import TWILIO_TOKEN

    fields = {"MessageSid": sid, "From": sender, "To": channel.address, "Body": "Do you ship?"}
    url = service.hook_url(channel.id)
    signature = RequestValidator(TWILIO_TOKEN).compute_signature(url, fields)
    return {
        "resource": "/hooks/{channel_id}",
        "path": f"/hooks/{channel.id}",
        "httpMethod": "POST",
        "headers": {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": signature,
        },
        "multiValueHeaders": {},
        "multiValueQueryStringParameters": None,
        "pathParameters": {"channel_id": channel.id},
        "stageVariables": None,
        "body": base64.b64encode(urlencode(fields).encode()).decode(),
        "isBase64Encoded": True,
        "requestContext": {
            "resourcePath": "/hooks/{channel_id}",
            "httpMethod": "POST",
            "requestId": "request-1",
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }


def queued_event(channel: Channel, sender: str, sid: str) -> dict[str, Any]:
    """The inbound worker's event."""
    from tests.builders import an_sqs_event

    fact = {
        "kind": "message",
        "provider_message_id": sid,
        "sender": sender,
        "text": "Do you ship to Norway?",
    }
    body = {"account_id": channel.account_id, "channel_id": channel.id, "facts": [fact]}
    return an_sqs_event(body, group=sender)
