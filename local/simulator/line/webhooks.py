"""Events to an account's webhook, signed as LINE signs them."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.world import World


def user_id(channel: Channel) -> str:
    """What LINE calls the account itself."""
    return "U" + hashlib.md5(channel.id.encode()).hexdigest()


async def post(
    world: World, channel: Channel, event: dict[str, Any], customer: str
) -> httpx2.Response:
    """Post one event of a customer's; the same event has the same `webhookEventId`."""
    known = {
        "mode": "active",
        "timestamp": time.time_ns() // 1_000_000,
        "source": {"type": "user", "userId": customer},
        "deliveryContext": {"isRedelivery": False},
    }
    body = json.dumps({"destination": user_id(channel), "events": [known | event]}).encode()
    key = channel.credentials["channel_secret"].encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Line-Signature": base64.b64encode(hmac.new(key, body, hashlib.sha256).digest()).decode(),
    }
    return await world.http.post(channel.webhook_url, content=body, headers=headers)
