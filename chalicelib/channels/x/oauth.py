"""OAuth 1.0a for one's own account (X docs: "Creating a signature", "Authorizing a request").

The account's keys do not expire, unlike those of OAuth 2.0, so nothing has to be renewed. JSON and
multipart bodies are not part of what is signed; the query is.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from chalicelib.channels.domain import Credentials
from chalicelib.channels.http import Reply, base_url, call


def api(path: str) -> str:
    """The address of an endpoint."""
    return base_url("x", "https://api.x.com") + path


def signed(
    method: str,
    path: str,
    credentials: Credentials,
    *,
    query: Mapping[str, str] | None = None,
    json_body: Any = None,
    multipart: Mapping[str, Any] | None = None,
) -> Reply:
    """A request in the name of the account."""
    url = api(path) + (f"?{urlencode(query)}" if query else "")
    headers = {"Authorization": authorization(method, url, credentials)}
    return call(method, url, headers=headers, json_body=json_body, multipart=multipart)


def authorization(
    method: str,
    url: str,
    credentials: Credentials,
    *,
    nonce: str | None = None,
    at: int | None = None,
) -> str:
    """The Authorization header of a request; `nonce` and `at` (seconds) are made here unless a
    test gives them."""
    own = {
        "oauth_consumer_key": credentials["consumer_key"],
        "oauth_nonce": nonce or secrets.token_hex(16),
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(int(time.time()) if at is None else at),
        "oauth_token": credentials["access_token"],
        "oauth_version": "1.0",
    }
    parts = urlsplit(url)
    base = parts._replace(query="", fragment="").geturl()
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), *own.items()]
    given = "&".join(f"{name}={value}" for name, value in sorted(_all(pairs)))
    text = "&".join(_escape(one) for one in (method.upper(), base, given))
    secret = "&".join(
        _escape(credentials[name]) for name in ("consumer_secret", "access_token_secret")
    )
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
    own["oauth_signature"] = base64.b64encode(digest).decode()
    return "OAuth " + ", ".join(f'{name}="{_escape(own[name])}"' for name in sorted(own))


def _all(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_escape(name), _escape(value)) for name, value in pairs]


def _escape(text: str) -> str:
    return quote(text, safe="")
