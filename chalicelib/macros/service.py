"""The macros that a caller may run: kept, and checked when they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from chalicelib.macros import store
from chalicelib.macros.domain import (
    ME,
    MOST,
    Action,
    Macro,
    refuse_senseless,
    refuse_unknown_variables,
    wrong,
)
from chalicelib.runtime.errors import Forbidden, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.templates.domain import Sharing, Visibility, may_change, may_see, shared

AI_AGENT = "ai_agent"
"""Whom the AI agent is as an assignee."""


def usable(caller: Caller) -> list[Macro]:
    """The macros of everyone, of the caller's teams and their own, by name."""
    own = store.of_user(caller.account_id, caller.user_id)
    others = store.of_account(caller.account_id)
    theirs = [one for one in others if may_see(caller, one.sharing, one.creator_id)]
    return sorted([*own, *theirs], key=lambda one: (one.name.casefold(), one.id))


def get(caller: Caller, macro_id: str) -> Macro:
    """A macro that the caller may run; NotFound when there is none for them."""
    macro = store.get(caller.account_id, caller.user_id, macro_id)
    if macro is None or not may_see(caller, macro.sharing, macro.creator_id):
        raise NotFound("there is no such macro")
    return macro


def create(
    caller: Caller, name: str, sharing: Sharing, actions: Sequence[Action], at: datetime
) -> Macro:
    """Steps for the caller alone, for a team of theirs or for everyone."""
    own = sharing.visibility is Visibility.PRIVATE
    if not own:
        accounts.require_sharing(caller, sharing.team_id)
    _check(caller, sharing, actions)
    account = caller.account_id
    held = store.of_user(account, caller.user_id) if own else store.of_account(account)
    if len(held) >= MOST:
        raise Refused(f"there are {MOST} macros already; remove one that is no longer used")
    macro = Macro(
        account, new_id("mac"), name, sharing, caller.user_id, caller.name, at, tuple(actions)
    )
    store.create(macro)
    return macro


def change(caller: Caller, macro_id: str, fields: Mapping[str, Any], at: datetime) -> Macro:
    """Change a macro's name, its steps or who has it."""
    before = _changeable(caller, macro_id)
    known = dict(fields)
    if "visibility" in known or "team_id" in known:
        known["sharing"] = _moved(caller, before, known)
    if "actions" in known:
        known["actions"] = tuple(known["actions"])
    macro = replace(before, **known, updated_at=max(at, before.updated_at))
    if macro.actions != before.actions or macro.sharing != before.sharing:
        _check(caller, macro.sharing, macro.actions)
    store.replace(macro, before)
    return macro


def delete(caller: Caller, macro_id: str) -> None:
    """Remove a macro; what it did stays."""
    store.delete(_changeable(caller, macro_id))


def _changeable(caller: Caller, macro_id: str) -> Macro:
    macro = get(caller, macro_id)
    if not may_change(caller, macro.creator_id):
        raise Forbidden("only an admin or who wrote this macro may change it")
    return macro


def _moved(caller: Caller, before: Macro, known: dict[str, Any]) -> Sharing:
    visibility = known.pop("visibility", None)
    own = before.sharing.team_id if visibility == Visibility.TEAM else None
    sharing = shared(visibility, known.pop("team_id", own))
    if sharing.visibility is not Visibility.PRIVATE:
        accounts.require_sharing(caller, sharing.team_id)
    if sharing.visibility is Visibility.PRIVATE and before.creator_id != caller.user_id:
        raise Forbidden("only who wrote a macro may take it back from everybody else")
    return sharing


def _check(caller: Caller, sharing: Sharing, actions: Sequence[Action]) -> None:
    """Invalid for steps that could never be done: labels and users that there are none of, labels
    that not all who run it see, variables that mean nothing."""
    refuse_senseless(actions)
    refuse_unknown_variables(actions)
    for at, action in enumerate(actions):
        if "label_ids" in action:
            _check_labels(caller, sharing, at, action["label_ids"])
        if "user_ids" in action:
            _check_users(caller, at, action["user_ids"])


def _check_labels(caller: Caller, sharing: Sharing, at: int, ids: Sequence[str]) -> None:
    try:
        found = labels.pick(caller, ids)
    except NotFound as error:
        raise wrong(at, "label_ids", "one of these labels is gone") from error
    if sharing.visibility is Visibility.PRIVATE:
        return
    for label in found:
        if label.scope is LabelScope.PRIVATE or label.team_id not in (None, sharing.team_id):
            raise wrong(at, "label_ids", f"not everyone who runs this sees the label {label.name}")


def _check_users(caller: Caller, at: int, ids: Sequence[str]) -> None:
    known = {user.id for user in accounts.roster(caller.account_id).users} | {ME, AI_AGENT}
    if not known.issuperset(ids):
        raise wrong(at, "user_ids", "one of these colleagues is gone")
