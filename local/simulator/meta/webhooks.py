"""Webhooks of Meta's apps, signed as Meta signs them.

By code of its own: it must not share a mistake with the code that verifies. Meta escapes every
character that is not ASCII, and signs the body that it sends.
"""

import hashlib
import hmac
import json
import time
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import next_id
from local.simulator.world import World

OBJECTS = {"messenger": "page", "instagram": "instagram"}


async def post(world: World, channel: Channel, body: dict[str, Any]) -> httpx2.Response:
    """Post a body to the account's webhook."""
    raw = json.dumps(body, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    secret = channel.credentials.get("app_secret", "").encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "X-Hub-Signature": f"sha1={hmac.new(secret, raw, hashlib.sha1).hexdigest()}",
        "X-Hub-Signature-256": f"sha256={hmac.new(secret, raw, hashlib.sha256).hexdigest()}",
    }
    return await world.http.post(channel.webhook_url, content=raw, headers=headers)


def change(channel: Channel, value: dict[str, Any]) -> dict[str, Any]:
    """A webhook of a WhatsApp account about messages."""
    around = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": channel.address.removeprefix("+"),
            "phone_number_id": str(channel.settings.get("phone_number_id", "")),
        },
    }
    changes = [{"field": "messages", "value": around | value}]
    account = str(channel.settings.get("waba_id", ""))
    return {"object": "whatsapp_business_account", "entry": [{"id": account, "changes": changes}]}


def messaging(channel: Channel, event: dict[str, Any]) -> dict[str, Any]:
    """A webhook of a page or an Instagram account about one event."""
    entry = {"id": channel.address, "time": milliseconds(), "messaging": [event]}
    return {"object": OBJECTS[channel.kind], "entry": [entry]}


def between(sender: str, recipient: str, **what: Any) -> dict[str, Any]:
    """An event from one to another, now."""
    people = {"sender": {"id": sender}, "recipient": {"id": recipient}}
    return people | {"timestamp": milliseconds()} | what


def milliseconds() -> int:
    """The time, as Messenger and Instagram write it."""
    return time.time_ns() // 1_000_000


def seconds() -> str:
    """The time, as WhatsApp writes it."""
    return str(int(time.time()))


def message_id(kind: str) -> str:
    """A message's id in the form of its kind."""
    if kind == "whatsapp":
        return f"wamid.HBgL{next_id():X}"
    return f"m_{next_id()}" if kind == "messenger" else f"aWdfZAG1faXRlbToxOk{next_id()}"
