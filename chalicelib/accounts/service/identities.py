"""Connected accounts: signing in as who one is at Google, Facebook or LinkedIn (AUTH-05, 06)."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import jwt

from chalicelib.accounts import linking
from chalicelib.accounts.domain import Caller
from chalicelib.accounts.domain.identities import OWN, PROVIDERS, Identity
from chalicelib.runtime.errors import Conflict, Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.secrets import read_secret
from chalicelib.runtime.settings import settings

LIFETIME = timedelta(minutes=10)
"""For how long somebody may take to sign in at a provider."""
PURPOSE = "connect"


def identities(caller: Caller) -> list[Identity]:
    """All of the caller's ways to sign in."""
    return linking.identities(caller.user_id)


def connect(caller: Caller, provider: str, at: datetime) -> str:
    """Where the caller signs in at a provider, to come back with a code."""
    if provider not in available():
        raise Refused(f"{PROVIDERS[provider]} cannot be connected here")
    if any(one.provider == provider for one in identities(caller)):
        raise Conflict(f"your {PROVIDERS[provider]} account is connected already")
    nonce = new_id("lnk", at)
    state = {"use": PURPOSE, "sub": caller.user_id, "provider": provider, "jti": nonce}
    ends = {"exp": int((at + LIFETIME).timestamp())}
    signed = jwt.encode(state | ends, _secret(), algorithm="HS256")
    return linking.page(provider, signed, _verifier(nonce))


def complete(caller: Caller, code: str, state: str) -> Identity:
    """Connect who the caller was found to be. What they bring back must be what they were sent
    with: else somebody could have another connect an identity that is not theirs."""
    try:
        known = jwt.decode(state, _secret(), algorithms=["HS256"], options={"require": ["exp"]})
    except jwt.InvalidTokenError as error:
        raise _stale() from error
    if (known.get("use"), known.get("sub")) != (PURPOSE, caller.user_id):
        raise _stale()
    found_as, identity = linking.exchange(code, _verifier(str(known["jti"])))
    if identity.provider != known["provider"]:
        raise _stale()
    linking.link(caller.user_id, found_as, identity)
    return identity


def disconnect(caller: Caller, identity_id: str) -> None:
    """Sign in no more as who one is there; one way must remain."""
    known = identities(caller)
    identity = next((one for one in known if one.id == identity_id), None)
    if identity is None:
        raise NotFound("there is no such connected account")
    if len(known) == 1:
        raise Conflict("this is your only way to sign in: connect another first")
    if identity.provider == OWN:
        raise Refused("a password is changed, not removed")
    linking.unlink(identity)


def available() -> list[str]:
    """What can be connected in this deployment."""
    named = settings().identity_providers.split(",")
    return [one for one in PROVIDERS if one in named] if settings().sign_in_url else []


def _verifier(nonce: str) -> str:
    """The proof key of one connecting; nothing of it is stored (RFC 7636, section 4.1)."""
    return hmac.new(_secret().encode(), f"pkce {nonce}".encode(), hashlib.sha256).hexdigest()


def _secret() -> str:
    return read_secret(settings().token_secret)


def _stale() -> Invalid:
    return Invalid("this sign-in was not begun here, or too long ago; connect again")
