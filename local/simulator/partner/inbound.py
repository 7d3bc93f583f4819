"""What a customer of the other system does, posted as docs/api-channel.md describes."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import put, settle
from local.simulator.message import BadRequest
from local.simulator.partner.signing import signed_headers
from local.simulator.world import World

Message = dict[str, Any]
Event = dict[str, Any]


async def inbound(world: World, channel: Channel, message: Message) -> httpx2.Response:
    """Post the event. A message's `id` given again plays a repeated webhook."""
    id_ = str(message.get("id") or f"ext_{uuid4().hex}")
    event = told(world, id_, message)
    if event["type"] == "message":
        show(world, channel, id_, message)
    answer = await post(world, channel, id_, event)
    if event["type"] != "message" and answer.is_success:
        keep(world, message)
    return await settle(world, id_, answer)


def told(world: World, id_: str, message: Message) -> Event:
    """The event that says it."""
    who = {"id": message["from"], "name": message.get("name") or message["from"]}
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    for kind in ("reaction", "edit", "delete"):
        if given := message.get(kind):
            if world.phones.find(given["to"]) is None:
                raise BadRequest(f"There is no message {given['to']}.")
            rest = {name: value for name, value in given.items() if name != "to"}
            return {"type": kind, "message": given["to"], "from": who, "at": at, **rest}
    text = message.get("text") or ""
    event: Event = {"type": "message", "id": id_, "from": who, "text": text, "at": at}
    files = [
        {
            "type": file["kind"],
            "url": world.media.url(file["id"]),
            "name": file["name"] or None,
            "mime_type": file["mime_type"],
        }
        for file in message.get("media") or []
    ]
    if place := message.get("location"):
        files.append({"type": "location", **place})
    if files:
        event["attachments"] = files
    if pressed := message.get("pressed"):
        event |= {"text": pressed["title"], "pressed": {"id": pressed["id"]}}
        event["reply_to"] = pressed["to"]
    if message.get("reply_to"):
        event["reply_to"] = message["reply_to"]
    return event


def show(world: World, channel: Channel, id_: str, message: Message) -> None:
    """Put the message on the customer's own screen."""
    pressed = message.get("pressed") or {}
    put(
        world,
        channel,
        "in",
        id_,
        message["from"],
        text=message.get("text") or pressed.get("title", ""),
        media=message.get("media") or [],
        reply_to=message.get("reply_to") or pressed.get("to"),
        location=message.get("location"),
    )


def keep(world: World, message: Message) -> None:
    """Show what was done to a message, now that the company knows of it."""
    if reaction := message.get("reaction"):
        world.phones.react(reaction["to"], "in", reaction["emoji"])
    elif edit := message.get("edit"):
        world.phones.edit(edit["to"], edit["text"])
    elif delete := message.get("delete"):
        world.phones.delete(delete["to"])


async def post(world: World, channel: Channel, id_: str, event: Event) -> httpx2.Response:
    """A signed call of the channel's webhook."""
    body = json.dumps(event, ensure_ascii=False).encode()
    headers = signed_headers(channel.credentials["signing_secret"], id_, body)
    return await world.http.post(
        channel.webhook_url, content=body, headers={"Content-Type": "application/json", **headers}
    )
