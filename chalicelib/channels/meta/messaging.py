"""Webhooks of Messenger and Instagram → facts: both speak the same language.

    {"object": "page", "entry": [{"id": "<page>", "time": 1760000000000, "messaging": [
      {"sender": {"id": "<customer>"}, "recipient": {"id": "<page>"}, "timestamp": 1760000000000,
       "message": {"mid": "m_…", "text": "Do you ship to Norway?"}}]}]}

Meta docs: Messenger Platform, "Webhook events"; Instagram Platform, "Webhooks". `standby` holds
what is said while another app has the conversation, `changes` the dashboard's test calls. An event
has one key that says what it is; times are in milliseconds, mostly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Answer, Fact, ignored
from chalicelib.channels.meta.attached import attachment
from chalicelib.channels.meta.reading import Json, entries, known, moment, or_ignored, plain
from chalicelib.channels.payload import ident, listing, mapping, text

About = dict[str, Any]
EMOJI = {
    "smile": "😆",
    "laugh": "😆",
    "angry": "😠",
    "sad": "😢",
    "wow": "😮",
    "love": "❤️",
    "like": "👍",
    "dislike": "👎",
}
"""What stands for a reaction that is named and not shown."""


def parse(request: HookRequest, of: str) -> list[Fact]:
    """Every fact in a call about `of` ("page", "instagram"), in Meta's order. Raises Invalid when
    it is no JSON object."""
    facts: list[Fact] = []
    for entry in entries(request, of):
        facts += [_event(mapping(given)) for given in listing(entry.get("messaging"))]
        facts += [_overheard(mapping(given)) for given in listing(entry.get("standby"))]
        facts += _changes(entry)
    return or_ignored(facts)


def _changes(entry: Json) -> Iterator[Fact]:
    """Fields of webhooks that come one by one; those about posts and comments are not for us."""
    for given in listing(entry.get("changes")):
        change = mapping(given)
        field, value = text(change.get("field")), mapping(change.get("value"))
        if field == "standby":
            yield _overheard(value)
        elif any(key in value for key in READERS):
            yield _event(value)
        else:
            yield ignored("not about a conversation", details=known(field=field))


def _event(event: Json) -> Fact:
    about = _about(event)
    for key, read in READERS.items():
        given = event.get(key)
        if isinstance(given, dict):
            return read(given, about)
        if given is not None:
            return ignored(f"{key} of another form", **about)
    return ignored("no known event key", **about)


def _overheard(event: Json) -> Fact:
    """What another app's customer said, or did: it is shown to nobody."""
    fact = _event(event)
    if fact.kind == "ignored":
        return fact
    return fact.model_copy(update={"kind": "standby"})


def _about(event: Json) -> About:
    """Who, to whom and when."""
    sender = mapping(event.get("sender"))
    return {
        "sender": ident(sender.get("id")) or ident(sender.get("user_ref")),
        "recipient": ident(mapping(event.get("recipient")).get("id")),
        "at": moment(event.get("timestamp")),
    }


def _message(message: Json, about: About) -> Fact:
    """A message, the company's own (`is_echo`), or that one was taken back (`is_deleted`)."""
    said = text(message.get("text"))
    files = [attachment(mapping(one)) for one in listing(message.get("attachments"))]
    quick = mapping(message.get("quick_reply"))
    payload = text(quick.get("payload")) or None
    reply_to = mapping(message.get("reply_to"))
    own = message.get("is_echo") is True
    mid = ident(message.get("mid"))
    about |= {
        "provider_message_id": mid,
        "direction": "outbound" if own else "inbound",
        "details": known(
            app_id=ident(message.get("app_id")), reply_to_story=mapping(reply_to.get("story"))
        ),
    }
    if message.get("is_deleted") is True:
        return Fact(kind="delete", reply_to=mid, **about)
    if mid is None and (said or files):
        about["provider_message_id"] = _made_up(about, said)
    if about["provider_message_id"] is None or about["sender"] is None:
        return ignored("a message without id or sender", **about)
    if message.get("is_unsupported") is True or not (said or files or payload):
        return _unsupported(about)
    return Fact(
        kind="echo" if own else "message",
        text=said,
        attachments=files,
        reply_to=ident(reply_to.get("mid")),
        answer=Answer(kind="quick_reply", payload=payload) if payload else None,
        referral=plain(mapping(message.get("referral"))) or None,
        ref=ident(message.get("metadata")) if own else None,
        **about,
    )


