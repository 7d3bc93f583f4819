"""What a saved view is, who sees it and who may change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chalicelib.accounts.domain import Caller, Permission

MOST = 50
"""Shared views of an account, and private views of a user: each is counted when they are listed."""


class ViewScope(StrEnum):
    """Whose a view is (CONV-53)."""

    PRIVATE = "private"
    TEAM = "team"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter under a name, and the order of what it finds."""

    account_id: str
    id: str
    name: str
    scope: ViewScope
    creator_id: str
    team_id: str | None = None
    """The team whose view it is, if it is a team's."""
    filter: dict[str, Any] = field(default_factory=dict, hash=False)
    """What a list of conversations is asked by; what is missing is not asked."""
    sort: str | None = None


def may_see(caller: Caller, view: SavedView) -> bool:
    """A private view is its creator's alone, a team's its members', the account's everyone's. What
    it finds is only ever what the caller may see."""
    if view.scope is ViewScope.PRIVATE:
        return view.creator_id == caller.user_id
    return caller.sees_team(view.team_id)


def may_change(caller: Caller, view: SavedView) -> bool:
    """Its creator may, and who manages what is shared where it is."""
    shared = view.scope is not ViewScope.PRIVATE
    return view.creator_id == caller.user_id or (caller.may(Permission.SHARED) and shared)
