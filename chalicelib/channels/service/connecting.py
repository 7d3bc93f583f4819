"""Connecting channels, changing and disconnecting them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.channels import store
from chalicelib.channels.domain import Channel, Field, Managed, Provider, SendError
from chalicelib.channels.registry import KINDS, provider_of
from chalicelib.channels.service import health
from chalicelib.channels.service.reading import forget, get, hook_url
from chalicelib.runtime.errors import Conflict, Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.secrets import delete_credentials, read_credentials, write_credentials
from chalicelib.runtime.settings import settings

ADDRESS = "address"


def kinds(caller: Caller) -> list[Provider]:
    """Every kind of channel that can be connected, for an admin."""
    accounts.require(caller, Permission.CHANNELS)
    return [provider_of(kind) for kind in KINDS]


def connect(
    caller: Caller,
    kind: str,
    name: str,
    team_id: str | None,
    address: str | None,
    options: Mapping[str, Any],
    credentials: Mapping[str, str],
    at: datetime,
    *,
    channel_id: str | None = None,
    stack: str | None = None,
) -> tuple[Channel, dict[str, str]]:
    """Connect a channel; its messages go to one team (ASG-13), "Entire team" unless said. The
    provider has to accept the credentials; what it needs to know of us, it is told where its API
    takes that. Conflict when another channel has the address already. Answers besides the secrets
    that were made here: nobody can see them later. A stack that declares it names itself and the
    channel's id."""
    accounts.require(caller, Permission.CHANNELS)
    provider = provider_of(kind)
    given = {"settings": dict(options), "credentials": dict(credentials)}
    _complete(provider.fields, given)
    _require(provider.fields, given, address)
    channel = Channel(
        caller.account_id,
        channel_id or new_id("chn"),
        kind,
        name,
        _team(caller, team_id),
        at,
        provider.normal(address) if address else None,
        given["settings"],
        stack,
    )
    _refuse_known(channel)
    try:
        channel = _kept(provider, channel, given["credentials"])
    except Exception:
        _remove(channel)
        raise
    made = {k: v for k, v in given["credentials"].items() if k not in credentials}
    return channel, made


def change(
    caller: Caller,
    channel_id: str,
    fields: Mapping[str, Any],
    credentials: Mapping[str, str] | None,
    at: datetime,
    *,
    stack: str | None = None,
    without: frozenset[str] = frozenset(),
) -> Channel:
    """Change a channel's name, team, address, settings or credentials. New credentials are proven
    to the provider first; then what waited for them goes out (CH-34). One that a stack declares is
    changed by that stack alone; settings that it declared before and no longer does go (`without`).
    """
    accounts.require(caller, Permission.CHANNELS)
    channel = get(caller.account_id, channel_id)
    _refuse_managed(channel, stack)
    provider = provider_of(channel.kind)
    changed = replace(channel, **fields)
    if changed.address:
        changed = replace(changed, address=provider.normal(changed.address))
    _team(caller, changed.team_id)
    before = _credentials(channel, provider)
    known = before | dict(credentials or {})
    given = {"settings": dict(changed.settings), "credentials": known}
    kept = {name: value for name, value in channel.settings.items() if name not in without}
    _complete(provider.fields, given, kept)
    _require(provider.fields, given, changed.address)
    changed = replace(changed, settings=given["settings"])
    _refuse_known(changed)
    if not credentials:
        _keep(changed)
        return changed
    try:
        changed = _kept(provider, changed, known)
    except Exception:
        _keep(channel, before)
        raise
    health.accepted(changed, at)
    return changed


def check(caller: Caller, channel_id: str, at: datetime) -> Channel:
    """Prove a channel's credentials to its provider, and tell it our address again; Refused with
    what is wrong. Where they were refused before, what waited goes out (CH-34)."""
    accounts.require(caller, Permission.CHANNELS)
    channel = get(caller.account_id, channel_id)
    provider = provider_of(channel.kind)
    try:
        checked = _registered(provider, channel, _credentials(channel, provider))
    except Refused as error:
        if error.facts.get("unauthorized"):
            health.refused(channel, str(error), at)
        raise
    store.save(checked)
    forget(channel_id)
    health.accepted(checked, at)
    return checked


def disconnect(caller: Caller, channel_id: str, *, stack: str | None = None) -> None:
    """Remove a channel and its credentials; its conversations stay. One that a stack declares is
    removed by that stack alone."""
    accounts.require(caller, Permission.CHANNELS)
    channel = get(caller.account_id, channel_id)
    _refuse_managed(channel, stack)
    _remove(channel)


