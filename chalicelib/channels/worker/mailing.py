"""What mail needs besides: it goes on where it refers to, and is kept as it was designed."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.channels.domain import Channel
from chalicelib.channels.email import threading
from chalicelib.channels.facts import Fact, Mail
from chalicelib.channels.registry import provider_of
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Entry, Person
from chalicelib.runtime.settings import settings


def about(received: conversations.Received, fact: Fact) -> conversations.Received:
    """A mail as a message: it goes on in the conversation that it refers to, also when somebody in
    copy wrote it, and otherwise begins a new one (CH-10)."""
    mail = fact.mail
    assert mail is not None
    channel = received.channel
    shown = {
        "subject": mail.subject,
        "from": fact.sender,
        "to": mail.to,
        "cc": mail.cc,
        "verdicts": mail.verdicts,
        "html": mail.html is not None,
        "cut": bool(mail.full_text) and mail.full_text.split() != fact.text.split(),
        "automatic": fact.kind == "auto_reply",
        "message_id": mail.message_id,
        "references": mail.references[-20:],
    }
    received = replace(received, by_reference=True, sort={**received.sort, "mail": shown})
    earlier = answered(channel, fact)
    if earlier is None:
        joins = _numbered(channel, fact, received.address)
        return replace(received, joins=joins)
    head = conversations.current(channel.account_id, earlier.conversation_id)
    route = head.route(channel.id) if head else None
    received = replace(received, joins=earlier.conversation_id)
    if route is None or route.address == received.address:
        return received
    author = Person(received.address, fact.sender_name or received.address)
    return replace(received, address=route.address, author=author, name=None)


def keep(entry: Entry, fact: Fact) -> None:
    """Keep a mail beside its message. A page may show any part that has a Content-ID, also one
    that is sent as a file."""
    mail = fact.mail
    assert mail is not None
    named = ((one.details.get("content_id"), at) for at, one in enumerate(fact.attachments))
    parts = {str(cid): at for cid, at in named if cid}
    source = (settings().mail_bucket, mail.source) if mail.source else None
    conversations.keep_mail(entry, mail.html, mail.full_text, parts, source)


def answered(channel: Channel, fact: Fact) -> Entry | None:
    """The message that a mail answers or speaks of: by its headers, then by our own address."""
    account = channel.account_id
    if fact.reply_to:
        named = conversations.find_sent(account, channel.id, fact.reply_to, None)
        if named:
            return named
    thread = threading.thread_of(fact.mail or Mail(), [fact.recipient or ""])
    for earlier in thread.mails:
        found = conversations.find_received(account, channel.id, earlier.received)
        found = found or conversations.find_sent(account, channel.id, earlier.sent, None)
        if found:
            return found
    for ref in thread.refs:
        found = conversations.find_sent(account, channel.id, "", ref)
        if found and found.data.get("channel_id") == channel.id:
            return found
    return None


def _numbered(channel: Channel, fact: Fact, address: str) -> str | None:
    """The conversation whose number stands in the subject. Anybody can guess a number, so it must
    be with the same sender."""
    assert fact.mail is not None
    normal = provider_of(channel.kind).normal
    for number in threading.thread_of(fact.mail).numbers:
        id_ = conversations.find_number(channel.account_id, number)
        head = conversations.current(channel.account_id, id_) if id_ else None
        route = head.route(channel.id) if head else None
        if head and route and normal(route.address) == address:
            return head.id
    return None
