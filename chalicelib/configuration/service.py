"""Doing what a stack declares, for the account whose key it shows."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from pydantic import ValidationError

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission, Role
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.channels.registry import provider_of
from chalicelib.configuration import answering, domain, store
from chalicelib.configuration.domain import Outcome, Problem, Request
from chalicelib.configuration.schema import Declaration
from chalicelib.runtime import clients
from chalicelib.runtime.errors import Invalid, NotFound, Refused, SwitchboardError
from chalicelib.runtime.logging import logger
from chalicelib.runtime.secrets import credentials_name
from chalicelib.runtime.settings import settings

KEY_PREFIX = "swk_"
UNKNOWN = "Something went wrong on our side. Try again; if it stays so, tell us."
SECRET_ARN = re.compile(r"arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:([\w/+=.@-]+)-\w{6}")


def renew_key(caller: Caller, at: datetime) -> str:
    """A new configuration key. The one before stays good until the next renewal, so that stacks
    can be given the new one, and be rolled back, in peace; renewing twice shuts it out."""
    accounts.require(caller, Permission.SETTINGS)
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    store.renew(caller.account_id, _hashed(key), at)
    return key


def carry_out(event: Mapping[str, Any], at: datetime) -> None:
    """Do what CloudFormation asks, and answer it. Invalid, and nothing done, when there is nowhere
    to answer to. Again is harmless: it comes out the same."""
    request = domain.parse(event)
    answering.check(request.response_url)
    shown: list[str] = [request.key]
    try:
        outcome = _done(request, shown, at)
    except SwitchboardError as error:
        outcome = _failed(request, str(error))
    except Exception:
        logger().exception("resource not configured", extra=_names(request))
        outcome = _failed(request, UNKNOWN)
    answering.put(request.response_url, domain.answer(request, outcome, shown))
    logger().info(
        "resource configured" if outcome.reason is None else "resource refused",
        extra=_names(request) | {"channel_id": outcome.channel_id},
    )


def _done(request: Request, shown: list[str], at: datetime) -> Outcome:
    if request.type == "Delete":
        return _delete(request)
    declaration = _valid(request)
    _prove(request)
    credentials = _referred(request, declaration, shown)
    channel = _settled(request, declaration, credentials, at)
    return Outcome(channel.id, data={"WebhookUrl": channels.hook_url(channel.id)})


def _settled(
    request: Request,
    declaration: Declaration,
    credentials: Mapping[str, str],
    at: datetime,
) -> Channel:
    caller, channel_id = _caller(request.account_id), domain.channel_id(request)
    try:
        channels.get(caller.account_id, channel_id)
    except NotFound:
        return _connect(request, declaration, credentials, at)
    fields = {
        "name": declaration.name,
        "team_id": declaration.team_id or accounts.everyone_team_id(caller.account_id),
        "address": declaration.address,
        "settings": declaration.settings,
    }
    return channels.change(
        caller,
        channel_id,
        fields,
        credentials,
        at,
        stack=request.stack_id,
        without=domain.dropped_settings(request),
    )


def _connect(
    request: Request, declaration: Declaration, credentials: Mapping[str, str], at: datetime
) -> Channel:
    caller, channel_id = _caller(request.account_id), domain.channel_id(request)
    _recover(caller.account_id, channel_id)
    channel, _ = channels.connect(
        caller,
        declaration.kind,
        declaration.name,
        declaration.team_id,
        declaration.address,
        declaration.settings,
        credentials,
        at,
        channel_id=channel_id,
        stack=request.stack_id,
    )
    return channel


def _recover(account_id: str, channel_id: str) -> None:
    """A channel that was declared before has its id again, and its credentials are still to be
    deleted: until they are, nothing can be written in their place."""
    client = clients.secrets()
    try:
        client.restore_secret(SecretId=credentials_name(account_id, channel_id))
    except client.exceptions.ResourceNotFoundException:
        return


def _delete(request: Request) -> Outcome:
    """Disconnect what the stack declared. What it never made, or another made, is not there for it:
    so a creation that failed is taken back."""
    channel_id = request.physical_id or domain.channel_id(request)
    if not domain.names_a_channel(request.account_id, channel_id):
        return Outcome(channel_id)
    try:
        channel = channels.get(request.account_id, channel_id)
    except NotFound:
        return Outcome(channel_id)
    if channel.managed_by != request.stack_id:
        return Outcome(channel_id)
    _prove(request)
    channels.disconnect(_caller(request.account_id), channel_id, stack=request.stack_id)
    return Outcome(channel_id)


def _valid(request: Request) -> Declaration:
    """The declaration; Invalid with all that can be seen in the template at once."""
    given = domain.declared(request.properties)
    problems: list[Problem] = []
    declaration: Declaration | None = None
    try:
        declaration = Declaration.model_validate(given)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        problems += [(".".join(str(part) for part in one["loc"]), one["msg"]) for one in found]
    kind = given.get("Kind")
    if isinstance(kind, str):
        try:
            problems += domain.missing(domain.needed(provider_of(kind)), given)
        except Invalid as error:
            problems.append(("Kind", str(error)))
    if declaration is None or problems:
        raise Invalid(domain.told(problems))
    return declaration


def _prove(request: Request) -> None:
    """Whoever may call this function may act for no account but the one whose key they have."""
    given = _hashed(request.key)
    fits = [hmac.compare_digest(given, known) for known in store.hashes(request.account_id)]
    if not any(fits):
        raise Refused(
            f"ConfigurationKey: it is not a key of account {request.account_id}, or no longer. An "
            "admin gets one with POST /v1/account/configuration-key; deploy with that"
        )


def _referred(request: Request, declaration: Declaration, shown: list[str]) -> dict[str, str]:
    """The channel's credentials from the named secret; Invalid with all that is wrong with what the
    template refers to. The values are added to `shown`, so that no answer repeats them."""
    problems: list[Problem] = []
    credentials: dict[str, str] = {}
    provider = provider_of(declaration.kind)
    team_id, arn = declaration.team_id, declaration.credentials_secret_arn
    if team_id and accounts.roster(request.account_id).team(team_id) is None:
        problems.append(("TeamId", "there is no such team"))
    if arn:
        try:
            credentials = _secret(request.account_id, arn)
            shown += credentials.values()
            problems += domain.lacking(domain.needed(provider), credentials)
        except Invalid as error:
            problems.append(("CredentialsSecretArn", str(error)))
    if problems:
        raise Invalid(domain.told(problems))
    return domain.whole(provider, credentials)


def _secret(account_id: str, arn: str) -> dict[str, str]:
    """A secret's JSON object. Its name tells whose it is: this function can read those of every
    account, and gives none to another."""
    place = f"{settings().secrets_prefix}/configuration/{account_id}/"
    name = SECRET_ARN.fullmatch(arn)
    if name is None or not name[1].startswith(place):
        raise Invalid(f"it must be the ARN of a secret whose name begins with {place}")
    try:
        text = clients.secrets().get_secret_value(SecretId=arn).get("SecretString", "")
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        raise Invalid(f"the secret cannot be read ({code})") from error
    try:
        loaded = json.loads(text)
    except ValueError:
        loaded = None
    if not isinstance(loaded, dict) or not all(isinstance(one, str) for one in loaded.values()):
        raise Invalid("the secret must be a JSON object of texts")
    return loaded


def _failed(request: Request, reason: str) -> Outcome:
    """What there was stays as it was; a new resource gets the id that it would have had, by which
    CloudFormation takes it back."""
    return Outcome(request.physical_id or domain.channel_id(request), reason)


def _caller(account_id: str) -> Caller:
    return Caller(account_id, "configuration", "Configuration", Role.ADMIN, frozenset())


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _names(request: Request) -> dict[str, str]:
    return {
        "account_id": request.account_id,
        "stack_id": request.stack_id,
        "logical_id": request.logical_id,
        "request_type": request.type,
    }
