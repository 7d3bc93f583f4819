"""Calls of the Graph API (Meta docs: Graph API, "Overview").

The token travels in the Authorization header, never in the URL. Calls of graph.facebook.com carry
`appsecret_proof` (Meta docs: Graph API, "Secure Graph API calls"): apps can require it, and so a
wrong app secret is found out when a channel is connected, not when its first webhook is refused.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote, urlencode

from chalicelib.channels.domain import Credentials, SendError
from chalicelib.channels.http import base_url, call
from chalicelib.channels.meta.errors import EXPIRED, refusal

VERSION = "v25.0"
HOSTS = {"graph": "https://graph.facebook.com", "instagram": "https://graph.instagram.com"}

Api = Literal["graph", "instagram"]


def get(
    path: str,
    credentials: Credentials,
    query: Mapping[str, str] | None = None,
    *,
    api: Api = "graph",
) -> dict[str, Any]:
    """What is at a path, such as `106540352242922`; raises the SendError that a refusal is."""
    return _request("GET", path, credentials, api, query or {}, None)


def post(
    path: str,
    credentials: Credentials,
    body: Mapping[str, Any],
    *,
    api: Api = "graph",
) -> dict[str, Any]:
    """The answer to a JSON body posted to a path; raises the SendError that a refusal is."""
    return _request("POST", path, credentials, api, {}, body)


def bearer(credentials: Credentials) -> dict[str, str]:
    """The header that carries the channel's token."""
    return {"Authorization": f"Bearer {_token(credentials)}"}


def _request(
    method: str,
    path: str,
    credentials: Credentials,
    api: Api,
    query: Mapping[str, str],
    body: Mapping[str, Any] | None,
) -> dict[str, Any]:
    if api == "graph" and credentials.get("app_secret"):
        query = {**query, "appsecret_proof": _proof(credentials)}
    url = f"{base_url(api, HOSTS[api])}/{VERSION}/{quote(path)}"
    if query:
        url += f"?{urlencode(query)}"
    reply = call(method, url, headers=bearer(credentials), json_body=body)
    if not reply.ok or "error" in reply.body:
        raise refusal(reply)
    return reply.body


def _proof(credentials: Credentials) -> str:
    secret, token = credentials["app_secret"].strip(), _token(credentials)
    return hmac.new(secret.encode(), token.encode(), "sha256").hexdigest()


def _token(credentials: Credentials) -> str:
    """The token as it was pasted, without the blanks around it. What cannot be a token at all is
    refused here: no header could carry it."""
    token = credentials.get("access_token", "").strip()
    if not (token.isascii() and token.isprintable() and token):
        raise SendError(EXPIRED, unauthorized=True)
    return token
