"""Telegram's updates → facts (Telegram docs: "Bot API", Update, Message):

    {"update_id": 174114370, "message": {"message_id": 41, "date": 1454119029, "text": "Hello",
     "from": {"id": 3527065, "first_name": "Nic"}, "chat": {"id": 3527065, "type": "private"}}}

One call is one update. A message's id means something in its chat alone. Several pictures sent at
once are several messages. A group is known by its chat; with one person alone, the chat has the
person's own number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Answer, Fact, Kind, ignored
from chalicelib.channels.payload import (
    ident,
    json_object,
    listing,
    mapping,
    moment,
    present,
    text,
)
from chalicelib.channels.telegram import content

Json = dict[str, Any]
GONE, THERE = {"kicked", "left"}, {"member", "administrator", "creator"}


def parse(request: HookRequest) -> list[Fact]:
    """The facts of one update; Invalid when it is no JSON object."""
    body = json_object(request)
    number = body.get("update_id")
    update = present(provider_update_id=number if isinstance(number, int) else ident(number))
    for name, read in UPDATES.items():
        if name in body:
            return [
                fact.model_copy(update={"details": update | fact.details})
                for fact in read(mapping(body[name]))
            ]
    return [ignored("no supported update key", details=update)]


def _message(message: Json) -> list[Fact]:
    return [_told(message, "message")]


def _edit(message: Json) -> list[Fact]:
    fact = _told(message, "edit")
    return [fact.model_copy(update={"reply_to": fact.provider_message_id})]


def _told(message: Json, kind: Kind) -> Fact:
    common = _common(message)
    id_ = common.get("provider_message_id")
    if not id_ or not (common["sender"] or common["chat"]):
        return ignored("not a message", **common)
    moved = ident(message.get("migrate_to_chat_id"))
    if moved:
        old = ident(mapping(message.get("chat")).get("id"))
        return Fact(kind="identity_change", new_address=moved, **(common | {"sender": old}))
    if content.SERVICE & message.keys():
        return ignored("a message of the app itself", **common)
    ours = _ours(message)
    if kind == "message" and not content.CONTENT & message.keys():
        kind, common["reason"] = "unsupported", "a kind of message that is not known"
    elif kind == "message" and ours:
        kind = "echo"
    given, argument = content.command(message)
    common["details"] |= present(command=given)
    return Fact(
        kind=kind,
        direction="outbound" if ours else "inbound",
        text=content.words(message),
        attachments=content.attachments(message),
        answer=content.answer(message),
        reply_to=content.reply_to(message),
        forwarded=content.forwarded(message),
        referral={"start": argument} if given == "/start" and argument else None,
        **common,
    )


def _ours(message: Json) -> bool:
    """Whether a business wrote it itself, in a chat with a customer that it lets its bot read: such
    a chat has the customer's number."""
    writer = ident(mapping(message.get("from")).get("id"))
    customer = ident(mapping(message.get("chat")).get("id"))
    connected = ident(message.get("business_connection_id")) is not None
    return connected and writer not in (None, customer)


def _common(message: Json) -> Json:
    """Who, where and when. Posts of channels and of anonymous admins name no person."""
    chat = mapping(message.get("chat"))
    person = mapping(message.get("from"))
    chat_id, sender = ident(chat.get("id")), ident(person.get("id"))
    is_group = chat.get("type") in ("group", "supergroup", "channel")
    details = present(
        conversation_id=chat_id,
        media_group_id=ident(message.get("media_group_id")),
        business_connection_id=ident(message.get("business_connection_id")),
        message_thread_id=ident(message.get("message_thread_id")),
        group_name=text(chat.get("title")),
        username=text(person.get("username")),
    )
    ours = _ours(message)
    return {
        "provider_message_id": ident(message.get("message_id")),
        "sender": sender,
        "recipient": chat_id if ours else None,
        "sender_name": _name(person) or text(message.get("author_signature")) or None,
        "chat": chat_id if is_group or sender != chat_id else None,
        "is_group": is_group,
        "at": moment(message.get("date")),
        "details": details,
    }


def _name(person: Json) -> str | None:
    names = (text(person.get("first_name")), text(person.get("last_name")))
    return " ".join(one for one in names if one) or None


