"""POST /partner/{channel_id}: our messages, which the other system takes as docs/api-channel.md
says."""

import asyncio
import json
import logging
from typing import Any

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.customers import download, put
from local.simulator.failures import Failure
from local.simulator.outbox import Sent
from local.simulator.partner.inbound import post
from local.simulator.partner.signing import is_genuine
from local.simulator.world import World

NAME = "api"
UNSIGNED = "The signature of this call is missing or wrong."
BUSY = {"Retry-After": "1"}
REFUSED = {Failure.SERVER_ERROR: 500, Failure.RATE_LIMIT: 429, Failure.UNAUTHORIZED: 401}
REPORTS = ("delivered", "read")

logger = logging.getLogger(__name__)
Event = dict[str, Any]


def routes(world: World) -> list[BaseRoute]:
    """The callback URL of every API channel."""
    reports: set[asyncio.Task[None]] = set()

    async def take(request: Request) -> Response:
        body = await request.body()
        failure = world.failures.take(NAME)
        if failure is Failure.TIMEOUT:
            await asyncio.sleep(world.timeout_seconds)
        channel = known(world, request.path_params["channel_id"])
        status, answer = taken(world, channel, request, body, failure)
        record(world, request, body, status)
        event = loaded(body)
        if status == 200 and channel and event.get("type") == "message":
            answer = {"id": await shown(world, channel, event)}
            task = asyncio.create_task(report(world, channel, answer["id"], event, failure))
            reports.add(task)  # asyncio itself keeps only a weak reference to a running task
            task.add_done_callback(reports.discard)
        return JSONResponse(answer, status_code=status, headers=BUSY if status == 429 else None)

    return [Route("/partner/{channel_id}", take, methods=["POST"])]


def known(world: World, channel_id: str) -> Channel | None:
    """The channel whose callback URL this is; its last part is whatever was connected with it."""
    for channel in world.channels.of_kind("api"):
        url = str(channel.settings.get("callback_url") or "")
        if channel_id in (channel.id, url.rpartition("/")[2]):
            return channel
    return None


def taken(
    world: World, channel: Channel | None, request: Request, body: bytes, failure: Failure | None
) -> tuple[int, Event]:
    """How the other system answers."""
    if channel is None:
        return 410, {"error": "Nobody takes messages here any more."}
    if failure is Failure.TIMEOUT:
        return 504, {}
    if failure in REFUSED:
        return REFUSED[failure], {"error": "The other system was told to fail."}
    if not is_genuine(channel.credentials.get("signing_secret", ""), request.headers, body):
        return 401, {"error": UNSIGNED}
    event = loaded(body)
    if event.get("type") == "message":
        return 200, {}
    target = world.phones.find(str(event.get("message")))
    if target is None:
        return 404, {"error": f"There is no message {event.get('message')}."}
    match event.get("type"):
        case "reaction":
            world.phones.react(target.id, "out", event.get("emoji"))
        case "edit":
            world.phones.edit(target.id, event["text"])
        case "delete":
            world.phones.delete(target.id)
        case other:
            return 422, {"error": f"There is nothing called {other}."}
    return 200, {}


async def shown(world: World, channel: Channel, event: Event) -> str:
    """Put the message on the customer's screen, once however often it comes; its id there."""
    id_ = f"ext_{event['id']}"
    if world.phones.find(id_):
        return id_
    files = [
        await download(world, file["url"], file["name"]) for file in event.get("attachments") or []
    ]
    put(
        world,
        channel,
        "out",
        id_,
        event["to"],
        text=event["text"],
        media=[file for found in files for file in found],
        options=event.get("options") or [],
        reply_to=event.get("reply_to"),
    )
    return id_


async def report(
    world: World, channel: Channel, id_: str, event: Event, failure: Failure | None
) -> None:
    """Tell what became of a message, as its customer's screen would."""
    unlucky = failure is Failure.UNDELIVERABLE
    for status in ("failed",) if unlucky else REPORTS:
        await asyncio.sleep(world.pace_seconds)
        world.phones.set_status(id_, status)
        told: Event = {"type": "status", "message": id_, "ref": event["id"], "status": status}
        if unlucky:
            told["error"] = "The customer has left."
        try:
            answer = await post(world, channel, f"{id_}-{status}", told)
        except httpx2.HTTPError as error:
            logger.warning("report of %s failed: %r", status, error)
        else:
            logger.info("report of %s: %s", status, answer.status_code)


def loaded(body: bytes) -> Event:
    """The event in a body; empty when there is none."""
    try:
        event = json.loads(body)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def record(world: World, request: Request, body: bytes, status: int) -> None:
    headers = dict(request.headers)
    world.outbox.record(Sent(NAME, request.method, request.url.path, headers, loaded(body), status))
