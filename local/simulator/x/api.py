"""Direct messages, webhooks and subscriptions, as X answers them."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import httpx2
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.customers import described, has_blocked, next_id, put, wrote
from local.simulator.failures import Failure
from local.simulator.serving import Call, Desk, Refused
from local.simulator.world import World
from local.simulator.x import oauth
from local.simulator.x.uploads import Uploads
from local.simulator.x.webhooks import account_id, challenged, message, post, signal

NAME = "x"
TEXT = 10_000

logger = logging.getLogger(__name__)


def refusal(status: int, title: str, detail: str) -> Refused:
    """A problem document of X's."""
    body = {"title": title, "detail": detail, "type": "about:blank", "status": status}
    return Refused(status, body, {"x-rate-limit-reset": "0"} if status == 429 else None)


REFUSALS = {
    Failure.SERVER_ERROR: refusal(503, "Service Unavailable", "Service Unavailable"),
    Failure.RATE_LIMIT: refusal(429, "Too Many Requests", "Too Many Requests"),
    Failure.UNAUTHORIZED: oauth.UNAUTHORIZED,
}
CLOSED = refusal(403, "Forbidden", "You cannot send messages to this user.")


def routes(world: World) -> list[BaseRoute]:
    """X's API below /x."""
    desk = Desk(world, NAME, REFUSALS)
    uploads = Uploads(world)
    subscribed: set[tuple[str, str]] = set()

    async def me(call: Call) -> dict[str, Any]:
        channel = oauth.account(world, call.request)
        known = {"id": account_id(channel), "name": channel.name or channel.address}
        return {"data": known | {"username": channel.address.lstrip("@")}}

    async def token(call: Call) -> dict[str, Any]:
        channel = oauth.app_by_keys(world, call.request)
        return {"token_type": "bearer", "access_token": oauth.app_token(channel)}

    async def webhooks(call: Call) -> dict[str, Any]:
        channel = oauth.app(world, call.request)
        hooks = [_hook(channel)] if channel.webhook_url else []
        return {"data": hooks, "meta": {"result_count": len(hooks)}}

    async def create_webhook(call: Call) -> dict[str, Any]:
        channel = oauth.app(world, call.request)
        url = str(call.body.get("url", ""))
        if not url.startswith(("http://", "https://")) or not await challenged(world, channel, url):
            raise refusal(400, "Invalid Request", "CrcValidationFailed: the webhook did not answer")
        channel = replace(channel, webhook_url=url)
        world.channels.connect(channel)
        return {"data": _hook(channel)}

    async def subscribe(call: Call) -> dict[str, Any]:
        channel = oauth.account(world, call.request)
        event, user = call.body.get("event_type"), (call.body.get("filter") or {}).get("user_id")
        if user != account_id(channel) or not event:
            raise refusal(403, "Forbidden", "The user has not authorized this subscription.")
        if (channel.id, event) in subscribed:
            raise refusal(409, "Conflict", "The subscription already exists.")
        subscribed.add((channel.id, event))
        about = {"subscription_id": str(next_id()), "event_type": event}
        return {"data": about, "meta": {"total_subscriptions": len(subscribed)}}

    async def send(call: Call) -> dict[str, Any]:
        channel = oauth.account(world, call.request)
        customer = call.request.path_params["customer"]
        media = accepted(world, channel, customer, call.body, uploads)
        text, id_ = str(call.body.get("text") or ""), str(next_id())
        put(world, channel, "out", id_, customer, text=text, media=media)
        desk.later(deliver(world, channel, id_, customer, text, reaches=not call.unreachable))
        place = f"{account_id(channel)}-{customer}"
        return {"data": {"dm_conversation_id": place, "dm_event_id": id_}}

    async def private_file(request: Request) -> Response:
        """A photo of a message, for the account that got it alone."""
        try:
            oauth.account(world, request)
        except Refused as refused:
            return Response(status_code=refused.status)
        media = world.media.get(request.path_params["media_id"])
        if media is None:
            return Response(status_code=404)
        return Response(media.data, media_type=media.mime_type)

    return [
        desk.route("GET", "/x/2/users/me", me),
        desk.route("POST", "/x/oauth2/token", token),
        desk.route("GET", "/x/2/webhooks", webhooks),
        desk.route("POST", "/x/2/webhooks", create_webhook),
        desk.route("POST", "/x/2/activity/subscriptions", subscribe),
        desk.route("POST", "/x/2/dm_conversations/with/{customer}/messages", send),
        *uploads.routes(desk),
        Route("/x/1.1/ton/data/dm/{dm_id}/{media_id}/{name}", private_file),
    ]


def _hook(channel: Channel) -> dict[str, Any]:
    return {"id": f"9{account_id(channel)}", "url": channel.webhook_url, "valid": True}


def accepted(
    world: World, channel: Channel, customer: str, body: dict[str, Any], uploads: Uploads
) -> list[dict[str, str]]:
    """The files of a message that X takes. Raises Refused for any other."""
    attached = body.get("attachments") or []
    if not (body.get("text") or attached) or len(attached) > 1:
        raise refusal(400, "Invalid Request", "One of text and one attachment is needed.")
    if len(str(body.get("text") or "")) > TEXT:
        raise Refused(400, {"errors": [{"code": 354, "message": "The text is too long."}]})
    phones, company = world.phones, channel.address
    if not wrote(phones, customer, company) or has_blocked(phones, customer, company):
        raise CLOSED
    files = [uploads.finished(channel, str(one.get("media_id", ""))) for one in attached]
    if None in files:
        raise refusal(400, "Invalid Request", "The media id is invalid.")
    return [described(world, one.data, one.mime_type, one.name) for one in files if one]


async def deliver(
    world: World, channel: Channel, id_: str, customer: str, text: str, *, reaches: bool
) -> None:
    """The echo of a message, and that the customer read it; X tells of nothing in between."""
    us = account_id(channel)
    payload = message(id_, us, customer, {"text": text}, {us: channel.name or channel.address})
    events = [("dm.sent", payload)]
    if reaches:
        read = signal(customer, us, last_read_event_id=id_)
        events.append(("dm.read", {"direct_message_mark_read_events": [read]}))
    for event, told in events:
        await asyncio.sleep(world.pace_seconds)
        if event == "dm.read":
            world.phones.set_status(id_, "read")
        try:
            await post(world, channel, event, told)
        except httpx2.HTTPError as error:
            logger.warning("the event %s failed: %r", event, error)
