"""What an account, a user and a caller are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

DEFAULT_HOURS: dict[str, Any] = {
    "time_zone": "UTC",
    "week": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
"""Office hours of a new account (AUTH-01, SETA-06)."""


class Role(StrEnum):
    """Every user has one of these (AUTH-09)."""

    ADMIN = "admin"
    AGENT = "agent"


class Availability(StrEnum):
    """Whether a user takes conversations (RT-04)."""

    AVAILABLE = "available"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Account:
    """A company."""

    id: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class User:
    """A person who works for the account."""

    account_id: str
    id: str
    email: str
    name: str
    role: Role
    availability: Availability
    created_at: datetime
    load: int = 0
    """Open conversations assigned to the user; kept by the transactions that change it."""


@dataclass(frozen=True, slots=True)
class Team:
    """A group of users who share inboxes. `everyone` marks the team of all users (ASG-11)."""

    account_id: str
    id: str
    name: str
    distribution: str
    created_at: datetime
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """An account's people: one query tells who is in which team and how busy."""

    users: tuple[User, ...]
    teams: tuple[Team, ...]
    memberships: frozenset[tuple[str, str]]
    """Pairs of team id and user id; the team of everyone has none."""

    def team(self, team_id: str) -> Team | None:
        """A team by id."""
        return next((team for team in self.teams if team.id == team_id), None)

    def members(self, team_id: str) -> tuple[User, ...]:
        """Who is in the team."""
        team = self.team(team_id)
        if team is None:
            return ()
        if team.everyone:
            return self.users
        return tuple(user for user in self.users if (team_id, user.id) in self.memberships)

    def teams_of(self, user_id: str) -> tuple[Team, ...]:
        """The teams a user is in."""
        return tuple(
            team for team in self.teams if team.everyone or (team.id, user_id) in self.memberships
        )


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user as the rules see them. Loaded fresh for each request, so that a changed
    role or a removed membership counts at once."""

    account_id: str
    user_id: str
    name: str
    role: Role
    team_ids: frozenset[str]

    @property
    def is_admin(self) -> bool:
        """Admins read and settle everything in their account."""
        return self.role is Role.ADMIN


def normal_email(email: str) -> str:
    """Emails are compared without regard to case (AUTH-01)."""
    return email.strip().lower()
