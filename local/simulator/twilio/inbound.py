"""A customer's text message on its way to the channel's webhook.

https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from typing import Any
from uuid import uuid4

import httpx2

from local.simulator.channels import Channel
from local.simulator.phones import Text
from local.simulator.twilio.optout import keyword
from local.simulator.twilio.webhooks import post
from local.simulator.world import World

COUNTRIES = {"+47": "NO", "+46": "SE", "+45": "DK", "+44": "GB", "+49": "DE", "+1": "US"}


async def inbound(world: World, channel: Channel, message: dict[str, Any]) -> httpx2.Response:
    """Post the message as Twilio does. A `message_sid` given again plays a repeated webhook."""
    sid = str(message.get("message_sid") or f"SM{uuid4().hex}")
    params = webhook(channel, sid=sid, sender=message["from"], text=message["text"])
    world.phones.add(
        Text(
            id=sid,
            direction="in",
            customer=message["from"],
            company=channel.address,
            text=message["text"],
            status="sent",
        )
    )
    try:
        answer = await post(
            world.http,
            channel.webhook_url,
            channel.credentials["auth_token"],
            params,
            idempotency_token=sid,
        )
    except httpx2.HTTPError:
        world.phones.set_status(sid, "failed")
        raise
    world.phones.set_status(sid, "received" if answer.is_success else "failed")
    return answer


def webhook(channel: Channel, *, sid: str, sender: str, text: str) -> dict[str, str]:
    """The full set of fields that a real long code posts."""
    params = {
        "AccountSid": channel.credentials["account_sid"],
        "ApiVersion": "2010-04-01",
        "Body": text,
        "From": sender,
        "MessageSid": sid,
        "NumMedia": "0",
        "NumSegments": "1",
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "SmsStatus": "received",
        "To": channel.address,
    }
    for side, number in (("From", sender), ("To", channel.address)):
        params |= {
            f"{side}Country": country(number),
            f"{side}State": "",
            f"{side}City": "",
            f"{side}Zip": "",
        }
    if kind := keyword(text):
        params["OptOutType"] = kind
    return params


def country(number: str) -> str:
    """The country of a number, as far as the demo's countries go."""
    return next((code for prefix, code in COUNTRIES.items() if number.startswith(prefix)), "")
