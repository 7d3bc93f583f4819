"""A customer's doings in the chat with an account, on their way to its webhook."""

from typing import Any
from uuid import uuid4

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import BLOCK, UNBLOCK, next_id, put, settle
from local.simulator.line.webhooks import post
from local.simulator.message import BadRequest
from local.simulator.world import World

UNKNOWN = ("reaction", "edit")
WORDS = {BLOCK: "unfollow", UNBLOCK: "follow"}


async def inbound(world: World, channel: Channel, message: dict[str, Any]) -> httpx2.Response:
    """Post the message as LINE does: files and text are messages of their own."""
    for name in UNKNOWN:
        if message.get(name) is not None:
            raise BadRequest(f"LINE tells accounts nothing of this: {name}.")
    customer, text = message["from"], message.get("text") or ""
    if message.get("delete"):
        gone = message["delete"]["to"]
        world.phones.delete(gone)
        event = {"type": "unsend", "unsend": {"messageId": gone}, "webhookEventId": uuid4().hex}
        return await post(world, channel, event, customer)
    if text in WORDS:
        return await _told(world, channel, customer, {"type": WORDS[text]}, {"text": text})
    if message.get("pressed"):
        pressed = message["pressed"]
        event = {"type": "postback", "postback": {"data": pressed["id"]}}
        return await _told(world, channel, customer, event, {"text": pressed["title"]})
    answers = [
        await _message(
            world, channel, message, content, shown, message.get("id") if first else None
        )
        for first, (content, shown) in _contents(message, text)
    ]
    return answers[-1]


def _contents(
    message: dict[str, Any], text: str
) -> list[tuple[bool, tuple[dict[str, Any], dict[str, Any]]]]:
    """What LINE tells of each part, beside what the phone shows; whether it is the first."""
    parts: list[tuple[dict[str, Any], dict[str, Any]]] = []
    if text:
        parts.append(({"type": "text", "text": text}, {"text": text}))
    for file in message.get("media") or []:
        content: dict[str, Any] = {"type": file["kind"], "contentProvider": {"type": "line"}}
        if file["kind"] == "file":
            content = {"type": "file", "fileName": file["name"], "fileSize": 0}
        parts.append((content, {"media": [file]}))
    location = message.get("location")
    if location:
        place = {"title": location.get("name", ""), "address": location.get("name", "")}
        spot = {name: location[name] for name in ("latitude", "longitude")}
        parts.append(({"type": "location", **place, **spot}, {"location": location}))
    return [(index == 0, part) for index, part in enumerate(parts)]


async def _message(
    world: World,
    channel: Channel,
    message: dict[str, Any],
    content: dict[str, Any],
    shown: dict[str, Any],
    id_: str | None,
) -> httpx2.Response:
    id_ = id_ or str(next_id())
    about = {"id": id_, **content}
    if message.get("reply_to"):
        about["quotedMessageId"] = message["reply_to"]
    event = {"type": "message", "message": about, "replyToken": uuid4().hex}
    return await _told(world, channel, message["from"], event, shown, id_)


async def _told(
    world: World,
    channel: Channel,
    customer: str,
    event: dict[str, Any],
    shown: dict[str, Any],
    id_: str | None = None,
) -> httpx2.Response:
    id_ = id_ or str(next_id())
    put(world, channel, "in", id_, customer, **shown)
    answer = await post(world, channel, {**event, "webhookEventId": f"evt{id_}"}, customer)
    return await settle(world, id_, answer)
