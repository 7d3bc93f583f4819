"""Standard Webhooks signatures, written from the specification and apart from the code that the
application verifies with, so that the two cannot share a mistake."""

import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hmac import compare_digest
from hmac import digest as hmac_digest

TOLERANCE_SECONDS = 300


def signature(secret: str, id_: str, timestamp: str, body: bytes) -> str:
    """The value of webhook-signature."""
    key = b64decode(secret.partition("whsec_")[2] or secret)
    signed = b".".join((id_.encode(), timestamp.encode(), body))
    return "v1," + b64encode(hmac_digest(key, signed, "sha256")).decode()


def signed_headers(secret: str, id_: str, body: bytes) -> dict[str, str]:
    """The three headers of a call that is made now."""
    timestamp = f"{time.time():.0f}"
    return {
        "webhook-id": id_,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature(secret, id_, timestamp, body),
    }


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a call was signed with the secret in the last five minutes."""
    id_, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (id_ and timestamp.isdigit()) or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    expected = signature(secret, id_, timestamp, body)
    given = headers.get("webhook-signature", "").split(" ")
    return any(compare_digest(expected, one) for one in given)
