"""Secrets of customers and of the product: in Secrets Manager, cached, never logged."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

from chalicelib.runtime.clients import secrets
from chalicelib.runtime.settings import settings

CACHE_SECONDS = 300
RENEWED_EVERY = 10.0
"""Seconds between looks for newer credentials of a channel: whoever calls a webhook with a wrong
signature must not make us ask at every call."""

_renewed: dict[str, float] = {}


def read_secret(name: str, fresh: bool = False) -> str:
    """The secret's text, at most five minutes old, or as it is now."""
    from aws_lambda_powertools.utilities import parameters

    value = parameters.get_secret(name, max_age=CACHE_SECONDS, force_fetch=fresh)
    assert isinstance(value, str)  # only JSON and text are ever written
    return value


def credentials_name(account_id: str, channel_id: str) -> str:
    """Where a channel's credentials are kept."""
    return f"{settings().secrets_prefix}/{account_id}/channels/{channel_id}"


def read_credentials(account_id: str, channel_id: str, fresh: bool = False) -> dict[str, str]:
    """A channel's credentials, such as a Twilio auth token; as they are now if `fresh`."""
    text = read_secret(credentials_name(account_id, channel_id), fresh)
    loaded: dict[str, str] = json.loads(text)
    return loaded


def renewed_credentials(
    account_id: str, channel_id: str, known: Mapping[str, str]
) -> dict[str, str] | None:
    """Newer credentials of a channel than those that are `known` and did not do: an admin may have
    renewed them since they were cached here. None when there are none."""
    if time.monotonic() - _renewed.get(channel_id, -RENEWED_EVERY) < RENEWED_EVERY:
        return None
    _renewed[channel_id] = time.monotonic()
    found = read_credentials(account_id, channel_id, fresh=True)
    return found if found != known else None


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
