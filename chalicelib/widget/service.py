"""Visitors: sessions, their messages, their own thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from chalicelib.accounts import service as accounts
from chalicelib.attachments import service as attachments
from chalicelib.attachments.domain import Attachment
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import lead_name
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.routing import service as routing
from chalicelib.routing.domain import Place
from chalicelib.runtime import tokens
from chalicelib.runtime.errors import Forbidden, NotFound, Unauthorized
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.tokens import Visitor
from chalicelib.widget.domain import KIND, is_shown

PAGES_AT_MOST = 5
"""How many pages of a thread one call looks through for entries that a visitor may see."""


def find_widget(widget_id: str) -> Channel:
    """A widget by its id."""
    channel = channels.find(widget_id)
    if channel.kind != KIND:
        raise NotFound("there is no such widget")
    return channel


def start_session(
    widget_id: str, origin: str | None, token: str | None, at: datetime
) -> tuple[Channel, Visitor, str]:
    """A session for a visitor: with an earlier token the same contact again (WID-11)."""
    channel = find_widget(widget_id)
    if not origin_allowed(channel, origin):
        raise Forbidden("this widget is not allowed on this site", origin=origin)
    visitor = _returning(channel, token) or Visitor(channel.account_id, channel.id, new_id("ctc"))
    return channel, visitor, tokens.issue(visitor, at)


def _returning(channel: Channel, token: str | None) -> Visitor | None:
    """Who the earlier token was for; a stale or foreign one starts afresh."""
    if not token:
        return None
    try:
        visitor = tokens.read(token, renewing=True)
    except Unauthorized:
        return None
    return visitor if visitor.channel_id == channel.id else None


def origin_allowed(channel: Channel, origin: str | None) -> bool:
    """Whether the widget may stand on the page that asks; `*` in its settings allows every page."""
    allowed = channel.settings.get("allowed_origins", [])
    if "*" in allowed:
        return True
    host = urlsplit(origin or "").netloc
    return bool(host) and any(host == (urlsplit(a).netloc or a) for a in allowed)


def company(account_id: str) -> str:
    """The company's name, for the widget's header."""
    return accounts.account(account_id).name


def visitor_name(visitor: Visitor) -> str:
    """What a visitor is called until they tell."""
    return lead_name(KIND, visitor.contact_id, visitor.contact_id)


def receive(
    visitor: Visitor,
    text: str,
    attachment_ids: Sequence[str],
    client_id: str,
    at: datetime,
    option_id: str | None = None,
) -> Entry:
    """Store a visitor's message (CH-01). Its files are checked before and become the conversation's
    after, since a first message makes its conversation; should that fail, the widget sends the
    message again, which is then only this."""
    channel = channels.find(visitor.channel_id)
    account, contact = visitor.account_id, visitor.contact_id
    files = attachments.check(account, contact, attachment_ids)
    message = conversations.Received(
        channel,
        contact,
        text,
        dedup=f"{contact}#{client_id}",
        client_id=client_id,
        attachments=[file.attachment.as_data() for file in files],
        contact_id=contact,
        sort={"answer": {"kind": "button", "payload": option_id} if option_id else None},
    )
    entry = conversations.receive(message, at)
    attachments.keep(account, entry.conversation_id, files)
    return entry


def own_conversation(visitor: Visitor) -> Conversation | None:
    """The visitor's conversation, if they ever wrote; what it was merged into, if it was."""
    thread = contacts.thread(visitor.account_id, KIND, visitor.contact_id, visitor.channel_id)
    return conversations.current(visitor.account_id, thread) if thread else None


def place_of(head: Conversation) -> Place | None:
    """Where the visitor stands in the queue (WID-29), as they may be told."""
    return routing.place_of(head)


def mark_read(visitor: Visitor, up_to: int) -> None:
    """Note how far a visitor has read (RT-07); one who never wrote has read nothing."""
    head = own_conversation(visitor)
    if head is not None:
        conversations.customer_read(head.account_id, head.id, up_to)


def offer_attachment(
    visitor: Visitor, name: str, mime_type: str, size: int
) -> tuple[Attachment, dict[str, Any]]:
    """A file that a visitor is about to upload, and the form that takes it."""
    return attachments.offer(visitor.account_id, visitor.contact_id, name, mime_type, size)


def attachment_link(visitor: Visitor, message_id: str, attachment_id: str) -> tuple[str, int]:
    """A link to a file in the visitor's own thread, and for how many seconds it is good."""
    head = own_conversation(visitor)
    for id_ in [head.id, *(ref.id for ref in head.merged)] if head else []:
        message = conversations.load_entry_by_id(visitor.account_id, id_, message_id)
        if message is not None and is_shown(message):
            return conversations.link_of(message, attachment_id)
    raise NotFound("there is no such file")


def timeline(
    head: Conversation, before: str | None, after: int | None, limit: int
) -> tuple[list[Entry], str | None]:
    """What a visitor may see of a page of the thread, and where to go on: the cursor of the page
    before, or for `after` the seq to go on after."""
    seen: list[Entry] = []
    for _ in range(PAGES_AT_MOST):
        page = conversations.page_of(head, before, after, None, limit)
        shown = [entry for entry in page.entries if is_shown(entry)]
        if after is None:
            seen = shown + seen
            before = page.before
            if before is None or len(seen) >= limit:
                return seen, before
        else:
            seen += shown
            if len(page.entries) < limit:
                return seen, None
            after = page.entries[-1].seq
            if len(seen) >= limit:
                return seen, str(after)
    return seen, before if after is None else str(after)
