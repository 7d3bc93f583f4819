"""What a customer does in WhatsApp, Messenger or Instagram, on its way to the account's webhook."""

from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import put, settle
from local.simulator.message import BadRequest, Message
from local.simulator.meta.webhooks import (
    between,
    change,
    message_id,
    messaging,
    post,
    seconds,
)
from local.simulator.world import World

Json = dict[str, Any]
TYPES = {"image": "image", "audio": "audio", "video": "video", "file": "document"}
UNKNOWN = {
    "messenger": {"delete": "Messenger tells pages nothing of deleted messages."},
    "instagram": {
        "edit": "Instagram tells companies nothing of edited messages.",
        "location": "Nobody can send a place on Instagram.",
    },
}


async def inbound(world: World, channel: Channel, message: Message) -> httpx2.Response:
    """Post what the customer does as Meta does; the answer to the last webhook of it."""
    for name, sentence in UNKNOWN.get(channel.kind, {}).items():
        if message.get(name) is not None:
            raise BadRequest(sentence)
    if message.get("reaction") or message.get("edit") or message.get("delete"):
        return await _acted(world, channel, message)
    answer: httpx2.Response | None = None
    for part in _parts(channel.kind, message):
        answer = await _said(world, channel, message, part, first=answer is None)
    if answer is None:
        raise BadRequest("There is nothing in the message.")
    return answer


def _parts(kind: str, message: Message) -> list[Json]:
    """The messages that the app makes of it: WhatsApp sends each file by itself, the text with the
    first; Messenger and Instagram send the text apart."""
    files = message.get("media") or []
    rest = {key: message[key] for key in ("pressed", "location") if message.get(key)}
    text = message.get("text") or ""
    if kind != "whatsapp":
        parts = [{"text": text}] if text else []
        parts += [{"media": files}] if files else []
        return parts + [{key: value} for key, value in rest.items()]
    captioned = bool(text and files and files[0]["kind"] != "audio")
    parts = [
        {"media": [file], "text": text if captioned and place == 0 else ""}
        for place, file in enumerate(files)
    ]
    if text and not captioned:
        parts.insert(0, {"text": text})
    return parts + [{key: value} for key, value in rest.items()]


async def _said(
    world: World, channel: Channel, message: Message, part: Json, *, first: bool
) -> httpx2.Response:
    """One message: on the phone, then to the webhook."""
    given = message.get("id") if first else None
    id_ = str(given or message_id(channel.kind))
    pressed, location = part.get("pressed"), part.get("location")
    put(
        world,
        channel,
        "in",
        id_,
        message["from"],
        text=pressed["title"] if pressed else part.get("text", ""),
        media=part.get("media") or [],
        location=location,
        reply_to=message.get("reply_to"),
    )
    if channel.kind == "whatsapp":
        body = _whatsapp(channel, message, {"id": id_} | _content(world, channel, message, part))
    else:
        event = _event(world, message, part) | {"mid": id_}
        told = between(message["from"], channel.address, message=event)
        body = messaging(channel, told)
    return await settle(world, id_, await post(world, channel, body))


def _whatsapp(channel: Channel, message: Message, said: Json) -> Json:
    """A change with one message; who hides their number is named by their id alone."""
    customer = message["from"]
    profile = {"profile": {"name": message.get("name") or "WhatsApp user"}}
    if customer.startswith("+"):
        who, contact = {"from": customer[1:]}, {"wa_id": customer[1:]}
    else:
        who, contact = {"from_user_id": customer}, {"user_id": customer}
    told = who | {"timestamp": seconds()} | said
    return change(channel, {"contacts": [profile | contact], "messages": [told]})


def _content(world: World, channel: Channel, message: Message, part: Json) -> Json:
    """What a WhatsApp message holds besides who sent it."""
    context: Json = {}
    if message.get("reply_to"):
        context = {"context": {"from": channel.address[1:], "id": message["reply_to"]}}
    pressed = part.get("pressed")
    if pressed:
        context = {"context": {"from": channel.address[1:], "id": pressed["to"]}}
        button = {"id": pressed["id"], "title": pressed["title"]}
        reply = {"type": "button_reply", "button_reply": button}
        return context | {"type": "interactive", "interactive": reply}
    if part.get("location"):
        return context | {"type": "location", "location": part["location"]}
    if part.get("media"):
        [file] = part["media"]
        kind = TYPES[file["kind"]]
        media = {"id": file["id"], "mime_type": file["mime_type"], "sha256": "", "voice": True}
        if kind != "audio":
            media.pop("voice")
        if part.get("text"):
            media["caption"] = part["text"]
        if kind == "document":
            media["filename"] = file["name"]
        return context | {"type": kind, kind: media}
    return context | {"type": "text", "text": {"body": part["text"]}}


def _event(world: World, message: Message, part: Json) -> Json:
    """What a Messenger or Instagram message holds besides its id."""
    pressed, location = part.get("pressed"), part.get("location")
    if pressed:
        return {"text": pressed["title"], "quick_reply": {"payload": pressed["id"]}}
    said: Json = {}
    if message.get("reply_to"):
        said["reply_to"] = {"mid": message["reply_to"]}
    if location:
        spot = {"lat": location["latitude"], "long": location["longitude"]}
        place = {"type": "location", "payload": {"coordinates": spot}}
        return said | {"attachments": [place | {"title": location.get("name", "")}]}
    if part.get("media"):
        files = [
            {"type": file["kind"], "payload": {"url": world.media.url(file["id"])}}
            for file in part["media"]
        ]
        return said | {"attachments": files}
    return said | {"text": part["text"]}


async def _acted(world: World, channel: Channel, message: Message) -> httpx2.Response:
    """A reaction, an edit or a deletion."""
    acts: list[tuple[str, Json]] = [
        (name, message[name]) for name in ("reaction", "edit", "delete") if message.get(name)
    ]
    [(name, given), *more] = acts
    if more:
        raise BadRequest("One of reaction, edit and delete at a time.")
    if world.phones.find(given["to"]) is None:
        raise BadRequest(f"No message has the id {given['to']}.")
    if name == "reaction":
        world.phones.react(given["to"], "in", given["emoji"])
    elif name == "edit":
        world.phones.edit(given["to"], given["text"])
    else:
        world.phones.delete(given["to"])
    if channel.kind == "whatsapp":
        id_ = {"id": str(message.get("id") or message_id("whatsapp"))}
        body = _whatsapp(channel, message, id_ | _whatsapp_act(name, given))
    else:
        told = between(message["from"], channel.address, **_page_act(name, given))
        body = messaging(channel, told)
    return await post(world, channel, body)


def _whatsapp_act(name: str, given: Json) -> Json:
    if name == "reaction":
        reaction = {"message_id": given["to"]}
        if given["emoji"]:
            reaction["emoji"] = given["emoji"]
        return {"type": "reaction", "reaction": reaction}
    original = {"original_message_id": given["to"]}
    if name == "delete":
        return {"type": "revoke", "revoke": original}
    inner = {"type": "text", "text": {"body": given["text"]}}
    return {"type": "edit", "edit": original | {"message": inner}}


def _page_act(name: str, given: Json) -> Json:
    if name == "reaction":
        emoji = given["emoji"]
        act = {"action": "react", "emoji": emoji, "reaction": "other"}
        return {"reaction": {"mid": given["to"]} | (act if emoji else {"action": "unreact"})}
    if name == "edit":
        return {"message_edit": {"mid": given["to"], "text": given["text"], "num_edit": 1}}
    return {"message": {"mid": given["to"], "is_deleted": True}}
