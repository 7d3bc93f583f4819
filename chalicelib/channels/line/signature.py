"""LINE's signature (LINE docs: "Messaging API reference", Signature validation): HMAC-SHA256 of the
raw body with the channel secret, in base64."""

from __future__ import annotations

import base64
import hashlib
import hmac

from chalicelib.channels.domain import Channel, Credentials, HookRequest


def verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Whether LINE signed the body with the channel secret."""
    secret = credentials.get("channel_secret", "")
    given = request.headers.get("x-line-signature", "").encode("utf-8", "replace")
    digest = hmac.new(secret.encode(), request.body, hashlib.sha256).digest()
    return bool(secret) and hmac.compare_digest(base64.b64encode(digest), given)
