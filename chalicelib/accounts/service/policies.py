"""What an account has settled."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from chalicelib.accounts import store
from chalicelib.accounts.domain import (
    Caller,
    Permission,
    Policy,
)
from chalicelib.accounts.service.callers import require
from chalicelib.runtime.shelf import Managed, stack_name

CACHE_SECONDS = 60
"""How long a warm process trusts what it knows of an account's policy."""


_policies: dict[str, tuple[float, Policy]] = {}


def policy(account_id: str) -> Policy:
    """The account's policy; cached for a minute."""
    until, known = _policies.get(account_id, (0.0, None))
    if known is None or until < time.monotonic():
        known = store.load_policy(account_id)
        _policies[account_id] = (time.monotonic() + CACHE_SECONDS, known)
    return known


def settled(account_id: str) -> Policy:
    """The account's policy as it is now."""
    return store.load_policy(account_id)


def update_policy(caller: Caller, fields: dict[str, Any], stack: str | None = None) -> Policy:
    """Settle some parts of the account's policy, None where there shall be none. Of how messages
    are translated, too, only what is given changes. A workload that a stack declares is changed by
    that stack alone; one that was settled by hand becomes the `stack`'s that declares it."""
    require(caller, Permission.SETTINGS)
    known = asdict(settled(caller.account_id))
    if "workload" in fields:
        _refuse_managed(known["workload"]["managed_by"], stack)
        known["workload"]["managed_by"] = stack
    for part in ("translation", "workload"):
        if fields.get(part):
            fields = fields | {part: known[part] | fields[part]}
    store.save_policy(caller.account_id, fields)
    _policies.pop(caller.account_id, None)
    return policy(caller.account_id)


def _refuse_managed(by: str | None, stack: str | None) -> None:
    if by not in (None, stack):
        raise Managed(f"the workload is declared by the stack {stack_name(by)}; change it there")


def next_number(account_id: str) -> int:
    """A number that no conversation of the account has: 1, 2, 3 … (CONV-56). One that is not used
    leaves a gap."""
    return store.next_number(account_id)
