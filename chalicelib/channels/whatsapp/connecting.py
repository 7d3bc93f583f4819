"""Connecting a number, and where customers' files are (Meta docs: WhatsApp, "Webhook overrides",
"Business phone numbers", "Media")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from chalicelib.channels.domain import Channel, Credentials, SendError
from chalicelib.channels.http import base_url
from chalicelib.channels.meta import graph
from chalicelib.channels.payload import text

HOSTS = ("fbsbx.com", "facebook.com", "fbcdn.net", "whatsapp.net")
"""Meta's own, to which the token may go."""


def register(channel: Channel, credentials: Credentials, webhook_url: str) -> Mapping[str, Any]:
    """Prove token, app secret and ids, and send this number's webhooks to `webhook_url`.

    A number's own URL counts before its account's, so that each number of an account can be a
    channel; the account's is what the other fields go to. Meta calls the URL with its challenge
    before it answers: the channel must be stored by then. Answers `recipient`, by which webhooks
    name the number, and what WhatsApp calls it.
    """
    number, account = channel.settings["phone_number_id"], channel.settings["waba_id"]
    found = graph.get(number, credentials, {"fields": "display_phone_number,verified_name"})
    override = {
        "override_callback_uri": webhook_url,
        "verify_token": channel.settings["verify_token"],
    }
    graph.post(f"{account}/subscribed_apps", credentials, override)
    graph.post(number, credentials, {"webhook_configuration": override})
    return {
        "recipient": number,
        "display_phone_number": text(found.get("display_phone_number")),
        "verified_name": text(found.get("verified_name")),
    }


def fetch(media: str, channel: Channel, credentials: Credentials) -> tuple[str, Mapping[str, str]]:
    """Where a file is, by its id or by an address from a webhook, and with which headers. Its
    address lives for five minutes; the token goes to no host but Meta's."""
    url = media
    if "://" not in media:
        number = channel.settings["phone_number_id"]
        found = graph.get(media, credentials, {"phone_number_id": number})
        url = text(found.get("url"))
        if not url:
            raise SendError("WhatsApp does not have the file any more.")
    return url, graph.bearer(credentials) if _is_metas(url) else {}


def _is_metas(url: str) -> bool:
    try:
        own, given = urlsplit(base_url("graph", graph.HOSTS["graph"])), urlsplit(url)
        host = given.hostname or ""
    except ValueError:  # no URL at all
        return False
    if (given.scheme, given.netloc) == (own.scheme, own.netloc):
        return True
    known = any(host == one or host.endswith(f".{one}") for one in HOSTS)
    return given.scheme == "https" and known
