"""Callbacks to a bot's webhook, signed as Viber signs them."""

import hashlib
import hmac
import json
import time
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.world import World

SIGNATURE = "X-Viber-Content-Signature"


async def post(
    world: World, channel: Channel, event: dict[str, Any], url: str = ""
) -> httpx2.Response:
    """Post one event to the webhook, or to the `url` that shall become it."""
    body = json.dumps({"timestamp": time.time_ns() // 1_000_000, **event}).encode()
    key = channel.credentials["auth_token"].encode()
    headers = {
        "Content-Type": "application/json",
        SIGNATURE: hmac.new(key, body, hashlib.sha256).hexdigest(),
    }
    return await world.http.post(url or channel.webhook_url, content=body, headers=headers)
