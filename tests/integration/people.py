"""People who sign in, and what their tokens open: requests through authorizer and door."""

from __future__ import annotations

import re
from typing import Any

import boto3
import jwt
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends
from moto.utilities.utils import load_resource

from chalicelib.accounts import authorizer
from chalicelib.runtime.settings import settings
from tests.door import Answer, call

PASSWORD = "correct horse 7"
ARN = "arn:aws:execute-api:eu-north-1:123456789012:api/api/GET/v1/me"


class Keys:
    """The pool's public key, which moto signs all its tokens by."""

    def get_signing_key_from_jwt(self, token: str) -> Any:
        """As PyJWKClient does."""
        if token.count(".") != 2:
            raise jwt.DecodeError("not a token")
        return jwt.PyJWK(load_resource("cognitoidp/resources/jwks-public.json")["keys"][0])


def sign_up(email: str, company: str = "Fjord Gear", name: str = "Ada") -> str:
    """Somebody with an account of their own, confirmed; answers the user's id."""
    body = {"email": email, "password": PASSWORD, "name": name, "company": company}
    answer = call("POST", "/v1/auth/signup", body)
    user_id: str = answer.json["user_id"]
    boto3.client("cognito-idp").admin_confirm_sign_up(
        UserPoolId=settings().user_pool_id, Username=user_id
    )
    return user_id


def sign_in(email: str, password: str = PASSWORD) -> Answer:
    """Sign in over the API."""
    return call("POST", "/v1/auth/login", {"email": email, "password": password})


def token_of(email: str, password: str = PASSWORD) -> str:
    """An access token of a session of its own."""
    token: str = sign_in(email, password).json["access_token"]
    return token


def proven(token: str) -> dict[str, str] | None:
    """What the authorizer says of a token; None when it lets nobody in."""
    event = {"type": "TOKEN", "authorizationToken": f"Bearer {token}", "methodArn": ARN}
    answer = authorizer.authorize(event, None)
    context: dict[str, str] = answer["context"]
    return context or None


def ask(token: str, method: str, path: str, body: Any = None, **more: Any) -> Answer:
    """A request with a token, as API Gateway handles it."""
    known = proven(token)
    if known is None:
        return Answer(403, {}, "{}")
    header = {"authorization": f"Bearer {token}"}
    return call(method, path, body, headers=header, proven=known, **more)


def mails_to(address: str) -> list[str]:
    """The texts of what was mailed to an address, the newest last."""
    sent = sesv2_backends[DEFAULT_ACCOUNT_ID]["eu-north-1"].core_backend.sent_messages
    return [
        f"{one.subject}\n{one.body}"
        for one in sent
        if address in one.destinations.get("ToAddresses", [])
    ]


def token_in(text: str) -> str:
    """The token of the link in an invitation."""
    found = re.search(r"#/invitation/([\w-]+)", text)
    assert found, text
    return found[1]
