"""A customer's message on its way to the channel's webhook.

https://www.twilio.com/docs/messaging/guides/webhook-request
"""

import json
from typing import Any
from uuid import uuid4

import httpx2

from local.simulator.channels import Channel
from local.simulator.message import BadRequest
from local.simulator.phones import Text
from local.simulator.twilio.accounts import SMS, VERSION, WHATSAPP, account_of
from local.simulator.twilio.optout import keyword
from local.simulator.twilio.webhooks import post
from local.simulator.world import World

COUNTRIES = {"+47": "NO", "+46": "SE", "+45": "DK", "+44": "GB", "+49": "DE", "+1": "US"}
UNKNOWN = {
    SMS: ("location", "pressed", "reaction", "edit", "delete"),
    WHATSAPP: ("reaction", "edit", "delete"),
}
"""What Twilio does not hand out."""

Message = dict[str, Any]
Form = dict[str, str]


async def inbound(world: World, channel: Channel, message: Message) -> httpx2.Response:
    """Post the message as Twilio does. An `id` given again plays a repeated webhook."""
    for name in UNKNOWN[channel.kind]:
        if message.get(name):
            raise BadRequest(f"Twilio does not hand out {name} over {channel.label}.")
    files = message.get("media") or []
    sid = str(message.get("id") or f"{'MM' if files else 'SM'}{uuid4().hex}")
    pressed = message.get("pressed") or {}
    world.phones.add(
        Text(
            id=sid,
            direction="in",
            customer=message["from"],
            company=channel.address,
            text=message.get("text") or pressed.get("title", ""),
            status="sent",
            media=files,
            reply_to=message.get("reply_to") or pressed.get("to"),
            location=message.get("location"),
        )
    )
    params = webhook(channel, sid, message) | attached(world, channel, sid, files)
    try:
        answer = await post(
            world.http,
            channel.webhook_url,
            channel.credentials["auth_token"],
            params,
            idempotency_token=sid,
        )
    except httpx2.HTTPError:
        world.phones.set_status(sid, "failed")
        raise
    world.phones.set_status(sid, "received" if answer.is_success else "failed")
    return answer


def webhook(channel: Channel, sid: str, message: Message) -> Form:
    """The fields that a real sender posts."""
    text = message.get("text") or ""
    params = {
        "AccountSid": account_of(channel),
        "ApiVersion": VERSION,
        "Body": text,
        "From": message["from"],
        "MessageSid": sid,
        "NumMedia": str(len(message.get("media") or [])),
        "NumSegments": "1",
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "SmsStatus": "received",
        "To": channel.address,
    }
    if channel.kind == WHATSAPP:
        return params | whatsapp(params, message)
    for side, number in (("From", params["From"]), ("To", params["To"])):
        params |= {
            f"{side}Country": country(number),
            f"{side}State": "",
            f"{side}City": "",
            f"{side}Zip": "",
        }
    if kind := keyword(text):
        params["OptOutType"] = kind
    return params


def whatsapp(params: Form, message: Message) -> Form:
    """What is different with WhatsApp."""
    found = {
        "From": f"whatsapp:{params['From']}",
        "To": f"whatsapp:{params['To']}",
        "ProfileName": message.get("name") or message["from"],
        "MessageType": "text",
        "ReferralNumMedia": "0",
    }
    if message["from"].startswith("+"):
        found["WaId"] = message["from"].removeprefix("+")
    if files := message.get("media"):
        found["MessageType"] = "document" if files[0]["kind"] == "file" else files[0]["kind"]
    if place := message.get("location"):
        found |= {"MessageType": "location", "Label": place.get("name") or ""}
        found |= {name.title(): str(place[name]) for name in ("latitude", "longitude")}
    if pressed := message.get("pressed"):
        title = pressed["title"]
        found |= {"MessageType": "button", "Body": title, "ButtonText": title}
        found |= {"ButtonPayload": pressed["id"], "OriginalRepliedMessageSid": pressed["to"]}
    if message.get("reply_to"):
        found["OriginalRepliedMessageSid"] = message["reply_to"]
    context = {"ProfileName": found["ProfileName"], "WaId": found.get("WaId", "")}
    metadata = {"type": "whatsapp", "data": {"context": context}}
    return found | {"ChannelMetadata": json.dumps(metadata)}


def attached(world: World, channel: Channel, sid: str, files: list[dict[str, str]]) -> Form:
    """Where the files are: at Twilio, for who has the account's token."""
    path = f"/{VERSION}/Accounts/{account_of(channel)}/Messages/{sid}/Media"
    params = {}
    for position, file in enumerate(files):
        params[f"MediaUrl{position}"] = f"{world.media.base_url}{path}/{file['id']}"
        params[f"MediaContentType{position}"] = file["mime_type"]
    return params


def country(number: str) -> str:
    """The country of a number, as far as the demo's countries go."""
    return next((code for prefix, code in COUNTRIES.items() if number.startswith(prefix)), "")
