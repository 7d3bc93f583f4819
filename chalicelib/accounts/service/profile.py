"""Oneself: name, contact details, photo, preferences (SETP-02 to 08)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.accounts import store
from chalicelib.accounts.domain import Caller, User, merge
from chalicelib.accounts.domain.profile import EMPTY, changed
from chalicelib.accounts.service.people import ATTEMPTS
from chalicelib.contacts.domain import normal_phone
from chalicelib.runtime.errors import Conflict


def update_me(
    caller: Caller, fields: Mapping[str, Any], preferences: dict[str, Any] | None = None
) -> User:
    """Change one's own name, profile, limit (ASG-17) or some of one's preferences. None takes
    back what may be missing."""
    said = {name: fields[name] for name in EMPTY if name in fields}
    if said.get("phone"):
        said["phone"] = normal_phone(said["phone"])
    if said:
        change_profile(caller, lambda profile: changed(profile, said))
    if preferences:
        _prefer(caller, preferences)
    rest = {name: fields[name] for name in ("name", "limit") if name in fields}
    return store.update_user(caller.account_id, caller.user_id, **rest)


def change_profile(
    caller: Caller, change: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """Change what is stored; when another window was faster, what that left."""
    for _ in range(ATTEMPTS):
        before = store.load_user(caller.account_id, caller.user_id).profile
        after = change(before)
        try:
            store.replace(caller.account_id, caller.user_id, "profile", before, after)
        except Conflict:
            continue
        return after
    raise Conflict("your profile is changed elsewhere at this moment; try again")


def _prefer(caller: Caller, chosen: dict[str, Any]) -> None:
    """Merge into what is stored; when another window was faster, into what that left."""
    before = caller.preferences
    for _ in range(ATTEMPTS):
        after = merge(before, chosen)
        try:
            store.replace(caller.account_id, caller.user_id, "preferences", before, after)
        except Conflict:
            before = store.load_user(caller.account_id, caller.user_id).preferences
        else:
            return
    raise Conflict("your preferences are changed elsewhere at this moment; try again")
