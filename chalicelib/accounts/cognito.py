"""Passwords and tokens, in the Cognito user pool. A user's name in the pool is our user id.

Sign-in goes by that name, so an address can change without touching the pool's keys; addresses
are unique by our own conditional item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jwt

from chalicelib.accounts.domain import Session
from chalicelib.runtime.clients import cognito
from chalicelib.runtime.errors import Forbidden, Invalid, Unauthorized
from chalicelib.runtime.logging import logger
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import AuthenticationResultTypeTypeDef as Tokens

WRONG = "the email or the password is wrong"


def sign_up(user_id: str, email: str, password: str) -> None:
    """Create an unconfirmed user; the pool mails a code."""
    client = cognito()
    try:
        client.sign_up(
            ClientId=settings().user_pool_client_id,
            Username=user_id,
            Password=password,
            UserAttributes=[{"Name": "email", "Value": email}],
        )
    except client.exceptions.InvalidPasswordException as error:
        raise Invalid("choose a longer password", errors=_field("password")) from error


def create(user_id: str, email: str, password: str, proven: bool = True) -> None:
    """Create a confirmed user for a colleague whom an admin vouches for. A password is reset by
    mail only where the address is `proven`."""
    client, pool = cognito(), settings().user_pool_id
    client.admin_create_user(
        UserPoolId=pool,
        Username=user_id,
        MessageAction="SUPPRESS",
        UserAttributes=[
            {"Name": "email", "Value": email},
            {"Name": "email_verified", "Value": str(proven).lower()},
        ],
    )
    try:
        set_password(user_id, password)
    except Invalid:
        remove(user_id)
        raise


def set_password(user_id: str, password: str) -> None:
    """Replace a password; whoever asks has proven that they may."""
    client = cognito()
    try:
        client.admin_set_user_password(
            UserPoolId=settings().user_pool_id,
            Username=user_id,
            Password=password,
            Permanent=True,
        )
    except client.exceptions.InvalidPasswordException as error:
        raise Invalid("choose a longer password", errors=_field("password")) from error


def session_of(tokens: Tokens) -> Session:
    """Which session fresh tokens are of. They come from the pool itself: nothing is to be proven
    of them."""
    claims = jwt.decode(tokens["AccessToken"], options={"verify_signature": False})
    return Session(str(claims.get("origin_jti", "")), int(claims.get("auth_time", 0)))


def remove(user_id: str) -> None:
    """Take back a user whom our own table refused."""
    cognito().admin_delete_user(UserPoolId=settings().user_pool_id, Username=user_id)


def confirm(user_id: str, code: str) -> None:
    """Confirm the address by the mailed code."""
    client = cognito()
    try:
        client.confirm_sign_up(
            ClientId=settings().user_pool_client_id, Username=user_id, ConfirmationCode=code
        )
    except (
        client.exceptions.CodeMismatchException,
        client.exceptions.ExpiredCodeException,
        client.exceptions.NotAuthorizedException,
    ) as error:
        raise Invalid("this code is wrong or has expired", errors=_field("code")) from error


def sign_in(user_id: str, password: str) -> Tokens:
    """Tokens for the right password."""
    client = cognito()
    try:
        answer = client.initiate_auth(
            ClientId=settings().user_pool_client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user_id, "PASSWORD": password},
        )
    except client.exceptions.UserNotConfirmedException as error:
        raise Forbidden("confirm your email address first", reason="not_confirmed") from error
    except (
        client.exceptions.NotAuthorizedException,
        client.exceptions.UserNotFoundException,
    ) as error:
        raise Unauthorized(WRONG) from error
    return answer["AuthenticationResult"]


def refresh(refresh_token: str) -> Tokens:
    """A fresh access token."""
    client = cognito()
    try:
        answer = client.initiate_auth(
            ClientId=settings().user_pool_client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": refresh_token},
        )
    except client.exceptions.NotAuthorizedException as error:
        raise Unauthorized("sign in again") from error
    return answer["AuthenticationResult"]


def sign_out(user_id: str) -> None:
    """End every session of the user: no token of theirs can be refreshed."""
    client = cognito()
    try:
        client.admin_user_global_sign_out(UserPoolId=settings().user_pool_id, Username=user_id)
    except client.exceptions.UserNotFoundException:
        return  # gone from the pool, and their sessions with them


def forgot(user_id: str) -> None:
    """Mail a code that resets the password once. Nothing is mailed to an address that was never
    confirmed, nor to one that has asked too often."""
    client = cognito()
    try:
        client.forgot_password(ClientId=settings().user_pool_client_id, Username=user_id)
    except (
        client.exceptions.InvalidParameterException,
        client.exceptions.LimitExceededException,
    ) as error:
        logger().info("no reset code mailed", extra={"user_id": user_id, "why": str(error)})


def reset(user_id: str, code: str, password: str) -> None:
    """Set a new password by the mailed code."""
    client = cognito()
    try:
        client.confirm_forgot_password(
            ClientId=settings().user_pool_client_id,
            Username=user_id,
            ConfirmationCode=code,
            Password=password,
        )
    except client.exceptions.InvalidPasswordException as error:
        raise Invalid("choose a longer password", errors=_field("password")) from error
    except (
        client.exceptions.CodeMismatchException,
        client.exceptions.ExpiredCodeException,
    ) as error:
        raise Invalid("this code is wrong or has expired", errors=_field("code")) from error


def _field(name: str) -> list[dict[str, str]]:
    return [{"field": name, "message": "not accepted"}]
