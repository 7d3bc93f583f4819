"""What a label is, who sees it and who may change it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.accounts.domain import Caller, Permission

MOST = 200
"""Team labels of an account, and private labels of a user."""


class LabelScope(StrEnum):
    """Whose a label is (NOTE-14)."""

    TEAM = "team"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Label:
    """A word with a colour."""

    account_id: str
    id: str
    name: str
    color: str
    """`#rrggbb`."""
    scope: LabelScope
    creator_id: str
    team_id: str | None = None
    """The team whose label it is; None is everyone. A private label has none."""

    @property
    def shelf(self) -> str:
        """Within what the name is unique: a team's labels, everyone's, or one user's own."""
        if self.scope is LabelScope.PRIVATE:
            return f"private:{self.creator_id}"
        return f"team:{self.team_id or ''}"


def may_see(caller: Caller, label: Label) -> bool:
    """Private labels are their creator's alone, team labels their team's (NOTE-14)."""
    if label.scope is LabelScope.PRIVATE:
        return label.creator_id == caller.user_id
    return caller.sees_team(label.team_id)


def may_change(caller: Caller, label: Label) -> bool:
    """Its creator may, and who manages what is shared for a team label."""
    return label.creator_id == caller.user_id or (
        caller.may(Permission.SHARED) and label.scope is LabelScope.TEAM
    )
