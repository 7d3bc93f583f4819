"""Identities of other providers, linked to users of the Cognito user pool.

Whoever wants one linked signs in there through the pool's own pages, which answer a code; the code
buys an ID token that says who they are there (Amazon Cognito docs: "Authorize endpoint", "Token
endpoint", RFC 7636 for the proof key). That first sign-in makes a pool user of its own, which has
to go before the identity can be linked ("Linking federated users to an existing user profile").
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

import jwt

from chalicelib.accounts.domain.identities import PROVIDERS, Identity, identities_of
from chalicelib.channels import http
from chalicelib.channels.domain import SendError
from chalicelib.runtime.clients import cognito
from chalicelib.runtime.errors import Conflict, Refused, Unavailable
from chalicelib.runtime.settings import settings

BY_SUBJECT = "Cognito_Subject"


def page(provider: str, state: str, verifier: str) -> str:
    """Where somebody signs in at a provider, and comes back to the console from."""
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "identity_provider": PROVIDERS[provider],
        "client_id": settings().user_pool_client_id,
        "response_type": "code",
        "scope": "openid email",
        "redirect_uri": settings().console_url,
        "state": state,
        "code_challenge_method": "S256",
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
    }
    return f"{settings().sign_in_url}/oauth2/authorize?{urlencode(query)}"


def exchange(code: str, verifier: str) -> tuple[str, Identity]:
    """The pool's user that a code is for, and who that is at the provider."""
    form = {
        "grant_type": "authorization_code",
        "client_id": settings().user_pool_client_id,
        "code": code,
        "redirect_uri": settings().console_url,
        "code_verifier": verifier,
    }
    try:
        reply = http.call("POST", f"{settings().sign_in_url}/oauth2/token", form=form)
    except SendError as error:
        raise Unavailable("the sign-in page does not answer; try again") from error
    token = reply.body.get("id_token")
    if not reply.ok or not isinstance(token, str):
        raise Refused("this sign-in was used or is too old; connect again")
    # from the pool itself, over TLS: nothing is to be proven of it
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    linked = claims.get("identities") or []
    ours = {name: provider for provider, name in PROVIDERS.items()}
    for one in linked:
        if one.get("providerName") in ours:
            who = Identity(ours[one["providerName"]], str(one["userId"]))
            return str(claims["cognito:username"]), who
    raise Refused("this sign-in names nobody at the provider; connect again")


def link(user_id: str, found_as: str, identity: Identity) -> None:
    """Let an identity sign in as a user. `found_as` is the pool's user that its first sign-in made,
    or whom it signs in as already: then Conflict, unless it is this one."""
    if found_as == user_id:
        return
    client, pool = cognito(), settings().user_pool_id
    stranger = f"{PROVIDERS[identity.provider]}_{identity.subject}"
    if found_as.lower() != stranger.lower():
        raise Conflict("this identity belongs to somebody else here")
    client.admin_delete_user(UserPoolId=pool, Username=found_as)
    client.admin_link_provider_for_user(
        UserPoolId=pool,
        DestinationUser={"ProviderName": "Cognito", "ProviderAttributeValue": user_id},
        SourceUser=_at_provider(identity),
    )


def unlink(identity: Identity) -> None:
    """Let an identity sign in no more."""
    cognito().admin_disable_provider_for_user(
        UserPoolId=settings().user_pool_id, User=_at_provider(identity)
    )


def identities(user_id: str) -> list[Identity]:
    """A user's ways to sign in."""
    found = cognito().admin_get_user(UserPoolId=settings().user_pool_id, Username=user_id)
    attributes = {one["Name"]: one.get("Value", "") for one in found.get("UserAttributes", [])}
    return identities_of(found.get("UserStatus", ""), attributes)


def _at_provider(identity: Identity) -> Any:
    return {
        "ProviderName": PROVIDERS[identity.provider],
        "ProviderAttributeName": BY_SUBJECT,
        "ProviderAttributeValue": identity.subject,
    }
