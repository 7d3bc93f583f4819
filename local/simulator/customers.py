"""What a customer has settled with a company, told from their messages. Where an app has a menu to
block a company or to come back, its customer writes a word here instead."""

import time
from collections.abc import Iterator
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.media import kind_of
from local.simulator.phones import Direction, Phones, Text
from local.simulator.world import World

BLOCK, UNBLOCK = "/block", "/unblock"


def _numbers() -> Iterator[int]:
    last = 0
    while True:
        last = max(last + 1, time.time_ns())
        yield last


_ids = _numbers()


def next_id() -> int:
    """A number that no message has had, greater than 2^53 as some providers' are."""
    return next(_ids)


def wrote(phones: Phones, customer: str, company: str) -> bool:
    """Whether the customer ever wrote to the company."""
    return any(text["direction"] == "in" for text in phones.thread(customer, company))


def has_blocked(phones: Phones, customer: str, company: str) -> bool:
    """Whether the last of the two words was the one to block."""
    said = [
        text["text"]
        for text in phones.thread(customer, company)
        if text["direction"] == "in" and text["text"] in (BLOCK, UNBLOCK)
    ]
    return bool(said) and said[-1] == BLOCK


def put(
    world: World, channel: Channel, direction: Direction, id_: str, customer: str, **facts: Any
) -> None:
    """A message on the customer's phone."""
    known = {"text": "", "status": "sent"} | facts
    text = Text(id=id_, direction=direction, customer=customer, company=channel.address, **known)
    world.phones.add(text)


async def settle(world: World, id_: str, answer: httpx2.Response) -> httpx2.Response:
    """Show on the phone whether the company's webhook took a message."""
    if world.phones.find(id_):
        world.phones.set_status(id_, "received" if answer.is_success else "failed")
    return answer


async def download(world: World, url: str, name: str) -> list[dict[str, str]]:
    """A file that the company sent as an address, as messages name it; none if it is not there."""
    try:
        answer = await world.http.get(url)
    except httpx2.HTTPError:
        return []
    if not answer.is_success:
        return []
    mime_type = answer.headers.get("content-type", "application/octet-stream").partition(";")[0]
    return [described(world, answer.content, mime_type, name)]


def described(world: World, data: bytes, mime_type: str, name: str) -> dict[str, str]:
    """A file of the company's on the phone."""
    media_id = world.media.put(data, mime_type, name)
    return {"id": media_id, "kind": kind_of(mime_type), "mime_type": mime_type, "name": name}
