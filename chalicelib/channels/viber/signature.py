"""Viber's signature (Viber docs: "Viber REST API", Callbacks): HMAC-SHA256 of the raw body with the
bot's token, in hex."""

from __future__ import annotations

import hashlib
import hmac

from chalicelib.channels.domain import Channel, Credentials, HookRequest


def verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Whether Viber signed the body with the bot's token."""
    token = credentials.get("auth_token", "")
    given = request.headers.get("x-viber-content-signature", "").encode("utf-8", "replace")
    expected = hmac.new(token.encode(), request.body, hashlib.sha256).hexdigest()
    return bool(token) and hmac.compare_digest(expected.encode(), given)
