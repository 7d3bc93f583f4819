"""Twilio's request signature (Twilio docs: "Webhooks Security").

HMAC-SHA1 over the full URL, followed for form posts by every parameter's name and value in the
order of the names; a repeated name counts each distinct value once, sorted. A body of another type
is signed by its SHA-256 in the query parameter `bodySHA256`.
"""

import base64
import hashlib
import hmac
from urllib.parse import SplitResult, parse_qs, parse_qsl, urlsplit, urlunsplit

from chalicelib.channels.domain import Channel, Credentials, HookRequest

FORM = "application/x-www-form-urlencoded"
PORTS = {"https": 443, "http": 80}


def verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Whether Twilio signed this request with the channel's auth token."""
    token = credentials.get("auth_token", "").encode()
    given = request.headers.get("x-twilio-signature", "").encode("utf-8", "replace")
    is_form = request.headers.get("content-type", "").startswith(FORM)
    if not token or not (is_form or _body_matches(request)):
        return False
    parameters = _form(request.body) if is_form else ""
    return any(
        hmac.compare_digest(_sign(token, url + parameters), given) for url in _urls(request.url)
    )


def _sign(token: bytes, text: str) -> bytes:
    signed = hmac.new(token, text.encode("utf-8", "replace"), hashlib.sha1)
    return base64.b64encode(signed.digest())


def _form(body: bytes) -> str:
    values: dict[str, set[str]] = {}
    for name, value in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True):
        values.setdefault(name, set()).add(value)
    return "".join(name + value for name in sorted(values) for value in sorted(values[name]))


def _body_matches(request: HookRequest) -> bool:
    parts = _split(request.url)
    signed = parse_qs(parts.query).get("bodySHA256", [""])[0] if parts else ""
    digest = hashlib.sha256(request.body).hexdigest()
    return hmac.compare_digest(digest.encode(), signed.lower().encode("utf-8", "replace"))


def _urls(url: str) -> list[str]:
    """The URL with and without its scheme's default port: Twilio has signed either."""
    parts = _split(url)
    default = PORTS.get(parts.scheme) if parts else None
    if parts is None or default is None:
        return [url]
    if parts.port is None:
        return [url, urlunsplit(parts._replace(netloc=f"{parts.netloc}:{default}"))]
    if parts.port == default:
        return [url, urlunsplit(parts._replace(netloc=parts.netloc.rpartition(":")[0]))]
    return [url]


def _split(url: str) -> SplitResult | None:
    """A URL's parts; None when it is none, so that hostile ones are only refused."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
