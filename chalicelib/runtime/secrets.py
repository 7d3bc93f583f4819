"""Secrets of customers and of the product: in Secrets Manager, cached, never logged."""

from __future__ import annotations

import json

from chalicelib.runtime.clients import secrets
from chalicelib.runtime.settings import settings

CACHE_SECONDS = 300


def read_secret(name: str) -> str:
    """The secret's text, at most five minutes old."""
    from aws_lambda_powertools.utilities import parameters

    value = parameters.get_secret(name, max_age=CACHE_SECONDS)
    assert isinstance(value, str)  # only JSON and text are ever written
    return value


def credentials_name(account_id: str, channel_id: str) -> str:
    """Where a channel's credentials are kept."""
    return f"{settings().secrets_prefix}/{account_id}/channels/{channel_id}"


def read_credentials(account_id: str, channel_id: str) -> dict[str, str]:
    """A channel's credentials, such as a Twilio auth token."""
    loaded: dict[str, str] = json.loads(read_secret(credentials_name(account_id, channel_id)))
    return loaded


def write_credentials(account_id: str, channel_id: str, credentials: dict[str, str]) -> None:
    """Store or replace a channel's credentials."""
    name, text = credentials_name(account_id, channel_id), json.dumps(credentials)
    client = secrets()
    try:
        client.create_secret(Name=name, SecretString=text)
    except client.exceptions.ResourceExistsException:
        client.put_secret_value(SecretId=name, SecretString=text)


def delete_credentials(account_id: str, channel_id: str) -> None:
    """Forget a channel's credentials; they can be restored for seven days."""
    client = secrets()
    try:
        client.delete_secret(
            SecretId=credentials_name(account_id, channel_id), RecoveryWindowInDays=7
        )
    except client.exceptions.ResourceNotFoundException:
        return  # a channel without credentials, such as website chat