def _pressed(query: Json) -> list[Fact]:
    """A button below a message. What the customer read on it stands in the message's keyboard."""
    id_, person = ident(query.get("id")), mapping(query.get("from"))
    sender = ident(person.get("id"))
    if not id_ or not sender:
        return [ignored("not a message")]
    message = mapping(query.get("message"))
    place = _common(message | {"from": person})
    data = text(query.get("data"))
    return [
        Fact(
            kind="postback",
            provider_message_id=id_,
            sender=sender,
            sender_name=_name(person),
            chat=place["chat"] if message else None,
            is_group=place["is_group"],
            text=_title(message, data),
            answer=Answer(payload=data or text(query.get("game_short_name"))),
            reply_to=ident(message.get("message_id")),
            details=place["details"],
        )
    ]


def _title(message: Json, data: str) -> str:
    rows = listing(mapping(message.get("reply_markup")).get("inline_keyboard"))
    buttons = [mapping(one) for row in rows for one in listing(row)]
    titles = [text(one.get("text")) for one in buttons if one.get("callback_data") == data]
    return titles[0] if titles and data else ""


def _reaction(change: Json) -> list[Fact]:
    """The reactions before and after; a person has one, unless they pay for more."""
    person = mapping(change.get("user")) or mapping(change.get("actor_chat"))
    common = _common(change | {"from": person})
    old, new = (_emojis(change.get(name)) for name in ("old_reaction", "new_reaction"))
    fresh, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    if not common["sender"] or not (fresh or gone):
        return [ignored("not an emoji", **common)]
    common["reply_to"] = common.pop("provider_message_id")
    return [Fact(kind="reaction", emoji=(fresh or gone)[-1], removed=not fresh, **common)]


def _emojis(reactions: Any) -> list[str]:
    return [
        text(one.get("emoji"))
        for one in map(mapping, listing(reactions))
        if one.get("type") == "emoji" and text(one.get("emoji"))
    ]


def _membership(change: Json) -> list[Fact]:
    """The bot itself was blocked or started by a person; of groups nothing follows."""
    common = _common(change)
    state = text(mapping(change.get("new_chat_member")).get("status"))
    kind: Kind | None = None
    if not common["is_group"] and common["sender"]:
        kind = "unsubscribed" if state in GONE else "subscribed" if state in THERE else None
    return [Fact(kind=kind, **common) if kind else ignored("of a group", **common)]


def _deleted(change: Json) -> list[Fact]:
    """Messages that vanished from a business's chat; who took them back is not said."""
    chat = ident(mapping(change.get("chat")).get("id"))
    common = _common(change | {"from": {"id": chat}} if chat else change)
    ids = [ident(one) for one in listing(change.get("message_ids"))]
    return [
        Fact(kind="delete", **(common | {"reply_to": one, "provider_message_id": None}))
        for one in ids
        if one
    ] or [ignored("nothing was deleted", **common)]


def _connection(connection: Json) -> list[Fact]:
    """A business lets its bot answer in its chats, or no longer does."""
    person = mapping(connection.get("user"))
    details = present(business_connection_id=ident(connection.get("id")))
    enabled = connection.get("is_enabled")
    return [
        Fact(
            kind="account_event",
            sender=ident(person.get("id")),
            sender_name=_name(person),
            at=moment(connection.get("date")),
            details=details | ({"is_enabled": enabled} if isinstance(enabled, bool) else {}),
        )
    ]


def _nothing(content: Json) -> list[Fact]:
    return [ignored("not a message")]


UPDATES: dict[str, Callable[[Json], list[Fact]]] = {
    "message": _message,
    "edited_message": _edit,
    "channel_post": _message,
    "edited_channel_post": _edit,
    "business_connection": _connection,
    "business_message": _message,
    "edited_business_message": _edit,
    "deleted_business_messages": _deleted,
    "callback_query": _pressed,
    "message_reaction": _reaction,
    "my_chat_member": _membership,
    **dict.fromkeys(
        (
            "message_reaction_count",
            "inline_query",
            "chosen_inline_result",
            "shipping_query",
            "pre_checkout_query",
            "purchased_paid_media",
            "poll",
            "poll_answer",
            "chat_member",
            "chat_join_request",
            "chat_boost",
            "removed_chat_boost",
        ),
        _nothing,
    ),
}
"""Every update that is documented; one that is not is told apart in the counts."""
