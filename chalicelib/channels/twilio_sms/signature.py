"""Twilio's request signature (Twilio docs: "Webhooks Security").

HMAC-SHA1 over the full URL, followed for form posts by every parameter's name and value in the
order of the names; a repeated name counts each distinct value once, sorted. A body of another type
is signed by its SHA-256 in the query parameter `bodySHA256`.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs, parse_qsl, urlsplit, urlunsplit

from chalicelib.channels.domain import HookRequest

FORM = "application/x-www-form-urlencoded"
PORTS = {"https": 443, "http": 80}


def verify(request: HookRequest, credentials: Mapping[str, str]) -> bool:
    """Whether Twilio signed this request with the channel's auth token."""
    given = request.headers.get("x-twilio-signature", "").encode()
    token = credentials["auth_token"].encode()
    is_form = request.headers.get("content-type", "").startswith(FORM)
    parameters = _form(request.body) if is_form else ""
    if not is_form and not _body_matches(request):
        return False
    return any(
        hmac.compare_digest(_sign(token, url + parameters), given) for url in _urls(request.url)
    )


def _sign(token: bytes, text: str) -> bytes:
    return base64.b64encode(hmac.new(token, text.encode(), hashlib.sha1).digest())


def _form(body: bytes) -> str:
    values: dict[str, set[str]] = {}
    for name, value in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True):
        values.setdefault(name, set()).add(value)
    return "".join(name + value for name in sorted(values) for value in sorted(values[name]))


def _body_matches(request: HookRequest) -> bool:
    signed = parse_qs(urlsplit(request.url).query).get("bodySHA256", [""])[0]
    return hmac.compare_digest(hashlib.sha256(request.body).hexdigest(), signed.lower())


def _urls(url: str) -> list[str]:
    """The URL with and without its scheme's default port: Twilio has signed either."""
    parts = urlsplit(url)
    port = PORTS.get(parts.scheme)
    if parts.port is None:
        return [url, urlunsplit(parts._replace(netloc=f"{parts.netloc}:{port}"))]
    if parts.port == port:
        return [url, urlunsplit(parts._replace(netloc=parts.netloc.rpartition(":")[0]))]
    return [url]
