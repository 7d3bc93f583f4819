"""Who asks: an account by OAuth 1.0a, or its app by a token. Checked by code of its own, which goes
from the header back to the signature, so that it shares no mistake with the code that signs."""

import base64
import hashlib
import hmac
import re
from urllib.parse import quote, unquote

from starlette.requests import Request

from local.simulator.channels import Channel
from local.simulator.serving import Refused
from local.simulator.world import World

PAIR = re.compile(r'(\w+)="([^"]*)"')
UNAUTHORIZED = Refused(
    401, {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}
)


def account(world: World, request: Request) -> Channel:
    """The account whose keys signed the request. Raises Refused where none did."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    given = {name: unquote(value) for name, value in PAIR.findall(rest)}
    signature = given.pop("oauth_signature", "")
    for channel in world.channels.of_kind("x"):
        keys = channel.credentials
        known = (given.get("oauth_consumer_key"), given.get("oauth_token"))
        if scheme != "OAuth" or known != (keys.get("consumer_key"), keys.get("access_token")):
            continue
        key = f"{_quoted(keys['consumer_secret'])}&{_quoted(keys['access_token_secret'])}"
        digest = hmac.new(key.encode(), _base(request, given).encode(), hashlib.sha1).digest()
        if hmac.compare_digest(base64.b64encode(digest).decode(), signature):
            return channel
    raise UNAUTHORIZED


def app_token(channel: Channel) -> str:
    """The token of the account's app."""
    secret = channel.credentials["consumer_secret"].encode()
    return "AAAA" + hashlib.sha256(b"app" + secret).hexdigest()


def app(world: World, request: Request) -> Channel:
    """The account of the app whose token the request carries."""
    for channel in world.channels.of_kind("x"):
        if request.headers.get("authorization") == f"Bearer {app_token(channel)}":
            return channel
    raise UNAUTHORIZED


def app_by_keys(world: World, request: Request) -> Channel:
    """The account of the app whose key and secret the request carries."""
    for channel in world.channels.of_kind("x"):
        names = ("consumer_key", "consumer_secret")
        pair = ":".join(_quoted(channel.credentials[name]) for name in names)
        basic = base64.b64encode(pair.encode()).decode()
        if request.headers.get("authorization") == f"Basic {basic}":
            return channel
    raise Refused(403, {"errors": [{"code": 99, "message": "Unable to verify your credentials"}]})


def _base(request: Request, given: dict[str, str]) -> str:
    """What was signed: method, address, and every parameter of query and header in order."""
    pairs = [*request.query_params.multi_items(), *given.items()]
    encoded = sorted((_quoted(name), _quoted(value)) for name, value in pairs)
    listed = "&".join(f"{name}={value}" for name, value in encoded)
    address = str(request.url.replace(query=""))
    return "&".join((request.method, _quoted(address), _quoted(listed)))


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")
