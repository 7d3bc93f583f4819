"""A customer's direct messages, on their way to the account's webhook."""

import re
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import next_id, put, settle
from local.simulator.message import BadRequest
from local.simulator.world import World
from local.simulator.x.webhooks import account_id, message, post

UNKNOWN = ("reaction", "edit", "delete", "pressed")


async def inbound(world: World, channel: Channel, told: dict[str, Any]) -> httpx2.Response:
    """Post the message as X does: one file each, the text with the first."""
    for name in UNKNOWN:
        if told.get(name) is not None:
            raise BadRequest(f"X tells apps nothing of this: {name}.")
    text, media, place = told.get("text") or "", told.get("media") or [], told.get("location")
    if place:
        return await _message(world, channel, told, _place(place), {"location": place})
    if not media:
        return await _message(world, channel, told, {"text": text}, {"text": text})
    answers = []
    for index, file in enumerate(media):
        said = text if index == 0 else ""
        data = {"text": said, "attachment": {"type": "media", "media": _file(world, file)}}
        shown = {"text": said, "media": [file]}
        answers.append(await _message(world, channel, told, data, shown, first=index == 0))
    return answers[-1]


async def _message(
    world: World,
    channel: Channel,
    told: dict[str, Any],
    data: dict[str, Any],
    shown: dict[str, Any],
    *,
    first: bool = True,
) -> httpx2.Response:
    id_ = str((told.get("id") if first else None) or next_id())
    customer, us = told["from"], account_id(channel)
    put(world, channel, "in", id_, customer, **shown)
    names = {customer: told.get("name") or "X user", us: channel.name or channel.address}
    payload = message(id_, customer, us, {"text": "", **data}, names)
    return await settle(world, id_, await post(world, channel, "dm.received", payload))


def _file(world: World, file: dict[str, str]) -> dict[str, Any]:
    """Photos can be had by their account alone, films by anyone who knows where they are."""
    if file["kind"] == "image":
        name = re.sub("[^A-Za-z0-9.]", "", file["name"]) or "photo.jpg"
        url = f"{world.media.base_url}/x/1.1/ton/data/dm/{next_id()}/{file['id']}/{name}"
        return {"id_str": file["id"], "type": "photo", "media_url_https": url}
    if file["kind"] == "video":
        film = {"content_type": file["mime_type"], "bitrate": 1, "url": world.media.url(file["id"])}
        return {"id_str": file["id"], "type": "video", "video_info": {"variants": [film]}}
    raise BadRequest("X carries pictures and films alone.")


def _place(place: dict[str, Any]) -> dict[str, Any]:
    spot = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
    shared = {"type": "shared_coordinate", "shared_coordinate": {"coordinates": spot}}
    return {"attachment": {"type": "location", "location": shared}}
