"""The saved views that a caller may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.runtime.errors import Forbidden, Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.saved_views import store
from chalicelib.saved_views.domain import MOST, SavedView, ViewScope, may_change, may_see


def visible(caller: Caller) -> list[SavedView]:
    """The caller's own views, those of their teams and the account's, by name (CONV-53)."""
    own = store.of_user(caller.account_id, caller.user_id)
    shared = [view for view in store.shared(caller.account_id) if may_see(caller, view)]
    return sorted([*own, *shared], key=lambda view: (view.name.casefold(), view.id))


def get(caller: Caller, view_id: str) -> SavedView:
    """A view; NotFound for one that the caller may not see."""
    view = store.get(caller.account_id, caller.user_id, view_id)
    if view is None or not may_see(caller, view):
        raise NotFound("there is no such view")
    return view


def create(
    caller: Caller,
    name: str,
    scope: ViewScope,
    team_id: str | None,
    filter_: dict[str, Any],
    sort: str | None,
) -> SavedView:
    """Keep a filter: for oneself, for a team, or (admins) for the whole account."""
    if (scope is ViewScope.TEAM) != (team_id is not None):
        raise Invalid(
            "a team's view names its team, and no other view does",
            errors=[{"field": "team_id", "message": f"wrong for the scope {scope}"}],
        )
    if scope is ViewScope.ACCOUNT:
        accounts.require(caller, Permission.SHARED)
    private = scope is ViewScope.PRIVATE
    if not private:
        accounts.require_sharing(caller, team_id)
    others = (
        store.of_user(caller.account_id, caller.user_id)
        if private
        else store.shared(caller.account_id)
    )
    if len(others) >= MOST:
        raise Refused(f"there are {MOST} views already; remove one that is no longer used")
    id_, user = new_id("viw"), caller.user_id
    view = SavedView(caller.account_id, id_, name, scope, user, team_id, filter_, sort)
    store.create(view)
    return view


def change(caller: Caller, view_id: str, fields: dict[str, Any]) -> SavedView:
    """Give a view another name, filter or order."""
    changed = replace(_changeable(caller, view_id), **fields)
    store.replace(changed)
    return changed


def delete(caller: Caller, view_id: str) -> None:
    """Remove a view; the conversations that it found stay."""
    store.delete(_changeable(caller, view_id))


def _changeable(caller: Caller, view_id: str) -> SavedView:
    view = get(caller, view_id)
    if not may_change(caller, view):
        raise Forbidden("only an admin or who made this view may change it")
    return view
