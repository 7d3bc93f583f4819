"""X's signature and its challenge (X docs: "Webhooks quickstart", The CRC check, Securing)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re

from chalicelib.channels.domain import Channel, Credentials, HookAnswer, HookRequest

_TOKEN = re.compile(r"[\w.+/=-]{1,256}", re.ASCII)
"""The answer to a challenge is what a body of the same bytes would be signed with. So nothing is
answered that could be the body of an event."""


def verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Whether X signed the body with the app's consumer secret."""
    secret = credentials.get("consumer_secret", "")
    given = request.headers.get("x-twitter-webhooks-signature", "").encode("utf-8", "replace")
    return bool(secret) and hmac.compare_digest(_sign(request.body, secret).encode(), given)


def challenge(
    request: HookRequest, channel: Channel, credentials: Credentials
) -> HookAnswer | None:
    """Answer X's hourly question whether the webhook is ours."""
    token, secret = request.query.get("crc_token", ""), credentials.get("consumer_secret", "")
    if request.method != "GET" or not secret or not _TOKEN.fullmatch(token):
        return None
    said = json.dumps({"response_token": _sign(token.encode(), secret)})
    return HookAnswer(said, "application/json")


def _sign(message: bytes, secret: str) -> str:
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()
