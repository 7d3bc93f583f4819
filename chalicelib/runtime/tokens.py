"""Visitors' tokens: signed, expiring, bound to one widget and one contact."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from chalicelib.runtime.errors import Unauthorized
from chalicelib.runtime.secrets import read_secret
from chalicelib.runtime.settings import settings

LIFETIME = timedelta(hours=24)
RENEWABLE = timedelta(days=180)
"""For this long after its end a token still proves who came back, and buys a fresh one."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes in a widget."""

    account_id: str
    channel_id: str
    contact_id: str


def issue(visitor: Visitor, at: datetime) -> str:
    """A token for the visitor, good for `LIFETIME`."""
    claims = {
        "acc": visitor.account_id,
        "wid": visitor.channel_id,
        "sub": visitor.contact_id,
        "iat": int(at.timestamp()),
        "exp": int((at + LIFETIME).timestamp()),
    }
    return jwt.encode(claims, read_secret(settings().token_secret), algorithm="HS256")


def read(token: str, renewing: bool = False) -> Visitor:
    """Who the token speaks for; Unauthorized when it is forged or too old."""
    try:
        claims = jwt.decode(
            token,
            read_secret(settings().token_secret),
            algorithms=["HS256"],
            leeway=RENEWABLE if renewing else 0,
            options={"require": ["acc", "wid", "sub", "exp"]},
        )
    except jwt.InvalidTokenError as error:
        raise Unauthorized("this chat session has ended; start it again") from error
    return Visitor(claims["acc"], claims["wid"], claims["sub"])
