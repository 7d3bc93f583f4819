"""A customer's doings in the chat with a bot, on their way to its webhook."""

import time
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import BLOCK, UNBLOCK, put, settle
from local.simulator.message import BadRequest
from local.simulator.phones import Text
from local.simulator.telegram.webhooks import chat, number, post, user
from local.simulator.world import World

FILES = {"audio": "audio", "video": "video", "file": "document"}
Json = dict[str, Any]


async def inbound(world: World, channel: Channel, message: Json) -> httpx2.Response:
    """Post what happened as Telegram does: each file is a message of its own, the first with the
    text as its caption."""
    if not message["from"].isdecimal():
        raise BadRequest("People on Telegram are numbers.")
    if message.get("delete"):
        raise BadRequest("Telegram does not tell bots of messages that vanish.")
    for name, happened in HAPPENED.items():
        if message.get(name):
            return await happened(world, channel, message, message[name])
    if message.get("text") in (BLOCK, UNBLOCK):
        return await _membership(world, channel, message)
    answers: list[httpx2.Response] = []
    for content, shown in _contents(world, message):
        given = message.get("id") if not answers else None
        answers.append(await _message(world, channel, message, content, shown, given))
    return answers[-1]


def _contents(world: World, message: Json) -> list[tuple[Json, Json]]:
    """What Telegram tells of each part, beside what the phone shows."""
    text, media, place = message.get("text") or "", message.get("media"), message.get("location")
    if place:
        spot = {name: place[name] for name in ("latitude", "longitude")}
        return [({"location": spot}, {"location": place})]
    if not media:
        return [({"text": text}, {"text": text})]
    parts = []
    for index, file in enumerate(media):
        caption = text if index == 0 else ""
        content = _file(world, file) | ({"caption": caption} if caption else {})
        parts.append((content, {"text": caption, "media": [file]}))
    return parts


def _file(world: World, file: dict[str, str]) -> Json:
    held = world.media.get(file["id"])
    size = len(held.data) if held else 0
    if file["kind"] == "image":
        small = {"file_id": file["id"], "width": 90, "height": 67, "file_size": size // 10}
        return {"photo": [small, small | {"width": 900, "height": 670, "file_size": size}]}
    known = {"file_id": file["id"], "mime_type": file["mime_type"], "file_size": size}
    return {FILES[file["kind"]]: known | {"file_name": file["name"]}}


async def _message(
    world: World, channel: Channel, message: Json, content: Json, shown: Json, given: str | None
) -> httpx2.Response:
    id_ = int(given) if given and given.isdecimal() else number()
    earlier = message.get("reply_to")
    put(world, channel, "in", str(id_), message["from"], reply_to=earlier, **shown)
    about = _about(message, id_) | content
    if earlier and earlier.isdecimal():
        about["reply_to_message"] = _about(message, int(earlier))
    return await settle(world, str(id_), await post(world, channel, {"message": about}, id_))


def _about(message: Json, id_: int) -> Json:
    person, name = message["from"], message.get("name")
    return {
        "message_id": id_,
        "from": user(person, name),
        "chat": chat(person, name),
        "date": int(time.time()),
    }


async def _edited(world: World, channel: Channel, message: Json, edit: Json) -> httpx2.Response:
    text = _known(world, edit["to"])
    world.phones.edit(text.id, edit["text"])
    about = _about(message, int(text.id)) | {"edit_date": int(time.time()), "text": edit["text"]}
    return await post(world, channel, {"edited_message": about})


async def _reacted(world: World, channel: Channel, message: Json, told: Json) -> httpx2.Response:
    text = _known(world, told["to"])
    before, after = text.reactions.get("in"), told["emoji"]
    world.phones.react(text.id, "in", after)
    about = _about(message, int(text.id))
    about["user"] = about.pop("from")
    old, new = ([{"type": "emoji", "emoji": one}] if one else [] for one in (before, after))
    change = about | {"old_reaction": old, "new_reaction": new}
    return await post(world, channel, {"message_reaction": change})


async def _pressed(world: World, channel: Channel, message: Json, press: Json) -> httpx2.Response:
    text = _known(world, press["to"])
    id_ = number()
    put(world, channel, "in", str(id_), message["from"], text=press["title"], reply_to=text.id)
    rows = [[{"text": one["title"], "callback_data": one["id"]}] for one in text.options]
    about = _about(message, int(text.id)) | {"text": text.text}
    about["from"] = {"id": 1, "is_bot": True, "first_name": channel.name or channel.address}
    query = {
        "id": str(id_),
        "from": user(message["from"], message.get("name")),
        "message": about | {"reply_markup": {"inline_keyboard": rows}},
        "chat_instance": str(id_),
        "data": press["id"],
    }
    return await settle(world, str(id_), await post(world, channel, {"callback_query": query}))


async def _membership(world: World, channel: Channel, message: Json) -> httpx2.Response:
    id_, left = number(), message["text"] == BLOCK
    put(world, channel, "in", str(id_), message["from"], text=message["text"])
    states = ("member", "kicked") if left else ("kicked", "member")
    old, new = ({"user": {"id": 1, "is_bot": True}, "status": state} for state in states)
    about = _about(message, id_) | {"old_chat_member": old, "new_chat_member": new}
    del about["message_id"]
    return await settle(world, str(id_), await post(world, channel, {"my_chat_member": about}))


HAPPENED = {"edit": _edited, "reaction": _reacted, "pressed": _pressed}


def _known(world: World, id_: str) -> Text:
    text = world.phones.find(id_)
    if text is None:
        raise BadRequest(f"No message has the id {id_}.")
    return text
