"""Teams and memberships."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import Team
from chalicelib.accounts.items import (
    MembershipItem,
    TeamItem,
    team_item,
    team_of,
)
from chalicelib.accounts.store.base import Write, connection

AT_ONCE = 100
"""What one transaction changes at most ("TransactWriteItems", Amazon DynamoDB API Reference)."""


def load_team(account_id: str, team_id: str) -> Team | None:
    """One team of the account; None where there is none."""
    try:
        return team_of(TeamItem.get(account_id, f"team#{team_id}"))
    except TeamItem.DoesNotExist:
        return None


def save_team(team: Team, joins: frozenset[str], leaves: frozenset[str]) -> None:
    """Store a team and the memberships that changed: all of it or nothing, up to 99 of them. Of
    more, the last ones come with the team; who was there before can be saved again."""
    in_steps(
        [
            *(_joining(team, user_id) for user_id in sorted(joins)),
            *(_leaving(team, user_id) for user_id in sorted(leaves)),
            lambda tx: tx.save(team_item(team)),
        ]
    )


def delete_team(team: Team, members: frozenset[str]) -> None:
    """Remove a team and its memberships; of more than 99 members the last ones leave with it."""
    in_steps(
        [
            *(_leaving(team, user_id) for user_id in sorted(members)),
            lambda tx: tx.delete(TeamItem(team.account_id, f"team#{team.id}")),
        ]
    )


def in_steps(writes: Sequence[Write]) -> None:
    """Write in as few transactions as can be, in this order."""
    for start in range(0, len(writes), AT_ONCE):
        with TransactWrite(connection=connection()) as tx:
            for write in writes[start : start + AT_ONCE]:
                write(tx)


def _joining(team: Team, user_id: str) -> Write:
    return lambda tx: tx.save(_membership(team, user_id))


def _leaving(team: Team, user_id: str) -> Write:
    return lambda tx: tx.delete(_membership(team, user_id))


def _membership(team: Team, user_id: str) -> MembershipItem:
    return MembershipItem(team.account_id, f"user#{user_id}#team#{team.id}")
