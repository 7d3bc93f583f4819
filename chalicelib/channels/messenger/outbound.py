"""Sending as a Facebook page, and connecting one (Meta docs: Messenger Platform, "Send API",
"Page subscribed apps")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.channels.domain import Act, Channel, Credentials, OutgoingMessage, SendError
from chalicelib.channels.meta import graph, profiles, sending
from chalicelib.channels.payload import ident, text

EVENTS = (
    "messages",
    "message_echoes",
    "message_edits",
    "message_reactions",
    "message_deliveries",
    "message_reads",
    "messaging_postbacks",
    "messaging_optins",
    "messaging_referrals",
    "messaging_handovers",
    "messaging_policy_enforcement",
    "standby",
)


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Hand one part over; answers Messenger's id for it. Our `ref` comes back in the echo."""
    posted = sending.body(message)
    if message.ref:
        posted["message"]["metadata"] = message.ref
    if message.reply_to:
        posted["reply_to"] = {"mid": message.reply_to}
    return sending.post(f"{channel.address}/messages", posted, credentials)


def act(action: Act, channel: Channel, credentials: Credentials) -> None:
    """React to a message with any emoji, or take the reaction back."""
    posted = sending.reaction(action, action.emoji)
    graph.post(f"{channel.address}/messages", credentials, posted)


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove that the token is this page's, and subscribe the app to the page. The webhook's URL
    itself belongs to the app and is set in its dashboard: a page's token cannot."""
    page = graph.get("me", credentials, {"fields": "id,name"})
    found, called = ident(page.get("id")), text(page.get("name"))
    if found != channel.address:
        raise SendError(f"This access token belongs to {called or 'another page'} ({found}).")
    graph.post(f"{found}/subscribed_apps", credentials, {"subscribed_fields": ",".join(EVENTS)})
    return {"recipient": found, "page_name": called}


def profile(customer: str, channel: Channel, credentials: Credentials) -> Mapping[str, str]:
    """A customer's `sender_name` and `avatar_url`, as far as Meta tells them."""
    return profiles.profile(customer, credentials, "graph")
