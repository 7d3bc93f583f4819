"""Connecting channels, and taking in what providers call us with."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Policy
from chalicelib.channels import store
from chalicelib.channels.domain import (
    Capabilities,
    Channel,
    Fact,
    HookRequest,
    InboundMessage,
    Provider,
)
from chalicelib.channels.registry import provider_of
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.errors import Forbidden, Invalid, NotFound
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.logging import correlation_id
from chalicelib.runtime.secrets import delete_credentials, read_credentials, write_credentials
from chalicelib.runtime.settings import settings

CACHE_SECONDS = 60
"""How long a warm door trusts what it knows of a channel."""

_known: dict[str, tuple[float, Channel]] = {}


def capabilities(kind: str) -> Capabilities:
    """What a kind of channel can do."""
    return provider_of(kind).capabilities


def find(channel_id: str) -> Channel:
    """A channel by its id alone, for doors that know no account; cached for a minute."""
    until, channel = _known.get(channel_id, (0.0, None))
    if channel is None or until < time.monotonic():
        channel = store.find(channel_id)
        if channel is None:
            raise NotFound("there is no such channel")
        _known[channel_id] = (time.monotonic() + CACHE_SECONDS, channel)
    return channel


def policy(account_id: str, channel_id: str) -> Policy:
    """How conversations of a channel end and come back: the account's policy, where the channel
    does not say otherwise (D1). A channel that is gone says nothing."""
    common = accounts.policy(account_id)
    try:
        return common.with_overrides(find(channel_id).settings)
    except NotFound:
        return common


def hook_url(channel_id: str) -> str:
    """The URL that a provider is told to call."""
    return f"{settings().public_url}/hooks/{channel_id}"


def accept_webhook(channel_id: str, request: HookRequest) -> tuple[str, str]:
    """Verify a provider's call and queue its facts; answers what acknowledges it.

    One channel read and one queue call, both on the way to an answer within milliseconds: what the
    facts mean is decided by the inbound worker.
    """
    channel = find(channel_id)
    provider = provider_of(channel.kind)
    if not _verified(provider, channel, request):
        raise Forbidden("the signature of this request is missing or wrong")
    facts = provider.parse(request)
    if facts:
        _queue(channel, facts, request.body)
    return provider.answer


def _verified(provider: Provider, channel: Channel, request: HookRequest) -> bool:
    if not provider.required_credentials:
        return False
    credentials = read_credentials(channel.account_id, channel.id)
    return provider.verify(request, credentials)


def _queue(channel: Channel, facts: list[Fact], body: bytes) -> None:
    """One FIFO message per sender keeps each sender's order; an equal call within five minutes is
    dropped by the queue, a later one by the mark in the message's transaction."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        sender = fact.sender if isinstance(fact, InboundMessage) else fact.provider_message_id
        groups.setdefault(sender or "", []).append(fact)
    entries = [
        {
            "Id": str(i),
            "MessageBody": json.dumps(
                {
                    "account_id": channel.account_id,
                    "channel_id": channel.id,
                    "facts": [fact.model_dump() for fact in grouped],
                }
            ),
            "MessageGroupId": _digest(f"{channel.id}#{sender}".encode()),
            "MessageDeduplicationId": _digest(f"{channel.id}#{i}#".encode() + body),
            "MessageAttributes": _attributes(),
        }
        for i, (sender, grouped) in enumerate(groups.items())
    ]
    for start in range(0, len(entries), 10):
        batch: Any = entries[start : start + 10]
        answer = sqs().send_message_batch(QueueUrl=settings().inbound_queue_url, Entries=batch)
        if answer.get("Failed"):
            raise RuntimeError("the inbound queue refused a message; the provider will call again")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _attributes() -> dict[str, Any]:
    id_ = correlation_id()
    return {"correlation_id": {"DataType": "String", "StringValue": id_}} if id_ else {}


def get(account_id: str, channel_id: str) -> Channel:
    """A channel of the account."""
    channel = store.get(account_id, channel_id)
    if channel is None:
        raise NotFound("there is no such channel")
    return channel


def read(caller: Caller, channel_id: str) -> Channel:
    """A channel, for an admin who settles it (AUTH-10)."""
    accounts.require_admin(caller)
    return get(caller.account_id, channel_id)


def list_of(caller: Caller) -> list[Channel]:
    """The account's channels, for an admin who settles them (AUTH-10)."""
    accounts.require_admin(caller)
    return store.list_of(caller.account_id)


def of_account(account_id: str) -> list[Channel]:
    """The channels of an account, for rules that choose among them."""
    return store.list_of(account_id)


def directory(caller: Caller) -> list[Channel]:
    """The account's channels, for whoever works with them: their doors show names only."""
    return store.list_of(caller.account_id)


def routed_to(account_id: str, team_id: str) -> list[Channel]:
    """The channels whose messages go to a team."""
    return [channel for channel in store.list_of(account_id) if channel.team_id == team_id]


def connect(
    caller: Caller,
    kind: str,
    name: str,
    team_id: str | None,
    address: str | None,
    options: Mapping[str, Any],
    credentials: Mapping[str, str],
    at: datetime,
) -> Channel:
    """Connect a channel; its messages go to one team (ASG-13), "Entire team" unless said."""
    accounts.require_admin(caller)
    provider = provider_of(kind)
    _require("settings", provider.required_settings, options)
    _require("credentials", provider.required_credentials, credentials)
    if provider.required_credentials and not address:
        raise Invalid("address is missing", errors=[{"field": "address", "message": "required"}])
    team = _team(caller, team_id)
    id_ = new_id("chn")
    channel = Channel(caller.account_id, id_, kind, name, team, at, address, dict(options))
    if credentials:
        write_credentials(channel.account_id, channel.id, dict(credentials))
    store.save(channel)
    return channel


def change(
    caller: Caller,
    channel_id: str,
    fields: Mapping[str, Any],
    credentials: Mapping[str, str] | None,
) -> Channel:
    """Change a channel's name, team, address, settings or credentials."""
    accounts.require_admin(caller)
    channel = get(caller.account_id, channel_id)
    changed = replace(channel, **fields)
    _team(caller, changed.team_id)
    _require("settings", provider_of(channel.kind).required_settings, changed.settings)
    if credentials:
        _require("credentials", provider_of(channel.kind).required_credentials, credentials)
        write_credentials(channel.account_id, channel.id, dict(credentials))
    store.save(changed)
    _known.pop(channel_id, None)
    return changed


def disconnect(caller: Caller, channel_id: str) -> None:
    """Remove a channel and its credentials; its conversations stay."""
    accounts.require_admin(caller)
    channel = get(caller.account_id, channel_id)
    store.delete(channel)
    delete_credentials(channel.account_id, channel.id)
    _known.pop(channel_id, None)


def _team(caller: Caller, team_id: str | None) -> str:
    if team_id is None:
        return accounts.everyone_team_id(caller.account_id)
    if accounts.roster(caller.account_id).team(team_id) is None:
        raise NotFound("there is no such team")
    return team_id


def _require(part: str, names: tuple[str, ...], given: Mapping[str, Any]) -> None:
    missing = [name for name in names if not given.get(name)]
    if missing:
        errors = [{"field": f"{part}.{name}", "message": "required"} for name in missing]
        raise Invalid(f"{', '.join(missing)} must be given", errors=errors)
