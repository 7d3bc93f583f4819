"""What a WhatsApp message says, by its type: text, files, places, cards, answers.

A message (Meta docs: WhatsApp, "messages webhook reference") names its type, and holds an object
of that name:
    {"from": "4791234567", "id": "wamid.…", "timestamp": "1697043379", "type": "image",
     "image": {"id": "65463453", "mime_type": "image/jpeg", "sha256": "…", "caption": "…"}}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from chalicelib.channels.facts import Answer, Attachment
from chalicelib.channels.meta.reading import Json, flag, known, plain, records
from chalicelib.channels.payload import ident, mapping, number, text

ACTIONS = ("reaction", "revoke", "edit", "system")
"""Types that say nothing by themselves: messages.py reads them."""
CARD_NAME = re.compile(r"^FN(?:;[^:\r\n]*)?:(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Content:
    """What is said in one message."""

    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    answer: Answer | None = None


def type_of(message: Json) -> str | None:
    """The message's type; where it names none, the type whose object it holds."""
    known_kinds = (*READERS, *ACTIONS)
    return ident(message.get("type")) or next((one for one in known_kinds if one in message), None)


def content(message: Json, kind: str | None) -> Content | None:
    """What is said; None when the type is unknown or its object is not as documented."""
    read = READERS.get(kind or "")
    given = message.get(kind or "")
    return read(given) if read and given else None


def _text(value: object) -> Content | None:
    body = mapping(value).get("body")
    return Content(text(body)) if isinstance(body, str) else None


def _file(kind: str, voice: bool | None = None) -> Callable[[object], Content | None]:
    def read(value: object) -> Content | None:
        given = mapping(value)
        media, url = ident(given.get("id")), text(given.get("url")) or None
        if not (media or url):
            return None
        file = Attachment(
            type=kind,
            id=media,
            url=url,
            mime_type=text(given.get("mime_type")) or None,
            filename=text(given.get("filename")) or None,
            voice=flag(given.get("voice")) if voice is None else voice,
            animated=flag(given.get("animated")),
        )
        return Content(text(given.get("caption")), [file])

    return read


def _place(value: object) -> Content | None:
    given = mapping(value)
    latitude, longitude = number(given.get("latitude")), number(given.get("longitude"))
    if latitude is None or longitude is None:
        return None
    place = Attachment(
        type="location",
        latitude=latitude,
        longitude=longitude,
        name=text(given.get("name")) or None,
        address=text(given.get("address")) or None,
        details=known(url=text(given.get("url"))),
    )
    return Content(attachments=[place])


def _cards(value: object) -> Content | None:
    cards = [_card(one) for one in records(value)]
    return Content(attachments=cards) if cards else None


def _card(card: Json) -> Attachment:
    named = mapping(card.get("name"))
    parts = (text(named.get("first_name")), text(named.get("last_name")))
    written = CARD_NAME.search(text(card.get("vcard")))
    return Attachment(
        type="contact",
        name=text(named.get("formatted_name"))
        or " ".join(part for part in parts if part)
        or (written[1] if written else None),
        phones=[
            phone
            for one in records(card.get("phones"))
            if (phone := ident(one.get("phone")) or ident(one.get("wa_id")))
        ],
        details=known(emails=[text(one.get("email")) for one in records(card.get("emails"))]),
    )


def _interactive(value: object) -> Content | None:
    """A pressed quick reply, a row picked of a list, a filled-in flow, a yes to a call, a product
    that is asked about."""
    given = mapping(value)
    kind = ident(given.get("type")) or next((one for one in REPLIES if one in given), None)
    if kind is None:
        return None
    reply = given.get(kind)
    if not isinstance(reply, dict):
        asked = text(mapping(given.get("body")).get("text"))
        answer = Answer(kind=kind, payload=_json(given))
        return Content(asked, answer=answer) if asked or "action" in given else None
    if kind == "nfm_reply":
        filled = reply.get("response_json")
        payload = text(filled) if isinstance(filled, str) else _json(filled)
        return Content(text(reply.get("body")), answer=Answer(kind=kind, payload=payload))
    if kind in REPLIES:
        answer = Answer(kind=kind, payload=text(reply.get("id")) or None)
        return Content(text(reply.get("title")), answer=answer)
    return Content(answer=Answer(kind=kind, payload=_json(reply)))


def _button(value: object) -> Content | None:
    """A quick reply of a template."""
    given = mapping(value)
    said, payload = text(given.get("text")), text(given.get("payload")) or None
    if not (said or payload):
        return None
    return Content(said, answer=Answer(kind="button", payload=payload))


def _order(value: object) -> Content | None:
    """What was put into the basket of a catalogue."""
    given = mapping(value)
    if not given:
        return None
    return Content(text(given.get("text")), answer=Answer(kind="order", payload=_json(given)))


def _json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


REPLIES = ("button_reply", "list_reply", "nfm_reply")
READERS: dict[str, Callable[[object], Content | None]] = {
    "text": _text,
    "image": _file("image"),
    "audio": _file("audio"),
    "voice": _file("audio", voice=True),  # the On-Premises API's name for it
    "video": _file("video"),
    "document": _file("document"),
    "sticker": _file("sticker"),
    "location": _place,
    "contacts": _cards,
    "interactive": _interactive,
    "button": _button,
    "order": _order,
}
