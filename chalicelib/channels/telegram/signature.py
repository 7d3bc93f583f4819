"""Telegram signs nothing; it repeats the secret that the webhook was set with (Telegram docs: "Bot
API", setWebhook, secret_token)."""

from __future__ import annotations

import hmac

from chalicelib.channels.domain import Channel, Credentials, HookRequest


def verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Whether the call carries the channel's secret."""
    secret = credentials.get("secret_token", "")
    given = request.headers.get("x-telegram-bot-api-secret-token", "")
    return bool(secret) and hmac.compare_digest(secret.encode(), given.encode("utf-8", "replace"))
