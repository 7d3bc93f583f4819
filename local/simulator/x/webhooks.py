"""Events to an account's webhook, signed as X signs them, and the challenge before the first."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import next_id
from local.simulator.world import World


def account_id(channel: Channel) -> str:
    """The number of the company's own account."""
    digest = hashlib.sha256(channel.id.encode()).digest()
    return str(channel.settings.get("user_id") or int.from_bytes(digest[:7]))


def sign(channel: Channel, message: bytes) -> str:
    """X's signature of a body, or of a challenge."""
    key = channel.credentials["consumer_secret"].encode()
    return "sha256=" + base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


async def challenged(world: World, channel: Channel, url: str) -> bool:
    """Whether the webhook at the URL knows the app's secret."""
    token = secrets.token_urlsafe(24)
    joint = "&" if "?" in url else "?"
    try:
        answer = await world.http.get(f"{url}{joint}{urlencode({'crc_token': token})}")
        said = answer.json()
    except (httpx2.HTTPError, ValueError):
        return False
    expected = sign(channel, token.encode())
    return answer.status_code == 200 and said == {"response_token": expected}


async def post(
    world: World, channel: Channel, event: str, payload: dict[str, Any]
) -> httpx2.Response:
    """Post one event of the X Activity API."""
    data = {
        "event_uuid": str(next_id()),
        "filter": {"user_id": account_id(channel)},
        "event_type": event,
        "tag": "switchboard",
        "payload": payload,
    }
    body = json.dumps({"data": data}).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Twitter-Webhooks-Signature": sign(channel, body),
    }
    return await world.http.post(channel.webhook_url, content=body, headers=headers)


def message(
    id_: str, sender: str, recipient: str, data: dict[str, Any], names: dict[str, str]
) -> dict[str, Any]:
    """The payload of a direct message; `names` are people's by number."""
    created = {"sender_id": sender, "target": {"recipient_id": recipient}, "message_data": data}
    event = {"type": "message_create", "id": id_, "message_create": created}
    event |= {"created_timestamp": str(time.time_ns() // 1_000_000)}
    people = {one: {"data": {"id": one, "name": name}} for one, name in names.items()}
    return {"direct_message_events": [event], "users": people}


def signal(sender: str, recipient: str, **facts: str) -> dict[str, Any]:
    """Somebody read, or types."""
    at = str(time.time_ns() // 1_000_000)
    known = {"created_timestamp": at, "sender_id": sender, "target": {"recipient_id": recipient}}
    return known | facts
