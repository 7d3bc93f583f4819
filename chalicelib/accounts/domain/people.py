"""What an account, a user and a caller are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.accounts.domain.roles import Permission, Role, Scope, built_in, scope_of, whole
from chalicelib.accounts.domain.sessions import NEVER_ENDED, Sessions

DEFAULT_HOURS: dict[str, Any] = {
    "time_zone": "UTC",
    "week": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
"""Office hours of a new account (AUTH-01, SETA-06)."""

CHATS = "chats"
"""Written conversations, as work that a user can switch off for a team (ASG-18)."""
CALLS = "calls"
"""Phone calls, likewise (ASG-19)."""


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
class Pause:
    """Why a user is away, and since when (RT-12, ASG-27)."""

    reason_id: str | None
    """One of the account's reasons; None: they gave none."""
    name: str
    paid: bool
    since: datetime
    automatic: bool = False
    """Whether a rule set it: an offer was missed (ASG-26), or nobody was at the screen (ASG-46)."""
    rule: str | None = None
    """Which: one of `availability.domain.AUTOMATIC`."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """The offer that a user has on screen now: one at a time."""

    conversation_id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class User:
    """A person who works for the account."""

    account_id: str
    id: str
    email: str
    name: str
    role: str
    """A `Role`, or the id of a `CustomRole`."""
    availability: Availability
    created_at: datetime
    load: int = 0
    """What the open conversations assigned to the user weigh together (ASG-44); kept by the
    transactions that change it."""
    preferences: dict[str, Any] = field(default_factory=dict, hash=False)
    """What the user has chosen; `complete` fills in the rest."""
    pause: Pause | None = None
    limit: int | None = None
    """How much they want to have at once (ASG-17); None: what the account allows."""
    skills: tuple[str, ...] = ()
    off: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    """By team, what they take none of now: `CHATS`, `CALLS` (ASG-18, ASG-19, ASG-28)."""
    wrap_up_until: datetime | None = None
    """Until when nothing new comes after a conversation that they ended (ASG-43)."""
    given_at: datetime | None = None
    """When they were last given or offered work by a rule."""
    idle_since: datetime | None = None
    """When their load last moved."""
    ringing: Ringing | None = None
    active: bool = True
    """False once deactivated (AUTH-16): known by name to what they did, and nothing else."""
    photo: str | None = None
    """Where their photo lies (SETP-03)."""
    profile: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Contact details, verified numbers, language, country, time zone (SETP-02 to 08)."""
    sessions: Sessions = NEVER_ENDED

    def takes(self, team_id: str, what: str = CHATS) -> bool:
        """Whether they take this sort of work of a team."""
        return what not in self.off.get(team_id, frozenset())


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user as the rules see them. Loaded fresh for each request, so that a changed
    role or a removed membership counts at once."""

    account_id: str
    user_id: str
    name: str
    role: str
    team_ids: frozenset[str]
    availability: Availability = Availability.AVAILABLE
    preferences: dict[str, Any] = field(default_factory=dict, hash=False)
    """What the user has chosen, as stored: a key that they never set is missing."""
    restricted: bool = False
    """Whether any restricted conversation was ever opened to the user by name (CONV-40)."""
    granted: frozenset[Permission] | None = None
    """What their role allows; None: what `role` does, which is a built-in one."""
    sessions: Sessions = NEVER_ENDED

    @property
    def is_admin(self) -> bool:
        """Admins read and settle everything in their account."""
        return self.role == Role.ADMIN

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that they may do; nothing with a role that is gone."""
        if self.granted is not None:
            return whole(self.granted)
        return built_in(self.role) or frozenset()

    @property
    def scope(self) -> Scope:
        """How far they see (ASG-49)."""
        return scope_of(self.permissions)

    def may(self, permission: Permission) -> bool:
        """Whether they may do this."""
        return permission in self.permissions

    def sees_team(self, team_id: str | None) -> bool:
        """Whether what belongs to a team, or to everyone (None), is there for the caller."""
        return team_id is None or team_id in self.team_ids or self.scope is Scope.ALL


def normal_email(email: str) -> str:
    """Emails are compared without regard to case (AUTH-01)."""
    return email.strip().lower()


DEFAULT_PREFERENCES: dict[str, Any] = {
    "sorts": {},
    "undo_seconds": 0,
    "enter_sends": True,
}


def complete(preferences: Mapping[str, Any]) -> dict[str, Any]:
    """A user's preferences with the defaults of what they never chose."""
    return DEFAULT_PREFERENCES | dict(preferences)


def merge(preferences: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Preferences after a choice: key by key, and list by list in `sorts`, where None takes a
    choice back."""
    sorts = dict(preferences.get("sorts", {})) | dict(chosen.get("sorts", {}))
    kept = {inbox: sort for inbox, sort in sorts.items() if sort is not None}
    return {**preferences, **chosen, "sorts": kept}
