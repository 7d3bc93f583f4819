"""A customer's doings in the chat with a bot, on their way to its webhook."""

from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import BLOCK, UNBLOCK, next_id, put, settle
from local.simulator.message import BadRequest
from local.simulator.viber.webhooks import post
from local.simulator.world import World

TYPES = {"image": "picture", "video": "video"}
UNKNOWN = ("reaction", "edit", "delete")


async def inbound(world: World, channel: Channel, message: dict[str, Any]) -> httpx2.Response:
    """Post the message as Viber does: each file is a message of its own, and so is the text unless
    a file carries it."""
    for name in UNKNOWN:
        if message.get(name) is not None:
            raise BadRequest(f"Viber tells bots nothing of this: {name}.")
    text = message.get("text") or ""
    if text in (BLOCK, UNBLOCK):
        return await _subscription(world, channel, message, text)
    media = message.get("media") or []
    bodies = [_file(world, one, text if index == 0 else "") for index, one in enumerate(media)]
    pressed, location = message.get("pressed"), message.get("location")
    if pressed:
        bodies.append(({"type": "text", "text": pressed["id"]}, {"text": pressed["title"]}))
    if location:
        spot = {"lat": location["latitude"], "lon": location["longitude"]}
        bodies.append(({"type": "location", "location": spot}, {"location": location}))
    if text and not media:
        bodies.append(({"type": "text", "text": text}, {"text": text}))
    answer = await _message(world, channel, message, *bodies[0], message.get("id"))
    for body, shown in bodies[1:]:
        answer = await _message(world, channel, message, body, shown, None)
    return answer


def _file(world: World, file: dict[str, str], text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    body: dict[str, Any] = {
        "type": TYPES.get(file["kind"], "file"),
        "media": world.media.url(file["id"]),
        "file_name": file["name"],
    }
    return body | ({"text": text} if text else {}), {"text": text, "media": [file]}


async def _message(
    world: World,
    channel: Channel,
    message: dict[str, Any],
    body: dict[str, Any],
    shown: dict[str, Any],
    id_: str | None,
) -> httpx2.Response:
    token = int(id_) if id_ and id_.isdecimal() else next_id()
    put(world, channel, "in", str(token), message["from"], **shown)
    person = {"id": message["from"], "name": message.get("name") or "Viber user"}
    event = {
        "event": "message",
        "message_token": token,
        "sender": {**person, "language": "nb", "country": "NO", "api_version": 10},
        "message": body,
        "silent": bool(message.get("pressed")),
    }
    return await settle(world, str(token), await post(world, channel, event))


async def _subscription(
    world: World, channel: Channel, message: dict[str, Any], word: str
) -> httpx2.Response:
    token = next_id()
    put(world, channel, "in", str(token), message["from"], text=word)
    if word == BLOCK:
        event = {"event": "unsubscribed", "user_id": message["from"]}
    else:
        user = {"id": message["from"], "name": message.get("name") or "Viber user"}
        event = {"event": "subscribed", "user": user}
    answer = await post(world, channel, {**event, "message_token": token})
    return await settle(world, str(token), answer)
