"""What CloudFormation asks about a declared resource, and what it is answered. Pure.

Source: AWS CloudFormation docs, "Custom resource request and response reference".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from chalicelib.accounts.domain import Policy
from chalicelib.channels.domain import Field, Provider
from chalicelib.runtime.errors import Invalid

TYPES = ("Create", "Update", "Delete")
LONGEST_ANSWER = 4096
"""Bytes of a response's body (the same docs)."""
SHORTEST_SECRET = 4
"""A shorter value is found in any text, and is no secret either."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's, in which ids are written."""
ACCOUNT = r"^acc_[0-9A-Z]{26}$"
STACK = r"arn:[\w-]+:cloudformation:[\w-]*:\d*:stack/[^/]+/.+"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done about one resource of a stack."""

    type: str
    """Create, Update or Delete."""
    id: str
    stack_id: str
    logical_id: str
    resource_type: str
    """What is declared: `Custom::Switchboard…`."""
    response_url: str
    physical_id: str | None
    """Its id, as we answered it before; None while it is created."""
    properties: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    """Of an update: what the properties were."""

    @property
    def stack_name(self) -> str:
        """What people call the stack: the second part of its ARN's resource."""
        return self.stack_id.split("/")[1] if "/" in self.stack_id else self.stack_id

    @property
    def account_id(self) -> str:
        """For which account the stack wants to act; not proven yet."""
        return str(self.properties.get("AccountId", ""))

    @property
    def key(self) -> str:
        """What shall prove it."""
        return str(self.properties.get("ConfigurationKey", ""))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request."""

    resource_id: str
    reason: str | None = None
    """Why it failed; None when it was done."""
    data: dict[str, str] = field(default_factory=dict)
    """What `Fn::GetAtt` finds."""
    done: bool = False
    """Whether anything was made, changed or removed."""


Problem = tuple[str, str]
"""A property of the template and what is wrong with it."""


def parse(event: Mapping[str, Any]) -> Request:
    """The request in a function's event; Invalid when it is none that could be answered."""
    names = (
        "RequestType",
        "RequestId",
        "StackId",
        "LogicalResourceId",
        "ResourceType",
        "ResponseURL",
    )
    texts = [text for name in names if isinstance(text := event.get(name), str) and text]
    if len(texts) < len(names) or texts[0] not in TYPES:
        raise Invalid("this is not a request for a custom resource")
    type_, id_, stack_id, logical_id, resource_type, response_url = texts
    if not re.fullmatch(STACK, stack_id):
        raise Invalid("the request names no stack")
    physical_id = event.get("PhysicalResourceId")
    return Request(
        type_,
        id_,
        stack_id,
        logical_id,
        resource_type,
        response_url,
        physical_id if isinstance(physical_id, str) and physical_id else None,
        _mapping(event.get("ResourceProperties")),
        _mapping(event.get("OldResourceProperties")),
    )


def resource_id(request: Request, prefix: str, identity: str) -> str:
    """The id of what a resource declares: it follows from the resource and from what cannot change
    about it, its account and its `identity` (of a channel: the kind).

    So a request that comes twice meets what the first one made, another identity or account is
    another id, by which CloudFormation knows that it replaces the resource, and a rollback finds
    what was there before.
    """
    told = (request.stack_id, request.logical_id, request.account_id, identity)
    digest = hashlib.sha256(json.dumps(told).encode()).digest()
    number = int.from_bytes(digest[:16], "big")
    return f"{prefix}_" + "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def declared(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A channel's properties with its settings as they were meant: CloudFormation makes every
    number and boolean a text, and a channel's settings have no types of their own."""
    known = {name: value for name, value in properties.items() if value != ""}
    if isinstance(known.get("Settings"), dict):
        known["Settings"] = {
            name: _restored(name, value) for name, value in known["Settings"].items()
        }
    return known


def names_one(prefix: str, account_id: str, id_: str) -> bool:
    """Whether these can be ids of ours: a creation that was refused may have had any."""
    ours = re.fullmatch(rf"{prefix}_[0-9A-Z]{{26}}", id_)
    return bool(re.fullmatch(ACCOUNT, account_id) and ours)


def dropped_settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[str]:
    """Settings that a channel's properties declared before and declare no longer."""
    was, now = (_mapping(one.get("Settings")) for one in (before, after))
    return frozenset(was) - frozenset(now)


def needed(provider: Provider) -> list[Field]:
    """What a template and its secret must give: also the credentials that are made here otherwise,
    for those are shown once, and a stack has nowhere to show them."""
    return [
        one
        for one in provider.fields
        if one.required and (one.part == "credentials" or not one.generated)
    ]


def missing(wanted: Iterable[Field], properties: Mapping[str, Any]) -> list[Problem]:
    """What the template does not give. What is in the secret cannot be seen here, only that one is
    named."""
    settings, found, secret = _mapping(properties.get("Settings")), list[Problem](), list[str]()
    for one in wanted:
        if one.part == "credentials":
            secret.append(one.name)
        elif one.part == "address" and not properties.get("Address"):
            found.append(("Address", "required"))
        elif one.part == "settings" and not settings.get(one.name):
            found.append((f"Settings.{one.name}", "required"))
    if secret and not properties.get("CredentialsSecretArn"):
        found.append(("CredentialsSecretArn", f"required, a secret with {', '.join(secret)}"))
    return found


def lacking(wanted: Iterable[Field], credentials: Mapping[str, str]) -> list[Problem]:
    """What the secret should hold and does not."""
    return [
        ("CredentialsSecretArn", f"the secret has no {one.name}")
        for one in wanted
        if one.part == "credentials" and not credentials.get(one.name)
    ]


def whole(provider: Provider, credentials: Mapping[str, str]) -> dict[str, str]:
    """The secret's credentials with all others that the kind could have as empty: what is taken out
    of the secret is taken off the channel."""
    names = [one.name for one in provider.fields if one.part == "credentials"]
    return dict.fromkeys(names, "") | dict(credentials)


def told(problems: Sequence[Problem]) -> str:
    """All that is wrong, as one line for the stack's events."""
    return "; ".join(f"{name}: {message}" for name, message in problems)


def answer(request: Request, outcome: Outcome, secrets: Collection[str] = ()) -> bytes:
    """The response's body: at most 4096 bytes, and no secret in it, whoever wrote the reason."""
    body: dict[str, Any] = {
        "Status": "FAILED" if outcome.reason else "SUCCESS",
        "PhysicalResourceId": outcome.resource_id,
        "StackId": request.stack_id,
        "RequestId": request.id,
        "LogicalResourceId": request.logical_id,
        "Data": outcome.data,
    }
    if not outcome.reason:
        return json.dumps(body).encode()
    reason = _without(outcome.reason, secrets)
    encoded = json.dumps(body | {"Reason": reason}).encode()
    while reason and len(encoded) > LONGEST_ANSWER:
        reason = reason[: len(reason) * 9 // 10]
        encoded = json.dumps(body | {"Reason": f"{reason} …"}).encode()
    return encoded


def _without(text: str, secrets: Collection[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return text


_TEXTS = frozenset({"str", "str | None"})
TYPED = frozenset(one.name for one in fields(Policy) if one.type not in _TEXTS)
"""Settings of a channel that are no texts: those that override the account's policy."""


def _restored(name: str, value: Any) -> Any:
    if name not in TYPED or not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else value


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
