"""Viber's callbacks → facts (Viber docs: "Viber REST API", Callbacks, Receive message from user):

    {"event": "message", "timestamp": 1457764197627, "message_token": 4912661846655238145,
     "sender": {"id": "01234567890A=", "name": "John", "avatar": "https://…"},
     "message": {"type": "text", "text": "a message", "tracking_data": "…"}}

One callback is one event. Tokens are larger than what a float can hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.channels import quick_reply
from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Answer, Attachment, Fact, Kind, Status, ignored
from chalicelib.channels.payload import (
    ident,
    json_object,
    mapping,
    moment,
    number,
    present,
    text,
    whole,
)

Json = dict[str, Any]
MILLISECONDS = 1000
STATUSES: dict[str, Status] = {"delivered": "delivered", "seen": "read", "failed": "failed"}
FILES = {"picture": "image", "gif": "image", "video": "video", "file": "file", "sticker": "sticker"}
SHOWN = {"text", "url", "contact", "location", *FILES}
"""Types of messages whose content reaches us."""


def parse(request: HookRequest) -> list[Fact]:
    """The fact in one callback; Invalid when it is no JSON object."""
    body = json_object(request)
    event = text(body.get("event"))
    read = EVENTS.get(event, _unknown)
    return [read(body, present(provider_message_id=ident(body.get("message_token")), at=_at(body)))]


def _message(body: Json, common: Json) -> Fact:
    sender, message = mapping(body.get("sender")), mapping(body.get("message"))
    id_ = ident(sender.get("id"))
    if not id_ or "provider_message_id" not in common:
        return ignored("not a message", **common)
    kind, said = text(message.get("type")), text(message.get("text"))
    media = text(message.get("media"))
    details = present(
        type=kind,
        tracking_data=text(message.get("tracking_data")),
        caption=said if kind == "url" and media else "",
    )
    who = {"sender": id_, **_profile(sender)}
    if kind not in SHOWN:
        why = "a kind of message that is not known"
        return Fact(kind="unsupported", reason=why, text=said, details=details, **who, **common)
    pressed = quick_reply.decode(said) if kind == "text" else None
    if pressed:
        said = pressed.title
    return Fact(
        kind="message",
        text=(media or said) if kind == "url" else said,
        attachments=_attachments(kind, message),
        answer=Answer(payload=pressed.id) if pressed else None,
        details=details,
        **who,
        **common,
    )


def _attachments(kind: str, message: Json) -> list[Attachment]:
    if kind == "location":
        place = mapping(message.get("location"))
        latitude, longitude = number(place.get("lat")), number(place.get("lon"))
        address = text(place.get("address")) or None
        return [Attachment(type=kind, latitude=latitude, longitude=longitude, address=address)]
    if kind == "contact":
        card = mapping(message.get("contact"))
        phone = ident(card.get("phone_number"))
        name = text(card.get("name")) or None
        return [Attachment(type=kind, name=name, phones=[phone] if phone else None)]
    url = text(message.get("media"))
    sticker = message.get("sticker_id")
    if kind not in FILES or not (url or ident(sticker)):
        return []
    return [
        Attachment(
            type=FILES[kind],
            url=url or None,
            filename=text(message.get("file_name")) or None,
            size=whole(message.get("file_size") or message.get("size")),
            details={"sticker_id": sticker} if ident(sticker) else {},
        )
    ]


def _status(body: Json, common: Json) -> Fact:
    """What became of a message of ours."""
    raw = text(body.get("event"))
    why = text(body.get("desc"))
    return Fact(
        kind="status",
        direction="outbound",
        status=STATUSES[raw],
        status_raw=raw,
        recipient=ident(body.get("user_id")),
        error=why or ("Viber could not deliver it." if raw == "failed" else None),
        **common,
    )


def _subscription(body: Json, common: Json) -> Fact:
    """Somebody opened the chat for the first time, or took part or no part any more."""
    kind: Kind = KINDS[text(body.get("event"))]
    user = mapping(body.get("user"))
    id_ = ident(user.get("id")) or ident(body.get("user_id"))
    if not id_:
        return ignored("nobody is named", **common)
    context = text(body.get("context"))
    return Fact(
        kind=kind,
        sender=id_,
        referral={"context": context} if context else None,
        **_profile(user),
        **common,
    )


KINDS: dict[str, Kind] = {
    "subscribed": "subscribed",
    "unsubscribed": "unsubscribed",
    "conversation_started": "conversation_started",
}


def _check(body: Json, common: Json) -> Fact:
    """The call that Viber makes while a webhook is being set: signed like any other, and answered
    like any other. Captures call it a challenge."""
    called = {"kind": "challenge", "http_status": 200}
    return ignored("a check of the webhook", details=called, **common)


def _unknown(body: Json, common: Json) -> Fact:
    return ignored("unknown event", **common)


EVENTS: dict[str, Callable[[Json, Json], Fact]] = {
    "message": _message,
    **dict.fromkeys(STATUSES, _status),
    **dict.fromkeys(KINDS, _subscription),
    "webhook": _check,
}


def _profile(user: Json) -> Json:
    return {
        "sender_name": text(user.get("name")) or None,
        "avatar_url": text(user.get("avatar")) or None,
    }


def _at(body: Json) -> Any:
    return moment(body.get("timestamp"), MILLISECONDS)
