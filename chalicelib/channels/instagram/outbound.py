"""Sending as an Instagram professional account, and connecting one (Meta docs: Instagram Platform,
"Instagram API with Instagram Login": "Send messages", "Webhooks")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.channels.domain import Act, Channel, Credentials, OutgoingMessage, SendError
from chalicelib.channels.meta import graph, profiles, sending
from chalicelib.channels.payload import ident, text

HEARTS = ("❤️", "❤")
EVENTS = (
    "messages",
    "message_reactions",
    "messaging_postbacks",
    "messaging_seen",
    "messaging_referral",
    "messaging_handover",
    "standby",
)


def send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    """Hand one part over; answers Instagram's id for it."""
    return sending.post("me/messages", sending.body(message), credentials, "instagram")


def act(action: Act, channel: Channel, credentials: Credentials) -> None:
    """Like a message, the one reaction that Instagram takes from companies, or take that back."""
    if action.emoji and action.emoji not in HEARTS:
        raise SendError("Instagram lets companies react with a heart alone.")
    posted = sending.reaction(action, "love" if action.emoji else None)
    graph.post("me/messages", credentials, posted, api="instagram")


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove that the token is this account's, and subscribe the app to it. The webhook's URL itself
    belongs to the app and is set in its dashboard."""
    account = graph.get("me", credentials, {"fields": "user_id,username"}, api="instagram")
    found, called = ident(account.get("user_id")), text(account.get("username"))
    if found != channel.address:
        raise SendError(f"This access token belongs to {called or 'another account'} ({found}).")
    fields = {"subscribed_fields": ",".join(EVENTS)}
    graph.post("me/subscribed_apps", credentials, fields, api="instagram")
    return {"recipient": found, "username": called}


def profile(customer: str, channel: Channel, credentials: Credentials) -> Mapping[str, str]:
    """A customer's `sender_name` and `avatar_url`, as far as Meta tells them."""
    return profiles.profile(customer, credentials, "instagram")
