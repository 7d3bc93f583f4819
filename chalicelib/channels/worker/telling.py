"""What each kind of fact does to conversations and contacts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from chalicelib.attachments import service as attachments
from chalicelib.channels import media, service
from chalicelib.channels.domain import Channel
from chalicelib.channels.facts import SAID, Attachment, Fact
from chalicelib.channels.registry import provider_of
from chalicelib.channels.worker import mailing
from chalicelib.contacts import service as contacts
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Entry, Person
from chalicelib.runtime.logging import count
from chalicelib.runtime.secrets import read_credentials

Files = Sequence[tuple[Attachment, bytes]]


def tell(
    channel: Channel, fact: Fact, at: datetime, last_try: bool, files: Files | None = None
) -> None:
    """Do what a fact says. Raises what another delivery may cure, until the `last_try`. `files`
    are at hand already where they came with the message, as in mail."""
    said = fact.kind in SAID or fact.kind == "auto_reply"
    if said and fact.direction == "inbound":
        _said(channel, fact, at, last_try, files)
    elif fact.kind in _TELL:
        _TELL[fact.kind](channel, fact, at, last_try)
    else:
        count("FactIgnored")


def _said(channel: Channel, fact: Fact, at: datetime, last_try: bool, files: Files | None) -> None:
    account, key = channel.account_id, _key(channel, fact, fact.provider_message_id)
    seen = conversations.find_received(account, channel.id, key) if fact.attachments else None
    if seen is None or files is not None:
        found = _media(channel, fact, key, last_try, files)
    else:
        found = media.again(channel, seen.data["attachments"])
    received = _received(channel, _introduced(channel, fact), key, found.shown)
    if fact.mail:
        received = mailing.about(received, fact)
    entry = seen or conversations.receive(received, at)
    attachments.keep(account, entry.conversation_id, found.stored)
    if fact.mail:
        mailing.keep(entry, fact)


def _introduced(channel: Channel, fact: Fact) -> Fact:
    """With the name that the provider knows, when somebody writes for the first time."""
    provider = provider_of(channel.kind)
    if fact.sender_name or provider.profile is None or fact.sender is None:
        return fact
    space = service.space_of(channel.kind)
    if contacts.known_on(channel.account_id, space, _address(channel, fact)).contact:
        return fact
    credentials = read_credentials(channel.account_id, channel.id)
    return fact.model_copy(update=dict(provider.profile(fact.sender, channel, credentials)))


def _media(
    channel: Channel, fact: Fact, key: str, last_try: bool, files: Files | None
) -> media.Media:
    scope = f"{channel.id}#{key}"
    if files is not None:
        return media.given(channel, files, scope, last_try)
    if not fact.attachments:
        return media.Media((), ())
    provider = provider_of(channel.kind)
    credentials = read_credentials(channel.account_id, channel.id)
    return media.collect(provider, channel, credentials, fact.attachments, scope, last_try)


def _received(
    channel: Channel, fact: Fact, key: str, shown: Sequence[dict[str, Any]]
) -> conversations.Received:
    normal = provider_of(channel.kind).normal
    sender = normal(fact.sender) if fact.sender else ""
    in_group = fact.is_group and fact.chat is not None
    author = Person(sender, fact.sender_name or sender) if in_group else None
    return conversations.Received(
        channel,
        _address(channel, fact),
        fact.text,
        dedup=key,
        attachments=shown,
        name=_group_name(channel, fact) if in_group else fact.sender_name,
        avatar_url=None if in_group else fact.avatar_url,
        aliases=() if in_group else tuple(normal(alias) for alias in fact.aliases),
        author=author,
        heard_at=fact.at,
        opted_out={"opt_out": True, "opt_in": False}.get(fact.consent or ""),
        reply_to=_key(channel, fact, fact.reply_to) if fact.reply_to else None,
        sort={
            "answer": fact.answer.model_dump() if fact.answer else None,
            "unsupported": fact.kind == "unsupported",
            "forwarded": fact.forwarded,
            "referral": fact.referral,
        },
    )


def _group_name(channel: Channel, fact: Fact) -> str:
    title = fact.details.get("group_name")
    return str(title) if title else f"Group on {channel.name}"


def _address(channel: Channel, fact: Fact) -> str:
    """Where answers go: the group or business chat, else the person."""
    return provider_of(channel.kind).normal(fact.chat or fact.sender or "")


def _key(channel: Channel, fact: Fact, id_: str | None) -> str:
    """A provider's id for a message, unique within the channel."""
    if not provider_of(channel.kind).ids_per_chat:
        return id_ or ""
    return f"{_address(channel, fact)}:{id_}"


