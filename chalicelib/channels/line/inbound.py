"""LINE's webhook events → facts (LINE docs: "Messaging API reference", Webhook Event Objects):

    {"destination": "U123", "events": [{"type": "message", "mode": "active",
      "timestamp": 1462629479859, "source": {"type": "user", "userId": "U206d…"},
      "webhookEventId": "01FZ…", "deliveryContext": {"isRedelivery": false},
      "message": {"id": "325708", "type": "text", "text": "Hello, world"}}]}

No events at all is what the console's verify button sends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from chalicelib.channels import quick_reply
from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Answer, Attachment, Fact, ignored
from chalicelib.channels.payload import (
    ident,
    json_object,
    listing,
    mapping,
    moment,
    number,
    present,
    text,
    whole,
)

Json = dict[str, Any]
MILLISECONDS = 1000
FILES = {"image", "video", "audio", "file"}
SHOWN = {"text", "location", "sticker", *FILES}


def parse(request: HookRequest) -> list[Fact]:
    """The facts in one call, in order; Invalid when it is no JSON object."""
    body = json_object(request)
    us = ident(body.get("destination"))
    facts = [_event(mapping(event), us) for event in listing(body.get("events"))]
    return facts or [ignored("no events")]


def _event(event: Json, us: str | None) -> Fact:
    kind = text(event.get("type"))
    common = _common(event, kind, us)
    if event.get("mode") == "standby":
        return Fact(kind="standby", **common)
    read = EVENTS.get(kind)
    if read is None or not (common["sender"] or common["chat"]):
        return ignored("not a message", **common)
    return read(event, common)


def _common(event: Json, kind: str, us: str | None) -> Json:
    source = mapping(event.get("source"))
    chat = ident(source.get("groupId")) or ident(source.get("roomId"))
    again = mapping(event.get("deliveryContext")).get("isRedelivery")
    details = present(type=kind, webhook_event_id=ident(event.get("webhookEventId")))
    return {
        "sender": ident(source.get("userId")),
        "recipient": us,
        "chat": chat,
        "is_group": chat is not None,
        "at": moment(event.get("timestamp"), MILLISECONDS),
        "details": details | ({"redelivery": again} if isinstance(again, bool) else {}),
    }


def _message(event: Json, common: Json) -> Fact:
    message = mapping(event.get("message"))
    id_, kind = ident(message.get("id")), text(message.get("type"))
    if not id_:
        return ignored("not a message", **common)
    common |= {"provider_message_id": id_, "reply_to": ident(message.get("quotedMessageId"))}
    if kind not in SHOWN:
        return Fact(kind="unsupported", reason="a kind of message that is not known", **common)
    return Fact(
        kind="message",
        text=text(message.get("text")) if kind == "text" else "",
        attachments=_attachments(kind, id_, message),
        **common,
    )


def _attachments(kind: str, id_: str, message: Json) -> list[Attachment]:
    if kind == "location":
        return [
            Attachment(
                type=kind,
                latitude=number(message.get("latitude")),
                longitude=number(message.get("longitude")),
                name=text(message.get("title")) or None,
                address=text(message.get("address")) or None,
            )
        ]
    if kind == "sticker":
        details = present(
            package_id=ident(message.get("packageId")), sticker_id=ident(message.get("stickerId"))
        )
        return [Attachment(type=kind, details=details)]
    if kind not in FILES:
        return []
    elsewhere = text(mapping(message.get("contentProvider")).get("originalContentUrl")) or None
    return [
        Attachment(
            type=kind,
            id=id_,
            url=elsewhere,
            details={"external": True} if elsewhere else {},
            filename=text(message.get("fileName")) or None,
            size=whole(message.get("fileSize")),
        )
    ]


def _postback(event: Json, common: Json) -> Fact:
    """A pressed button, or a date that was picked. Our own buttons carry what the customer read."""
    postback = mapping(event.get("postback"))
    data = text(postback.get("data"))
    picked = [text(one) for one in mapping(postback.get("params")).values()]
    pressed = quick_reply.decode(data)
    return Fact(
        kind="postback",
        provider_message_id=_event_id(event, common, data),
        text=pressed.title if pressed else " ".join(one for one in picked if one),
        answer=Answer(kind="postback", payload=pressed.id if pressed else data),
        **common,
    )


def _event_id(event: Json, common: Json, data: str) -> str:
    """What LINE calls the event; for one without a name, one that it has on redelivery too."""
    known = ident(event.get("webhookEventId")) or ident(event.get("replyToken"))
    content = (common["chat"], common["sender"], common["at"], data)
    return known or hashlib.sha256(repr(content).encode()).hexdigest()


def _unsend(event: Json, common: Json) -> Fact:
    gone = ident(mapping(event.get("unsend")).get("messageId"))
    return Fact(kind="delete", reply_to=gone, **common) if gone else ignored("nothing", **common)


def _follow(event: Json, common: Json) -> Fact:
    return Fact(kind="subscribed", **common)


def _unfollow(event: Json, common: Json) -> Fact:
    return Fact(kind="unsubscribed", **common)


EVENTS: dict[str, Callable[[Json, Json], Fact]] = {
    "message": _message,
    "postback": _postback,
    "unsend": _unsend,
    "follow": _follow,
    "unfollow": _unfollow,
}
"""The rest (joining, leaving, beacons, account links, watched videos, memberships, devices …) is
told to us and asks for nothing."""
