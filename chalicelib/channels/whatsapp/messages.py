"""What customers write on WhatsApp, and what the company writes with its own phone → facts.

Meta docs: WhatsApp, "messages webhook reference", "smb_message_echoes webhook reference",
"Edit messages", "Revoke messages", "Reaction messages", "System messages webhook reference" and
"Business-scoped user IDs": where customers hide their number, `from` is absent and `from_user_id`
(`NO.123…`) names them; a `group_id` says that the message was written in a group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from chalicelib.channels.facts import Fact, ignored
from chalicelib.channels.meta.errors import trouble
from chalicelib.channels.meta.reading import Json, flag, known, moment, records
from chalicelib.channels.payload import ident, listing, mapping, text
from chalicelib.channels.whatsapp.content import ACTIONS, Content, content, type_of

IDS = ("wa_id", "user_id", "parent_user_id")
REFERRAL = ("source_type", "source_id", "source_url", "headline", "body", "ctwa_clid")
"""What is kept of the ad through which a customer came; its pictures' addresses soon expire."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is said once for all messages of a change."""

    number: str | None
    """Our phone number's id."""
    contacts: list[Json]
    """Customers' names and ids."""


def envelope(value: Json) -> Envelope:
    """The envelope of a change's value."""
    number = ident(mapping(value.get("metadata")).get("phone_number_id"))
    return Envelope(number, records(value.get("contacts")))


def inbound(given: object, around: Envelope) -> Fact:
    """The fact that one element of `messages` tells."""
    message = mapping(given)
    own = _ids(message, "from", "from_user_id", "from_parent_user_id")
    contact = _contact(own, around.contacts)
    others = _ids(contact, *IDS)
    the_same = not own or set(own) & set(others)
    ids = list(dict.fromkeys([*own, *others])) if the_same else own
    profile = mapping(contact.get("profile"))
    return _fact(
        message,
        "inbound",
        sender=ids[0] if ids else None,
        recipient=around.number,
        sender_name=text(profile.get("name")) or text(profile.get("username")) or None,
        aliases=ids[1:],
    )


def echo(given: object) -> Fact:
    """The fact that one element of `message_echoes` tells: written with the company's own phone."""
    message = mapping(given)
    to = _ids(message, "to", "to_user_id", "to_parent_user_id")
    return _fact(
        message,
        "outbound",
        sender=ident(message.get("from")),
        recipient=to[0] if to else None,
    )


def _fact(message: Json, direction: Literal["inbound", "outbound"], **about: Any) -> Fact:
    kind, id_ = type_of(message), ident(message.get("id"))
    group = ident(message.get("group_id"))
    about |= {
        "provider_message_id": id_,
        "direction": direction,
        "at": moment(message.get("timestamp")),
        "chat": group,
        "is_group": group is not None,
        "details": known(
            type=kind, group_id=group, from_user_id=ident(message.get("from_user_id"))
        ),
    }
    acted = _action(message, kind, about)
    if acted is not None:
        return acted
    if id_ is None or not (about["sender"] or group):
        return ignored("a message without id or sender", **about)
    context = mapping(message.get("context"))
    forwarded = flag(context.get("forwarded")) or flag(context.get("frequently_forwarded"))
    about |= {"reply_to": ident(context.get("id")), "forwarded": forwarded or None}
    said = content(message, kind)
    if said is None:
        return _unsupported(message, about)
    about["details"] |= known(referred_product=mapping(context.get("referred_product")))
    return Fact(
        kind="message" if direction == "inbound" else "echo",
        referral=known(**_pick(mapping(message.get("referral")), REFERRAL)) or None,
        **about,
        **_said(said),
    )


def _action(message: Json, kind: str | None, about: dict[str, Any]) -> Fact | None:
    """What is done to an earlier message or said by WhatsApp itself; None for what is written."""
    given = mapping(message.get(kind or ""))
    if kind == "system":
        return _system(given, about)
    if kind == "request_welcome":
        return Fact(kind="conversation_started", **about)
    if kind not in ACTIONS:
        return None
    target = ident(given.get("message_id")) or ident(given.get("original_message_id"))
    if target is None:
        return ignored(f"{kind} of no message", **about)
    about |= {"reply_to": target}
    if kind == "reaction":
        emoji = text(given.get("emoji")) or None
        return Fact(kind="reaction", emoji=emoji, removed=emoji is None, **about)
    if kind == "revoke":
        return Fact(kind="delete", **about)
    inner = mapping(given.get("message"))
    said = content(inner, type_of(inner))
    if said is None:
        return ignored("an edit to an unknown type", **about)
    return Fact(kind="edit", **about, **_said(said))


def _system(given: Json, about: dict[str, Any]) -> Fact:
    """A customer changed their number, or their id, or their phone."""
    changed = text(given.get("type"))
    ids = _ids(given, "user_id", "parent_user_id")
    number = ident(given.get("wa_id")) or ident(given.get("new_wa_id"))
    before = _ids(given, "previous_user_id", "previous_parent_user_id")
    fresh = [one for one in [number, *ids] if one]
    sender = about.get("sender") or next(iter(before), None)
    aliases = [*about.get("aliases", ()), *before, *fresh[1:]]
    about |= {
        "sender": sender,
        "aliases": list(dict.fromkeys(one for one in aliases if one != sender)),
        "details": about["details"]
        | known(system_type=changed, system_body=text(given.get("body"))),
    }
    return Fact(kind="system", new_address=fresh[0] if fresh else None, **about)


def _unsupported(message: Json, about: dict[str, Any]) -> Fact:
    if about["direction"] == "outbound":
        return ignored("an echo of an unknown type", **about)
    error = trouble(next(iter(listing(message.get("errors"))), None))
    return Fact(
        kind="unsupported",
        reason=error.said or "of a type that WhatsApp does not hand out",
        error_code=None if error.code is None else str(error.code),
        **about,
    )


def _said(said: Content) -> dict[str, Any]:
    return {"text": said.text, "attachments": said.attachments, "answer": said.answer}


def _contact(ids: list[str], contacts: list[Json]) -> Json:
    """The contact that a message's sender is; the only one there is where none has the id."""
    for contact in contacts:
        if set(ids) & set(_ids(contact, *IDS)):
            return contact
    return contacts[0] if len(contacts) == 1 else {}


def _ids(given: Json, *keys: str) -> list[str]:
    """The ids below these keys, each once, in this order."""
    found = (ident(given.get(key)) for key in keys)
    return list(dict.fromkeys(one for one in found if one))


def _pick(given: Json, keys: tuple[str, ...]) -> Json:
    return {key: given[key] for key in keys if key in given}
