"""send_message, set_webhook and get_account_info: refusals come with HTTP status 200."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import httpx2
from starlette.routing import BaseRoute

from local.simulator.channels import Channel
from local.simulator.customers import download, has_blocked, next_id, put, wrote
from local.simulator.failures import Failure
from local.simulator.serving import Call, Desk, Refused
from local.simulator.viber.webhooks import post
from local.simulator.world import World

NAME = "viber"
MEGABYTE = 1024 * 1024
TEXT, CAPTION, NAME_LENGTH = 7000, 768, 28
SIZES = {"video": 26 * MEGABYTE, "file": 50 * MEGABYTE}
NEEDED = {
    "text": ("text",),
    "picture": ("media",),
    "video": ("media", "size"),
    "file": ("media", "size", "file_name"),
    "url": ("media",),
    "contact": ("contact",),
    "location": ("location",),
}

logger = logging.getLogger(__name__)


def refusal(status: int, message: str) -> Refused:
    """An answer of Viber's, as https://developers.viber.com/docs/api/rest-bot-api/#error-codes"""
    return Refused(200, {"status": status, "status_message": message})


BAD_TOKEN = refusal(2, "invalidAuthToken")
REFUSALS = {
    Failure.SERVER_ERROR: Refused(500, {}),
    Failure.RATE_LIMIT: refusal(12, "tooManyRequests"),
    Failure.UNAUTHORIZED: BAD_TOKEN,
}


def routes(world: World) -> list[BaseRoute]:
    """Viber's API below /viber."""
    desk = Desk(world, NAME, REFUSALS)

    async def account(call: Call) -> dict[str, Any]:
        bot = authenticated(world, call)
        known = {"id": f"pa:{bot.id}", "name": bot.name or bot.address, "uri": bot.address}
        return {"status": 0, "status_message": "ok", **known, "webhook": bot.webhook_url}

    async def set_webhook(call: Call) -> dict[str, Any]:
        bot = authenticated(world, call)
        url = str(call.body.get("url", ""))
        if not url.startswith(("http://", "https://")):
            raise refusal(1, "invalidUrl")
        check = {"event": "webhook", "message_token": next_id()}
        try:
            answer = await post(world, bot, check, url)
        except httpx2.HTTPError as error:
            raise refusal(1, "Result:java.net.ConnectException") from error
        if answer.status_code != 200:
            raise refusal(1, f"Result:{answer.status_code}")
        world.channels.connect(replace(bot, webhook_url=url))
        events = call.body.get("event_types", [])
        return {"status": 0, "status_message": "ok", "event_types": events}

    async def send_message(call: Call) -> dict[str, Any]:
        bot = authenticated(world, call)
        token, customer = next_id(), accepted(world, bot, call.body)
        put(world, bot, "out", str(token), customer, **await shown(world, call.body))
        desk.later(deliver(world, bot, token, customer, reaches=not call.unreachable))
        return {"status": 0, "status_message": "ok", "message_token": token}

    return [
        desk.route("POST", "/viber/pa/get_account_info", account),
        desk.route("POST", "/viber/pa/set_webhook", set_webhook),
        desk.route("POST", "/viber/pa/send_message", send_message),
    ]


def authenticated(world: World, call: Call) -> Channel:
    """The bot whose token the request carries."""
    given = call.request.headers.get("x-viber-auth-token") or call.body.get("auth_token")
    for bot in world.channels.of_kind("viber"):
        if given and bot.credentials.get("auth_token") == given:
            return bot
    raise BAD_TOKEN


def accepted(world: World, bot: Channel, body: dict[str, Any]) -> str:
    """The receiver of a message that Viber takes. Raises Refused for any other."""
    customer, kind = str(body.get("receiver", "")), str(body.get("type", ""))
    if not customer or not (body.get("sender") or {}).get("name"):
        raise refusal(4, "missingData")
    if len(body["sender"]["name"]) > NAME_LENGTH or kind not in NEEDED:
        raise refusal(3, "badData")
    if any(not body.get(name) for name in NEEDED[kind]):
        raise refusal(4, "missingData")
    most = TEXT if kind == "text" else CAPTION
    if len(str(body.get("text", ""))) > most or int(body.get("size", 0)) > SIZES.get(kind, TEXT**3):
        raise refusal(3, "badData")
    if not bot.webhook_url:
        raise refusal(10, "webhookNotSet")
    phones, company = world.phones, bot.address
    if not wrote(phones, customer, company) or has_blocked(phones, customer, company):
        raise refusal(6, "notSubscribed")
    return customer


async def shown(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """The message as the phone shows it."""
    buttons = (body.get("keyboard") or {}).get("Buttons", [])
    facts: dict[str, Any] = {
        "text": str(body.get("text") or ""),
        "options": [{"id": one["ActionBody"], "title": one["Text"]} for one in buttons],
    }
    if body["type"] in ("picture", "video", "file"):
        name = str(body.get("file_name") or body["type"])
        facts["media"] = await download(world, body["media"], name)
    return facts


async def deliver(world: World, bot: Channel, token: int, customer: str, *, reaches: bool) -> None:
    """Tell what becomes of a message: it arrives and is seen, or it fails."""
    steps = [("delivered", "delivered"), ("seen", "read")] if reaches else [("failed", "failed")]
    for event, status in steps:
        await asyncio.sleep(world.pace_seconds)
        world.phones.set_status(str(token), status)
        told = {"event": event, "message_token": token, "user_id": customer}
        try:
            await post(world, bot, told | ({} if reaches else {"desc": "No suitable device"}))
        except httpx2.HTTPError as error:
            logger.warning("the callback %s failed: %r", event, error)