def _unsupported(about: About) -> Fact:
    if about["direction"] == "outbound":
        return ignored("an echo of an unknown type", **about)
    return Fact(kind="unsupported", reason="of a type that Meta does not hand out", **about)


def _postback(postback: Json, about: About) -> Fact:
    """A button that stands alone: "Get started", a menu's item, a template's."""
    title, payload = text(postback.get("title")), text(postback.get("payload")) or None
    about |= {
        "provider_message_id": ident(postback.get("mid")) or _made_up(about, payload or title),
        "referral": plain(mapping(postback.get("referral"))) or None,
        "answer": Answer(kind="postback", payload=payload),
        "text": title,
    }
    if about["sender"] is None:
        return ignored("a postback without sender", **about)
    return Fact(kind="postback", **about)


def _reaction(reaction: Json, about: About) -> Fact:
    target = ident(reaction.get("mid"))
    if target is None:
        return ignored("a reaction to no message", **about)
    removed = reaction.get("action") == "unreact"
    shown = text(reaction.get("emoji")) or EMOJI.get(text(reaction.get("reaction")), "👍")
    emoji = None if removed else shown
    return Fact(kind="reaction", reply_to=target, emoji=emoji, removed=removed, **about)


def _edit(edit: Json, about: About) -> Fact:
    """A customer changed a message; both of its ids are the message's own."""
    mid = ident(edit.get("mid"))
    if mid is None or not isinstance(edit.get("text"), str):
        return ignored("an edit of no message", **about)
    return Fact(
        kind="edit",
        provider_message_id=mid,
        reply_to=mid,
        text=text(edit["text"]),
        details=known(num_edit=edit.get("num_edit")),
        **about,
    )


def _read(read: Json, about: About) -> Fact:
    """All up to a time (Messenger), or all up to a message (Instagram)."""
    mid = ident(read.get("mid"))
    return Fact(kind="read", provider_message_id=mid, up_to=moment(read.get("watermark")), **about)


def _delivery(delivery: Json, about: About) -> Fact:
    mids = [mid for one in listing(delivery.get("mids")) if (mid := ident(one))]
    return Fact(kind="delivery", ids=mids, up_to=moment(delivery.get("watermark")), **about)


def _optin(optin: Json, about: About) -> Fact:
    about["sender"] = about["sender"] or ident(optin.get("user_ref"))
    return Fact(kind="optin", details=known(**_scalars(optin)), **about)


def _referral(referral: Json, about: About) -> Fact:
    return Fact(kind="referral", referral=plain(referral), **about)


def _handover(event: str) -> Callable[[Json, About], Fact]:
    def read(given: Json, about: About) -> Fact:
        return Fact(kind="handover", details=known(event=event, **_scalars(given)), **about)

    return read


def _account(event: str) -> Callable[[Json, About], Fact]:
    def read(given: Json, about: About) -> Fact:
        details = {"event": event} | known(**_scalars(given))
        return Fact(kind="account_event", details=details, **about)

    return read


def _scalars(given: Json) -> Json:
    """What an object says, without what it holds, nor a name that `details` has a meaning for."""
    flat = {text(key): one for key, one in given.items() if not isinstance(one, dict | list)}
    return {key: one for key, one in flat.items() if key not in {"event", "kind"}}


def _made_up(about: About, said: str) -> str:
    """An id for what Meta gives none: the same for the same event delivered again."""
    at = about["at"].isoformat() if about["at"] else ""
    whole = "\n".join((about["sender"] or "", at, said))
    return f"made:{sha256(whole.encode()).hexdigest()[:32]}"


READERS: dict[str, Callable[[Json, About], Fact]] = {
    "message": _message,
    "postback": _postback,
    "reaction": _reaction,
    "message_edit": _edit,
    "read": _read,
    "delivery": _delivery,
    "optin": _optin,
    "referral": _referral,
    "pass_thread_control": _handover("pass_thread_control"),
    "take_thread_control": _handover("take_thread_control"),
    "request_thread_control": _handover("request_thread_control"),
    "app_roles": _handover("app_roles"),
    "policy-enforcement": _account("policy_enforcement"),
    "policy_enforcement": _account("policy_enforcement"),
    "account_linking": _account("account_linking"),
}
"""What an event is, by the key that holds it."""
