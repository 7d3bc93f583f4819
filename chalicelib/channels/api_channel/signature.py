"""Signatures of both directions (Standard Webhooks specification: "Signature scheme").

`webhook-signature` holds `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}
.{body}`, several of them with spaces between while a secret is being changed. The key is what the
secret says in base64 after `whsec_`.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import time

from chalicelib.channels.domain import Channel, Credentials, HookRequest

PREFIX = "whsec_"
TOLERANCE = 300
"""Seconds that a call may be old, or ahead of our clock; later it may be a replay."""
KEY_BYTES = 32
LEAST_KEY_BYTES = 24
URL_SAFE = str.maketrans("-_", "+/")


def new_secret() -> str:
    """A fresh secret in the form that the libraries of Standard Webhooks take."""
    return PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def is_strong(secret: str) -> bool:
    """Whether a secret holds as many bytes as the specification asks for."""
    return len(_key(secret)) >= LEAST_KEY_BYTES


def verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Whether the holder of the channel's secret sent this, and not long ago."""
    key = _key(credentials.get("signing_secret", ""))
    id_ = request.headers.get("webhook-id", "")
    sent = request.headers.get("webhook-timestamp", "")
    if not key or not id_ or not _is_now(sent):
        return False
    expected = _digest(key, id_, sent, request.body)
    given = request.headers.get("webhook-signature", "").split()
    return any(
        hmac.compare_digest(f"v1,{expected}".encode(), one.encode("utf-8", "replace"))
        for one in given
    )


def headers(id_: str, body: bytes, secret: str) -> dict[str, str]:
    """The headers that sign a body of ours. The same `id_` again is the same call again."""
    sent = str(int(time.time()))
    signature = _digest(_key(secret), id_, sent, body)
    return {
        "webhook-id": id_,
        "webhook-timestamp": sent,
        "webhook-signature": f"v1,{signature}",
    }


def _digest(key: bytes, id_: str, sent: str, body: bytes) -> str:
    signed = f"{id_}.{sent}.".encode("utf-8", "replace") + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    """The key in a secret, in either alphabet of base64; empty for one that holds none."""
    try:
        return base64.b64decode(secret.removeprefix(PREFIX).translate(URL_SAFE), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_now(sent: str) -> bool:
    is_time = sent.isascii() and sent.isdecimal() and len(sent) <= 12
    return is_time and abs(time.time() - int(sent)) <= TOLERANCE
