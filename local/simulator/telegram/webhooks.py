"""Updates to a bot's webhook, with the secret that the bot set it with."""

import time
from itertools import count
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.world import World

SECRET = "X-Telegram-Bot-Api-Secret-Token"
_numbers = count(int(time.time()))


def number() -> int:
    """A message's or an update's: small, and greater than those before."""
    return next(_numbers)


async def post(
    world: World, channel: Channel, update: dict[str, Any], update_id: int | None = None
) -> httpx2.Response:
    """Post one update."""
    secret = channel.credentials.get("secret_token", "")
    return await world.http.post(
        channel.webhook_url,
        json={"update_id": update_id or number(), **update},
        headers={SECRET: secret} if secret else {},
    )


def user(customer: str, name: str | None) -> dict[str, Any]:
    """A person, as Telegram describes them."""
    first, _, last = (name or "Telegram user").partition(" ")
    known = {"id": int(customer), "is_bot": False, "first_name": first, "language_code": "nb"}
    return known | ({"last_name": last} if last else {})


def chat(customer: str, name: str | None) -> dict[str, Any]:
    """The private chat with a person, which has the person's number."""
    known = user(customer, name)
    return {"id": known["id"], "first_name": known["first_name"], "type": "private"}
