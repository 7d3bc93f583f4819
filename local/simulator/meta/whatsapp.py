"""POST /{phone number}/messages: what WhatsApp takes, how it looks on the phone, what is told.

https://developers.facebook.com/documentation/business-messaging/whatsapp/reference
"""

import asyncio
import logging
from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import download, put
from local.simulator.meta import templates
from local.simulator.meta.refusals import (
    UNDELIVERABLE,
    WINDOW_CLOSED,
    bad_parameter,
    invalid,
)
from local.simulator.meta.webhooks import change, message_id, post, seconds
from local.simulator.meta.windows import heard_within
from local.simulator.serving import Call, Json
from local.simulator.world import World

HOURS = 24
TEXT, CAPTION, QUESTION, BUTTONS, TITLE = 4096, 1024, 1024, 3, 20
FILES = ("image", "audio", "video", "document", "sticker")

logger = logging.getLogger(__name__)


async def send(world: World, channel: Channel, call: Call) -> tuple[Json, str, str]:
    """Put a message on the phone; the answer, the message's id and the customer."""
    body, kind = call.body, str(call.body.get("type", "text"))
    customer = recipient(body)
    if body.get("messaging_product") != "whatsapp":
        raise bad_parameter("The parameter messaging_product is required.")
    known = await _shown(world, kind, body)
    if kind != "template" and not heard_within(world.phones, customer, channel.address, HOURS):
        raise WINDOW_CLOSED
    id_ = message_id("whatsapp")
    if kind == "reaction":
        _react(world, body)
    else:
        answered = (body.get("context") or {}).get("message_id")
        put(world, channel, "out", id_, customer, reply_to=answered, **known)
    contact = {"input": body.get("to") or body.get("recipient"), "wa_id": customer.lstrip("+")}
    answer = {
        "messaging_product": "whatsapp",
        "contacts": [contact],
        "messages": [{"id": id_, "message_status": "accepted"}],
    }
    return answer, id_, customer


def recipient(body: Json) -> str:
    """The customer as their phone knows them: +E.164, a business-scoped id or a group."""
    to, user = str(body.get("to") or ""), str(body.get("recipient") or "")
    if not (to or user):
        raise bad_parameter("The parameter to is required.")
    if body.get("recipient_type") == "group" or not to:
        return to or user
    digits = to.removeprefix("+")
    if not (digits.isdecimal() and 7 <= len(digits) <= 15):
        raise invalid(f"Recipient phone number not valid: {to}")
    return f"+{digits}"


async def deliver(
    world: World, channel: Channel, body: Json, id_: str, customer: str, *, reaches: bool
) -> None:
    """Tell what becomes of a message: sent, delivered and read, or failed."""
    for status in ("sent", "delivered", "read") if reaches else ("sent", "failed"):
        await asyncio.sleep(world.pace_seconds)
        if world.phones.find(id_):
            world.phones.set_status(id_, status)
        report: dict[str, Any] = {
            "id": id_,
            "status": status,
            "timestamp": seconds(),
            "recipient_id": customer.lstrip("+"),
        }
        if "biz_opaque_callback_data" in body:
            report["biz_opaque_callback_data"] = body["biz_opaque_callback_data"]
        if status == "failed":
            report["errors"] = [UNDELIVERABLE]
        try:
            await post(world, channel, change(channel, {"statuses": [report]}))
        except httpx2.HTTPError as error:
            logger.warning("the webhook of %s failed: %r", status, error)


async def _shown(world: World, kind: str, body: Json) -> Json:
    """The message as the phone shows it. Raises Refused for what WhatsApp does not take."""
    given = body.get(kind)
    if not isinstance(given, dict):
        raise bad_parameter(f"The parameter {kind} is required.")
    if kind == "text":
        return {"text": _short(str(given.get("body") or ""), TEXT, "text['body']")}
    if kind in FILES:
        caption = _short(str(given.get("caption") or ""), CAPTION, "caption", empty=True)
        media = await _files(world, given, str(given.get("filename") or kind))
        return {"text": caption, "media": media}
    if kind == "interactive":
        return _question(given)
    if kind == "template":
        link = templates.header_link(given)
        shown = templates.shown(given)
        return shown | {"media": await download(world, link, "header") if link else []}
    if kind == "reaction":
        return {}
    raise bad_parameter(f"Param type must be one of the documented ones, not {kind}.")


async def _files(world: World, given: Json, name: str) -> list[dict[str, str]]:
    """The file that a message holds, by its link or by the id of an upload."""
    id_ = str(given.get("id") or "")
    if world.media.get(id_):
        return [world.media.described(id_)]
    if not given.get("link"):
        raise bad_parameter("The parameter id or link is required.")
    return await download(world, str(given["link"]), name)


def _question(given: Json) -> Json:
    text = str((given.get("body") or {}).get("text") or "")
    buttons = (given.get("action") or {}).get("buttons") or []
    options = [button.get("reply") or {} for button in buttons]
    if given.get("type") != "button" or not 1 <= len(options) <= BUTTONS:
        raise invalid("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3")
    for option in options:
        _short(str(option.get("title") or ""), TITLE, "button title")
    if len({option["title"] for option in options}) < len(options):
        raise invalid("Duplicated button titles")
    return {
        "text": _short(text, QUESTION, "interactive['body']['text']"),
        "options": [{"id": str(one.get("id", "")), "title": one["title"]} for one in options],
    }


def _short(text: str, most: int, name: str, *, empty: bool = False) -> str:
    if not text and not empty:
        raise bad_parameter(f"The parameter {name} is required.")
    if len(text) > most:
        raise bad_parameter(f"Param {name} must be at most {most} characters long.")
    return text


def _react(world: World, body: Json) -> None:
    given = body["reaction"]
    target = str(given.get("message_id") or "")
    if world.phones.find(target) is None:
        raise invalid("Message to react to does not exist")
    world.phones.react(target, "out", str(given.get("emoji") or "") or None)
