"""POST /{page}/messages and /me/messages: what Messenger and Instagram take, and what is told.

https://developers.facebook.com/documentation/business-messaging/messenger-platform
"""

import asyncio
import logging
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import download, has_blocked, put, wrote
from local.simulator.meta.refusals import (
    NO_PERSON,
    PAGE_WINDOW_CLOSED,
    bad_parameter,
    refusal,
)
from local.simulator.meta.webhooks import between, message_id, messaging, milliseconds, post
from local.simulator.meta.windows import heard_within
from local.simulator.serving import Call, Json
from local.simulator.world import World

HOURS, HUMAN_HOURS = 24, 168
REPLIES, TITLE = 13, 20
FILES = ("image", "audio", "video", "file")

logger = logging.getLogger(__name__)


async def send(world: World, channel: Channel, call: Call) -> tuple[Json, str | None, str]:
    """Put a message on the phone; the answer, the message's id (None of a reaction) and whom
    it is for."""
    body = call.body
    customer = str((body.get("recipient") or {}).get("id") or "")
    if not wrote(world.phones, customer, channel.address):
        raise NO_PERSON
    if has_blocked(world.phones, customer, channel.address):
        raise refusal(403, 551, "This person isn't available right now.", error_subcode=1545041)
    if body.get("sender_action"):
        _react(world, channel, body)
        return {"recipient_id": customer}, None, customer
    _refuse_late(world, channel, body, customer)
    known = await _shown(world, channel, body.get("message") or {})
    id_ = message_id(channel.kind)
    answered = (body.get("reply_to") or {}).get("mid")
    put(world, channel, "out", id_, customer, reply_to=answered, **known)
    return {"recipient_id": customer, "message_id": id_}, id_, customer


async def deliver(
    world: World, channel: Channel, body: Json, id_: str, customer: str, *, reaches: bool
) -> None:
    """Tell what becomes of a message: the echo that every app gets, then delivered and read."""
    message = body.get("message") or {}
    echo = {"mid": id_, "is_echo": True, "app_id": 1517776481860111} | {
        key: message[key] for key in ("text", "metadata") if key in message
    }
    events = [("sent", between(channel.address, customer, message=echo))]
    if reaches and channel.kind == "messenger":
        receipt = {"mids": [id_], "watermark": milliseconds()}
        events.append(("delivered", between(customer, channel.address, delivery=receipt)))
    if reaches:
        read = {"mid": id_} if channel.kind == "instagram" else {"watermark": milliseconds()}
        events.append(("read", between(customer, channel.address, read=read)))
    for status, event in events:
        await asyncio.sleep(world.pace_seconds)
        world.phones.set_status(id_, status)
        try:
            await post(world, channel, messaging(channel, event))
        except httpx2.HTTPError as error:
            logger.warning("the webhook of %s failed: %r", status, error)


def _refuse_late(world: World, channel: Channel, body: Json, customer: str) -> None:
    """Raises Refused when the customer last wrote too long ago."""
    kind = body.get("messaging_type")
    if kind not in {"RESPONSE", "UPDATE", "MESSAGE_TAG"}:
        raise bad_parameter("The parameter messaging_type is required.")
    if kind == "MESSAGE_TAG" and body.get("tag") != "HUMAN_AGENT":
        raise bad_parameter("Param tag must be one of HUMAN_AGENT.")
    hours = HUMAN_HOURS if kind == "MESSAGE_TAG" else HOURS
    if not heard_within(world.phones, customer, channel.address, hours):
        raise PAGE_WINDOW_CLOSED


async def _shown(world: World, channel: Channel, message: Json) -> Json:
    """The message as the phone shows it. Raises Refused for what is not taken."""
    text, attachment = str(message.get("text") or ""), message.get("attachment")
    if bool(text) == bool(attachment):
        raise bad_parameter("Must give one of text and attachment.")
    long = len(text.encode()) > 1000 if channel.kind == "instagram" else len(text) > 2000
    if long:
        raise bad_parameter("Length of param message[text] is too long.")
    replies = message.get("quick_replies") or []
    if len(replies) > REPLIES or any(
        not 1 <= len(one.get("title", "")) <= TITLE for one in replies
    ):
        raise bad_parameter("Param message[quick_replies] is not valid.")
    shown: dict[str, Any] = {
        "text": text,
        "options": [{"id": one.get("payload", ""), "title": one["title"]} for one in replies],
    }
    if attachment:
        url = str((attachment.get("payload") or {}).get("url") or "")
        if attachment.get("type") not in FILES or not url:
            raise bad_parameter("Param message[attachment] is not valid.")
        shown["media"] = await download(world, url, str(attachment["type"]))
        if not shown["media"]:
            raise refusal(400, 100, "Failed to fetch the file", error_subcode=2018047)
    return shown


def _react(world: World, channel: Channel, body: Json) -> None:
    payload, action = body.get("payload") or {}, body["sender_action"]
    target = str(payload.get("message_id") or "")
    if action not in {"react", "unreact"} or world.phones.find(target) is None:
        raise bad_parameter("Param payload[message_id] is not a message of this conversation.")
    emoji = str(payload.get("reaction") or "") if action == "react" else ""
    if action == "react" and channel.kind == "instagram" and emoji != "love":
        raise bad_parameter("Param payload[reaction] must be love.")
    world.phones.react(target, "out", "❤️" if emoji == "love" else emoji or None)
