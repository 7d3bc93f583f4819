"""How Meta signs webhooks, and how it proves a webhook's URL before it calls it.

A call carries `X-Hub-Signature-256: sha256=<hex>`, the HMAC-SHA256 of the raw body under the app
secret (Meta docs: Webhooks, "Validating payloads"). The older `X-Hub-Signature: sha1=<hex>` is
still sent beside it and is looked at only where the newer one is absent: an HMAC-SHA1 cannot be
forged either, and whoever strips a header still lacks the secret.

A URL is proven by a GET with `hub.mode=subscribe`, `hub.verify_token` and `hub.challenge` (Meta
docs: Webhooks, "Verification requests").
"""

import hmac

from chalicelib.channels.domain import Channel, Credentials, HookAnswer, HookRequest

HEADERS = (("x-hub-signature-256", "sha256"), ("x-hub-signature", "sha1"))


def verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Whether the app of this channel signed the request."""
    secret = credentials.get("app_secret", "").encode()
    for header, algorithm in HEADERS:
        if header in request.headers:
            made = f"{algorithm}={hmac.new(secret, request.body, algorithm).hexdigest()}"
            return bool(secret) and _same(made, request.headers[header].strip())
    return False


def challenge(
    request: HookRequest, channel: Channel, credentials: Credentials
) -> HookAnswer | None:
    """The answer to Meta's proof of the URL: its challenge back, or 403 for another token."""
    if request.method != "GET" or "hub.mode" not in request.query:
        return None
    expected = str(channel.settings.get("verify_token") or "")
    right = bool(expected) and _same(expected, request.query.get("hub.verify_token", ""))
    if request.query["hub.mode"] == "subscribe" and right:
        return HookAnswer(request.query.get("hub.challenge", ""))
    return HookAnswer(status=403)


def _same(one: str, other: str) -> bool:
    """Equal, in a time that says nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
