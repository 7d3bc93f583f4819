"""Teams and memberships."""

from __future__ import annotations

from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import (
    Team,
)
from chalicelib.accounts.items import (
    MembershipItem,
    TeamItem,
    team_item,
)
from chalicelib.accounts.store.base import connection


def save_team(team: Team, joins: frozenset[str], leaves: frozenset[str]) -> None:
    """Store a team and the memberships that changed."""
    with TransactWrite(connection=connection()) as tx:
        tx.save(team_item(team))
        for user_id in joins:
            tx.save(MembershipItem(team.account_id, f"user#{user_id}#team#{team.id}"))
        for user_id in leaves:
            tx.delete(MembershipItem(team.account_id, f"user#{user_id}#team#{team.id}"))


def delete_team(team: Team, members: frozenset[str]) -> None:
    """Remove a team and its memberships."""
    with TransactWrite(connection=connection()) as tx:
        tx.delete(TeamItem(team.account_id, f"team#{team.id}"))
        for user_id in members:
            tx.delete(MembershipItem(team.account_id, f"user#{user_id}#team#{team.id}"))
