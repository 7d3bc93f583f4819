"""Knowing channels: by id, by address, of an account, and what they can do."""

from __future__ import annotations

import time

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission, Policy
from chalicelib.channels import store
from chalicelib.channels.domain import Capabilities, Channel
from chalicelib.channels.registry import provider_of
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.settings import settings

CACHE_SECONDS = 60
"""How long a warm function trusts what it knows of a channel."""

_known: dict[str, tuple[float, Channel]] = {}


def capabilities(kind: str) -> Capabilities:
    """What a kind of channel can do."""
    return provider_of(kind).capabilities


def label(kind: str) -> str:
    """What people call a kind of channel."""
    return provider_of(kind).label


def space_of(kind: str) -> str:
    """What the addresses of a kind of channel are: phone, email, or the kind itself, where they
    mean something there alone (CRM-26)."""
    space = capabilities(kind).space
    return kind if space == "own" else space


def place(channel_id: str, kind: str) -> tuple[str, str]:
    """The space of a channel's addresses and the name of its thread, also of one that is gone."""
    try:
        return space_of(kind), find(channel_id).thread
    except NotFound:
        return space_of(kind), channel_id


def find(channel_id: str) -> Channel:
    """A channel by its id alone, for doors that know no account; cached for a minute."""
    until, channel = _known.get(channel_id, (0.0, None))
    if channel is None or until < time.monotonic():
        channel = store.find(channel_id)
        if channel is None:
            raise NotFound("there is no such channel")
        _known[channel_id] = (time.monotonic() + CACHE_SECONDS, channel)
    return channel


def forget(channel_id: str) -> None:
    """Look a channel up anew the next time."""
    _known.pop(channel_id, None)


def owner(channel: Channel, recipient: str | None) -> Channel:
    """The channel that something was meant for: a provider's app calls one address for all of a
    company's numbers and pages, so the recipient may be another channel of the account."""
    own = channel.settings.get("recipient")
    if not recipient or not own or recipient == own:
        return channel
    others = (one for one in store.list_of(channel.account_id) if one.kind == channel.kind)
    return next((one for one in others if one.settings.get("recipient") == recipient), channel)


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


def get(account_id: str, channel_id: str) -> Channel:
    """A channel of the account."""
    channel = store.get(account_id, channel_id)
    if channel is None:
        raise NotFound("there is no such channel")
    return channel


def read(caller: Caller, channel_id: str) -> Channel:
    """A channel, for an admin who settles it (AUTH-10)."""
    accounts.require(caller, Permission.CHANNELS)
    return get(caller.account_id, channel_id)


def list_of(caller: Caller) -> list[Channel]:
    """The account's channels, for an admin who settles them (AUTH-10)."""
    accounts.require(caller, Permission.CHANNELS)
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


def restriction(channel_id: str, kind: str, address: str) -> str | None:
    """Why nothing can be sent from a channel to an address, as far as that is known before it is
    tried (CH-14); None when it can, or the channel is gone."""
    check = provider_of(kind).restriction
    if check is None:
        return None
    try:
        return check(find(channel_id), address)
    except NotFound:
        return None