def _status(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    key = _key(channel, fact, fact.provider_message_id)
    message = conversations.find_sent(channel.account_id, channel.id, key, fact.ref)
    if message is None or message.data["channel_id"] != channel.id:
        if not last_try:
            raise LookupError("a report on a message that is not stored yet")
        count("ReportUnmatched")
        return
    if fact.status:
        conversations.report_delivery(message, fact.status, fact.error, at)
    if fact.consent:
        _opt(channel, fact, at, last_try)


def _bounced(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    """A mail of ours came back, as a mail."""
    message = mailing.answered(channel, fact)
    if message is None or message.type != "message.sent":
        count("ReportUnmatched")
        return
    why = fact.error or "The mail came back: it could not be delivered."
    conversations.report_delivery(message, "failed", why, at)


def _up_to(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    """Delivered or read up to a time, or the messages that are named."""
    status = "read" if fact.kind == "read" else "delivered"
    for id_ in fact.ids or [one for one in [fact.provider_message_id] if one and not fact.up_to]:
        key = _key(channel, fact, id_)
        message = conversations.find_sent(channel.account_id, channel.id, key, None)
        if message is not None:
            conversations.report_delivery(message, status, None, at)
    if fact.up_to is None or fact.ids:
        return
    space = service.space_of(channel.kind)
    address = _address(channel, fact)
    thread = contacts.thread(channel.account_id, space, address, channel.thread)
    if thread:
        conversations.report_up_to(channel.account_id, thread, channel.id, status, fact.up_to, at)


def _reacted(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    if fact.direction == "outbound":
        count("FactIgnored")  # from a phone of ours
        return
    message = _referred(channel, fact, ours=True)
    if message is None:
        _missed(last_try)
        return
    who = None
    if fact.is_group and fact.sender:
        who = Person(fact.sender, fact.sender_name or fact.sender)
    conversations.customer_reacted(message, who, None if fact.removed else fact.emoji, at)


def _edited(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    if fact.direction == "outbound":
        count("FactIgnored")
        return
    message = _referred(channel, fact, ours=False)
    if message is None:
        _missed(last_try)
        return
    if fact.kind == "edit":
        conversations.customer_edited(message, fact.text, at)
    else:
        conversations.customer_deleted(message, at)


def _referred(channel: Channel, fact: Fact, ours: bool) -> Entry | None:
    """The message that a fact is about; edits name it by the id that the message itself had."""
    key = _key(channel, fact, fact.reply_to or fact.provider_message_id)
    found = conversations.find_received(channel.account_id, channel.id, key)
    if found is None and ours:
        found = conversations.find_sent(channel.account_id, channel.id, key, None)
    return found


def _missed(last_try: bool) -> None:
    if not last_try:
        raise LookupError("it is about a message that is not stored yet")
    count("FactUnmatched")


_WANTS = {
    "opt_out": False,
    "unsubscribed": False,
    "complaint": False,
    "opt_in": True,
    "subscribed": True,
}


def _opt(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    wants = _WANTS.get(fact.consent or fact.kind)
    out = None if wants is None else not wants
    about_ours = fact.kind in {"status", "complaint"}
    person = fact.recipient if about_ours else fact.chat or fact.sender
    if out is None or not person:
        count("FactIgnored")
        return
    address = provider_of(channel.kind).normal(person)
    space = service.space_of(channel.kind)
    account, thread = channel.account_id, channel.thread
    if fact.consent_scope == "marketing":
        contacts.opt(account, space, address, thread, out, "marketing")
        return
    conversations.customer_opted(account, channel.id, space, thread, address, out, at)


def _moved(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    if not (fact.new_address and fact.sender):
        count("FactIgnored")
        return
    normal, space = provider_of(channel.kind).normal, service.space_of(channel.kind)
    before, after = normal(fact.sender), normal(fact.new_address)
    conversations.customer_moved(channel.account_id, channel.id, space, before, after, at)


def _account_event(channel: Channel, fact: Fact, at: datetime, last_try: bool) -> None:
    if "template" in str(fact.details.get("field", "")):
        service.templates.refresh(channel, at)
    else:
        count("FactIgnored")


_TELL: dict[str, Callable[[Channel, Fact, datetime, bool], None]] = {
    "status": _status,
    "delivery": _up_to,
    "read": _up_to,
    "reaction": _reacted,
    "edit": _edited,
    "delete": _edited,
    "bounce": _bounced,
    "complaint": _opt,
    "preference": _opt,
    "subscribed": _opt,
    "unsubscribed": _opt,
    "identity_change": _moved,
    "system": _moved,
    "account_event": _account_event,
}
