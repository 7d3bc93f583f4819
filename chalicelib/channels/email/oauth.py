"""Access tokens for mail servers that take no passwords.

Microsoft Entra and Google alike hand out one for the refresh token that an admin pasted (RFC 6749,
section 6); SMTP takes it by XOAUTH2 (Google docs: "OAuth 2.0 Mechanism", Microsoft docs:
"Authenticate an IMAP, POP or SMTP connection using OAuth").
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from chalicelib.channels.domain import Channel, SendError
from chalicelib.channels.http import base_url, call

TOKEN_URLS = {
    "google": "https://oauth2.googleapis.com/token",
    "microsoft": "https://login.microsoftonline.com/common/oauth2/v2.0/token",
}
BEFORE_EXPIRY = 60.0
"""Seconds: a token is renewed so long before it ends."""

_tokens: dict[str, tuple[float, str]] = {}


def access_token(channel: Channel, credentials: Mapping[str, str]) -> str:
    """A token for the channel's mailbox, kept until it ends; SendError where none is given."""
    key = f"{channel.id}:{credentials['oauth_refresh_token']}"
    until, token = _tokens.get(key, (0.0, ""))
    if until > time.monotonic():
        return token
    reply = call(
        "POST",
        _token_url(str(channel.settings.get("smtp_host", ""))),
        form={
            "grant_type": "refresh_token",
            "refresh_token": credentials["oauth_refresh_token"],
            "client_id": credentials.get("oauth_client_id", ""),
            "client_secret": credentials.get("oauth_client_secret", ""),
        },
    )
    token = str(reply.body.get("access_token") or "")
    if not reply.ok or not token:
        if reply.status == 429 or reply.status >= 500:
            raise SendError("The mailbox's sign-in service is not available right now.", True)
        raise SendError("The mailbox no longer accepts this sign-in.", unauthorized=True)
    seconds = reply.body.get("expires_in")
    lasts = float(seconds) if isinstance(seconds, int | float) else 300.0
    _tokens[key] = (time.monotonic() + lasts - BEFORE_EXPIRY, token)
    return token


def _token_url(host: str) -> str:
    name = "google" if host.lower().endswith(("gmail.com", "google.com")) else "microsoft"
    return base_url(f"oauth_{name}", TOKEN_URLS[name])
