"""X's events → facts.

The X Activity API (X docs: "X Activity API event payload examples"):
    {"data": {"event_type": "dm.received", "filter": {"user_id": "1"}, "payload": {
        "direct_message_events": [{"type": "message_create", "id": "9", "created_timestamp": "…",
            "message_create": {"sender_id": "2", "target": {"recipient_id": "1"},
                               "message_data": {"text": "Hello"}}}], "users": {…}}}}
The Account Activity API, which it replaces, sends what is in `payload` beside `for_user_id`. Each
person who subscribed gets a delivery of their own, so what we wrote comes back as an echo.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Answer, Fact, ignored
from chalicelib.channels.payload import ident, json_object, listing, mapping, moment, present, text
from chalicelib.channels.x.media import attachments

ENCRYPTED = {"chat.received", "chat.sent"}
MILLISECONDS = 1000


def parse(request: HookRequest) -> list[Fact]:
    """The facts in one delivery; Invalid when it is no JSON object."""
    body = json_object(request)
    data = mapping(body.get("data"))
    if not data:
        return _events(body, ident(body.get("for_user_id")))
    event, us = text(data.get("event_type")), ident(mapping(data.get("filter")).get("user_id"))
    payload = mapping(data.get("payload"))
    if event in ENCRYPTED:
        return [_encrypted(payload, us)]
    if event.startswith("dm."):
        return _events(payload, us) if "id" not in payload else [_flat(payload, us)]
    return [ignored("not a direct message", details=present(event=event))]


def _events(body: dict[str, Any], us: str | None) -> list[Fact]:
    users = mapping(body.get("users"))
    facts = [
        one(mapping(event), us, users)
        for name, one in LISTS.items()
        for event in listing(body.get(name))
    ]
    return facts or [ignored("not a direct message")]


def _message(event: dict[str, Any], us: str | None, users: dict[str, Any]) -> Fact:
    """One `message_create`; other types of events are not documented."""
    created = mapping(event.get("message_create"))
    data = mapping(created.get("message_data"))
    id_, sender = ident(event.get("id")), ident(created.get("sender_id"))
    if event.get("type") != "message_create" or not id_ or not sender:
        return ignored("not a message")
    pressed = mapping(data.get("quick_reply_response"))
    user = _user(users, sender)
    return _said(
        us,
        provider_message_id=id_,
        sender=sender,
        recipient=ident(mapping(created.get("target")).get("recipient_id")),
        at=moment(event.get("created_timestamp"), MILLISECONDS),
        text=text(data.get("text")),
        attachments=attachments(mapping(data.get("attachment"))),
        sender_name=text(user.get("name")) or None,
        avatar_url=text(user.get("profile_image_url_https") or user.get("profile_image_url"))
        or None,
        answer=Answer(kind="quick_reply", payload=text(pressed.get("metadata")))
        if pressed
        else None,
        referral=_referral(mapping(event.get("initiated_via"))),
    )


def _flat(payload: dict[str, Any], us: str | None) -> Fact:
    """A message as the second version of the API writes it (X docs: "Direct Messages lookup"); its
    files are named only by keys, so they cannot be fetched."""
    id_, sender = ident(payload.get("id")), ident(payload.get("sender_id"))
    if not id_ or not sender:
        return ignored("not a message")
    people = [ident(one) for one in listing(payload.get("participant_ids"))]
    others = [one for one in people if one and one != sender]
    return _said(
        us,
        provider_message_id=id_,
        sender=sender,
        recipient=others[0] if others else (us if us != sender else None),
        at=_iso(payload.get("created_at")),
        text=text(payload.get("text")),
    )


def _said(us: str | None, **fields: Any) -> Fact:
    if fields["sender"] == us:
        return Fact(kind="echo", direction="outbound", **fields)
    return Fact(kind="message", **fields)


def _typing(event: dict[str, Any], us: str | None, users: dict[str, Any]) -> Fact:
    return _signal("typing", event, us)


def _read(event: dict[str, Any], us: str | None, users: dict[str, Any]) -> Fact:
    """Everything up to `last_read_event_id` was read."""
    fact = _signal("read", event, us)
    return fact.model_copy(
        update={
            "provider_message_id": ident(event.get("last_read_event_id")),
            "up_to": fact.at,
        }
    )


def _signal(kind: Any, event: dict[str, Any], us: str | None) -> Fact:
    """What somebody did without words; ours come back too, as outbound ones."""
    sender = ident(event.get("sender_id"))
    if not sender:
        return ignored("nobody is named")
    return Fact(
        kind=kind,
        direction="outbound" if sender == us else "inbound",
        sender=sender,
        recipient=ident(mapping(event.get("target")).get("recipient_id")),
        at=moment(event.get("created_timestamp"), MILLISECONDS),
    )


LISTS: dict[str, Callable[[dict[str, Any], str | None, dict[str, Any]], Fact]] = {
    "direct_message_events": _message,
    "direct_message_indicate_typing_events": _typing,
    "direct_message_mark_read_events": _read,
}


def _encrypted(payload: dict[str, Any], us: str | None) -> Fact:
    """A message of XChat, which only the two people's devices can read."""
    id_, sender = ident(payload.get("id")), ident(payload.get("sender_id"))
    if not id_ or not sender:
        return ignored("not a message")
    people = text(payload.get("conversation_id")).split(":")
    others = [one for one in people if one and one != sender]
    return Fact(
        kind="unsupported",
        reason="end-to-end encrypted chat",
        direction="outbound" if sender == us else "inbound",
        provider_message_id=id_,
        sender=sender,
        recipient=ident(others[0]) if len(others) == 1 else None,
        at=moment(payload.get("created_at_msec"), MILLISECONDS),
    )


def _user(users: dict[str, Any], id_: str) -> dict[str, Any]:
    """The two APIs describe people alike, the newer one below `data`."""
    user = mapping(users.get(id_))
    return mapping(user.get("data")) or user


def _referral(via: dict[str, Any]) -> dict[str, Any] | None:
    """The post or welcome message through which the person began to write."""
    known = present(
        tweet_id=ident(via.get("tweet_id")), welcome_message_id=ident(via.get("welcome_message_id"))
    )
    return known or None


def _iso(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return at if at.tzinfo else None
