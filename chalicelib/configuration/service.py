"""Doing what a stack declares, for the account whose key it shows."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic.alias_generators import to_pascal

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission, Role
from chalicelib.audit import service as audit
from chalicelib.configuration import answering, domain, spelling, store
from chalicelib.configuration.domain import Outcome, Request
from chalicelib.configuration.resources import RESOURCES, Act, Resource
from chalicelib.configuration.resources.base import D
from chalicelib.configuration.schema import Common
from chalicelib.runtime.errors import Invalid, NotFound, Refused, SwitchboardError
from chalicelib.runtime.logging import logger

KEY_PREFIX = "swk_"
UNKNOWN = "Something went wrong on our side. Try again; if it stays so, tell us."
COMMON = frozenset(map(to_pascal, Common.model_fields))


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
    resource = RESOURCES.get(request.resource_type)
    shown = [request.key]
    outcome = _outcome(request, resource, shown, at) if resource else _unknown(request)
    if resource and outcome.done:
        _keep(request, resource, outcome, at)
    answering.put(request.response_url, domain.answer(request, outcome, shown))
    logger().info(
        "resource configured" if outcome.reason is None else "resource refused",
        extra=_names(request) | {"resource_id": outcome.resource_id},
    )


def _outcome(request: Request, resource: Resource[Any], shown: list[str], at: datetime) -> Outcome:
    """What became of it. After a failure what there was stays as it was; a new resource gets the id
    that it would have had, by which CloudFormation takes it back."""
    id_ = _id(request, resource)
    known = request.physical_id or id_
    try:
        if request.type == "Delete":
            done = _delete(request, resource, _act(request, known, shown, at))
            return Outcome(known, done=done)
        declared = _valid(request, resource)
        _prove(request)
        data = resource.settle(_act(request, id_, shown, at), declared)
        return Outcome(id_, data=data, done=True)
    except SwitchboardError as error:
        return Outcome(known, _reason(error, resource))
    except Exception:
        logger().exception("resource not configured", extra=_names(request))
        return Outcome(known, UNKNOWN)


def _unknown(request: Request) -> Outcome:
    """Nothing can be declared so, and so nothing is there to be taken back."""
    id_ = request.physical_id or domain.resource_id(request, "unknown", request.resource_type)
    if request.type == "Delete":
        return Outcome(id_)
    return Outcome(id_, f"there is no {request.resource_type}; there are {', '.join(RESOURCES)}")


def _delete(request: Request, resource: Resource[Any], act: Act) -> bool:
    """Remove what the stack declared; False where there is nothing of it. What it never made, or
    another made, is not there for it: so a creation that failed is taken back."""
    if not domain.names_one(resource.prefix, request.account_id, act.id):
        return False
    try:
        if resource.managed_by(act) != resource.owner(act):
            return False
    except NotFound:
        return False
    _prove(request)
    resource.delete(act)
    return True


def _keep(request: Request, resource: Resource[Any], outcome: Outcome, at: datetime) -> None:
    """Keep in the audit log what the stack did: which resource of which stack, and the names of
    the properties, whose values may be secrets."""
    properties = {name for name in request.properties if name not in COMMON}
    name = request.properties.get("Name")
    audit.record(
        request.account_id,
        resource.deed(request.type),
        at,
        actor=f"Stack {request.stack_name}",
        object_id=outcome.resource_id,
        object_name=name if isinstance(name, str) else request.logical_id,
        detail={
            "stack": request.stack_id,
            "resource": request.logical_id,
            "fields": sorted(properties),
        },
    )


def _valid(request: Request, resource: Resource[D]) -> D:
    """The declaration; Invalid with all that can be seen in the template at once."""
    common = {name: one for name, one in request.properties.items() if name in COMMON}
    own = {name: one for name, one in request.properties.items() if name not in COMMON}
    _, problems = spelling.read(Common, common)
    declared, wrong = spelling.read(resource.model, resource.given(own))
    problems += wrong + resource.lacking(own)
    if declared is None or problems:
        raise Invalid(domain.told(list(dict(problems).items())))
    return declared


def _prove(request: Request) -> None:
    """Whoever may call this function may act for no account but the one whose key they have."""
    given = _hashed(request.key)
    fits = [hmac.compare_digest(given, known) for known in store.hashes(request.account_id)]
    if not any(fits):
        raise Refused(
            f"ConfigurationKey: it is not a key of account {request.account_id}, or no longer. An "
            "admin gets one with POST /v1/account/configuration-key; deploy with that"
        )


def _reason(error: SwitchboardError, resource: Resource[Any]) -> str:
    """What is said of a refusal: every field that it names, under the template's names."""
    errors = error.facts.get("errors")
    if not isinstance(errors, list):
        return str(error)
    return domain.told(
        [
            (spelling.spelled(resource.model, one["field"].split(".")), one["message"])
            for one in errors
        ]
    )


def _id(request: Request, resource: Resource[Any]) -> str:
    return domain.resource_id(request, resource.prefix, resource.identity(request.properties))


def _act(request: Request, id_: str, shown: list[str], at: datetime) -> Act:
    name = "Configuration"
    caller = Caller(request.account_id, "configuration", name, Role.ADMIN, frozenset())
    return Act(
        caller,
        id_,
        request.stack_id,
        request.logical_id,
        at,
        request.properties,
        request.before,
        shown,
    )


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _names(request: Request) -> dict[str, str]:
    return {
        "account_id": request.account_id,
        "stack_id": request.stack_id,
        "logical_id": request.logical_id,
        "resource_type": request.resource_type,
        "request_type": request.type,
    }
