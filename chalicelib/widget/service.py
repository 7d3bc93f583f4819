"""Visitors: sessions, their messages, their own thread."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from chalicelib.accounts import service as accounts
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import lead_name
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.conversations.views import PUBLIC
from chalicelib.runtime import tokens
from chalicelib.runtime.errors import Forbidden, NotFound, Unauthorized
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.tokens import Visitor

KIND = "webchat"
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


def receive(visitor: Visitor, text: str, client_id: str, at: datetime) -> Entry:
    """Store a visitor's message (CH-01)."""
    channel = channels.find(visitor.channel_id)
    message = conversations.Received(
        channel,
        visitor.contact_id,
        text,
        dedup=f"{visitor.contact_id}#{client_id}",
        client_id=client_id,
        contact_id=visitor.contact_id,
    )
    return conversations.receive(message, at)


def own_conversation(visitor: Visitor) -> Conversation | None:
    """The visitor's conversation, if they ever wrote."""
    thread = contacts.thread(visitor.account_id, KIND, visitor.contact_id, visitor.channel_id)
    return conversations.load(visitor.account_id, thread) if thread else None


def timeline(
    head: Conversation, before: int | None, after: int | None, limit: int
) -> tuple[list[Entry], int | None]:
    """What a visitor may see of a page of the thread, and the seq to go on before."""
    seen: list[Entry] = []
    for _ in range(PAGES_AT_MOST):
        page = conversations.timeline(head.account_id, head.id, before, after, limit)
        seen = _joined(seen, [entry for entry in page if entry.type in PUBLIC], after)
        done = len(page) < limit or len(seen) >= limit
        if after is not None:
            after = page[-1].seq if page else after
            if done:
                return seen, None
        else:
            before = page[0].seq if page else 1
            if done or before <= 1:
                return seen, before if before > 1 else None
    return seen, before


def _joined(seen: list[Entry], page: list[Entry], after: int | None) -> list[Entry]:
    return seen + page if after is not None else page + seen
