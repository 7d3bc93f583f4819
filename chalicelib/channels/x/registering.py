"""Connecting an account (X docs: "Webhooks quickstart", "X Activity API quickstart").

The webhook belongs to the app and is made with the app's own token; a subscription for each type of
event belongs to the account, whose keys sign it. X calls the webhook with a challenge meanwhile.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from chalicelib.channels.domain import Channel, Credentials, SendError
from chalicelib.channels.http import Reply, call
from chalicelib.channels.payload import ident, listing, mapping, text
from chalicelib.channels.x.errors import refused
from chalicelib.channels.x.oauth import api, signed

EVENTS = ("dm.received", "dm.sent", "dm.read", "dm.indicate_typing", "chat.received")
NEEDED = {"dm.received"}
"""Without this one there is no channel; the others are not offered to every app."""


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove the keys, register the webhook and subscribe to the account's messages. Answers the
    account's id and names."""
    account = _data(signed("GET", "/2/users/me", credentials))
    user_id = ident(account.get("id"))
    if not user_id:
        raise SendError("X did not tell whose keys these are.", retryable=True)
    bearer = {"Authorization": f"Bearer {_app_token(credentials)}"}
    webhook_id = _webhook(webhook_url, bearer)
    for event in EVENTS:
        _subscribe(event, user_id, webhook_id, credentials)
    return {
        "user_id": user_id,
        "username": text(account.get("username")),
        "account_name": text(account.get("name")),
        "webhook_id": webhook_id,
    }


def _app_token(credentials: Credentials) -> str:
    names = ("consumer_key", "consumer_secret")
    pair = ":".join(quote(credentials[name], safe="") for name in names)
    basic = base64.b64encode(pair.encode()).decode()
    reply = call(
        "POST",
        api("/oauth2/token"),
        headers={"Authorization": f"Basic {basic}"},
        form={"grant_type": "client_credentials"},
    )
    token = text(reply.body.get("access_token"))
    if not reply.ok or not token:
        raise SendError("X does not accept the API key and secret.", unauthorized=True)
    return token


def _webhook(url: str, bearer: Mapping[str, str]) -> str:
    """The id of the webhook at this URL, made unless it is there; one that X gave up is revived."""
    known = call("GET", api("/2/webhooks"), headers=bearer)
    if not known.ok:
        raise refused(known)
    for one in map(mapping, listing(known.body.get("data"))):
        id_ = ident(one.get("id"))
        if id_ and one.get("url") == url:
            if one.get("valid") is False:
                _data(call("PUT", api(f"/2/webhooks/{quote(id_)}"), headers=bearer))
            return id_
    made = ident(
        _data(call("POST", api("/2/webhooks"), headers=bearer, json_body={"url": url})).get("id")
    )
    if not made:
        raise SendError("X did not register the webhook.", retryable=True)
    return made


def _subscribe(event: str, user_id: str, webhook_id: str, credentials: Credentials) -> None:
    """409 says that the subscription is there already."""
    body = {"event_type": event, "filter": {"user_id": user_id}, "webhook_id": webhook_id}
    reply = signed("POST", "/2/activity/subscriptions", credentials, json_body=body)
    known = reply.status == 409 or "already exists" in str(reply.body).lower()
    if not (reply.ok or known) and event in NEEDED:
        raise refused(reply)


def _data(reply: Reply) -> dict[str, Any]:
    if not reply.ok:
        raise refused(reply)
    return mapping(reply.body.get("data"))