def _kept(provider: Provider, channel: Channel, credentials: Mapping[str, str]) -> Channel:
    """Store a channel, then register it: providers call our URL with a challenge before they
    answer, and the door has to know the channel by then."""
    _keep(channel, credentials)
    registered = _registered(provider, channel, credentials)
    if registered != channel:
        _keep(registered)
    return registered


def _keep(channel: Channel, credentials: Mapping[str, str] | None = None) -> None:
    """Store a channel, and its credentials where they are given. Those who need none (mail by SES)
    are kept as such: whoever sends asks for them."""
    if credentials is not None and _has_credentials(provider_of(channel.kind)):
        write_credentials(channel.account_id, channel.id, dict(credentials))
    store.save(channel)
    forget(channel.id)


def _remove(channel: Channel) -> None:
    store.delete(channel)
    delete_credentials(channel.account_id, channel.id)
    forget(channel.id)


def steps(channel: Channel) -> list[str]:
    """What an admin does at the provider, with our URL and the tokens made for it filled in."""
    known = {name: str(value) for name, value in channel.settings.items()}
    known |= {
        "webhook_url": hook_url(channel.id),
        "forward_to": f"{channel.id.lower()}@{settings().mail_domain}",
        ADDRESS: channel.address or "",
    }
    return [filled(step, known) for step in provider_of(channel.kind).steps]


def filled(text: str, known: Mapping[str, str]) -> str:
    """A text with the names in braces that are known replaced by their values."""
    for name, value in known.items():
        text = text.replace("{" + name + "}", value)
    return text


def _credentials(channel: Channel, provider: Provider) -> dict[str, str]:
    if not _has_credentials(provider):
        return {}
    return read_credentials(channel.account_id, channel.id, fresh=True)


def _has_credentials(provider: Provider) -> bool:
    return any(one.part == "credentials" for one in provider.fields)


def _registered(provider: Provider, channel: Channel, credentials: Mapping[str, str]) -> Channel:
    if provider.register is None:
        return channel
    try:
        told = provider.register(channel, credentials, hook_url(channel.id))
    except SendError as error:
        raise Refused(str(error), unauthorized=error.unauthorized) from error
    return replace(channel, settings={**channel.settings, **told})


def _complete(
    fields: tuple[Field, ...],
    given: Mapping[str, dict[str, Any]],
    before: Mapping[str, Any] | None = None,
) -> None:
    """Make what is ours to make; settings that a provider told us before stay."""
    for field in fields:
        if field.part == ADDRESS:
            continue
        part = given[field.part]
        if field.generated and not part.get(field.name):
            kept = (before or {}).get(field.name) if field.part == "settings" else None
            part[field.name] = kept or field.make()
    names = {field.name for field in fields}
    for name, value in (before or {}).items():
        if name not in names:
            given["settings"].setdefault(name, value)


def _require(
    fields: tuple[Field, ...], given: Mapping[str, dict[str, Any]], address: str | None
) -> None:
    missing = [
        ADDRESS if field.part == ADDRESS else f"{field.part}.{field.name}"
        for field in fields
        if field.required
        and not (address if field.part == ADDRESS else given[field.part].get(field.name))
    ]
    if missing:
        errors = [{"field": name, "message": "required"} for name in missing]
        names = ", ".join(name.rpartition(".")[2] for name in missing)
        raise Invalid(f"{names} must be given", errors=errors)


def _refuse_managed(channel: Channel, stack: str | None) -> None:
    """What is declared elsewhere would be undone by the next deployment."""
    if channel.managed_by != stack:
        raise Managed(f"{channel.name} is declared by the stack {channel.stack}; change it there")


def _refuse_known(channel: Channel) -> None:
    """One address is one channel of an account: what comes in would belong to either."""
    if channel.address is None:
        return
    for other in store.list_of(channel.account_id):
        same = other.kind == channel.kind and other.address == channel.address
        if same and other.id != channel.id:
            raise Conflict(f"{channel.address} is connected already, as {other.name}")


def _team(caller: Caller, team_id: str | None) -> str:
    if team_id is None:
        return accounts.everyone_team_id(caller.account_id)
    if accounts.roster(caller.account_id).team(team_id) is None:
        raise NotFound("there is no such team")
    return team_id
