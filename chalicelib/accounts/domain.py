"""What an account, a user and a caller are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

SHARED = "shared"
PERSONAL = "personal"

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
    preferences: dict[str, Any] = field(default_factory=dict, hash=False)
    """What the user has chosen; `complete` fills in the rest."""


@dataclass(frozen=True, slots=True)
class Team:
    """A group of users who share inboxes. `everyone` marks the team of all users (ASG-11)."""

    account_id: str
    id: str
    name: str
    distribution: str
    created_at: datetime
    everyone: bool = False
    ownership: str = SHARED
    """Whether a conversation has one owner, or several assignees who share it (D2)."""


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
    availability: Availability = Availability.AVAILABLE
    preferences: dict[str, Any] = field(default_factory=dict, hash=False)
    """What the user has chosen, as stored: a key that they never set is missing."""
    restricted: bool = False
    """Whether any restricted conversation was ever opened to the user by name (CONV-40)."""

    @property
    def is_admin(self) -> bool:
        """Admins read and settle everything in their account."""
        return self.role is Role.ADMIN

    def sees_team(self, team_id: str | None) -> bool:
        """Whether what belongs to a team, or to everyone (None), is there for the caller."""
        return team_id is None or self.is_admin or team_id in self.team_ids


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


LONGEST_REOPENING = 24 * 365
"""Hours."""
SHORTEST_SILENCE, LONGEST_SILENCE = 5, 60 * 24 * 365
"""Minutes until a silent conversation is closed."""
LONGEST_FAREWELL = 1000
"""Characters."""
LONGEST_EDITING = 60 * 24 * 7
"""Minutes."""


GLOSSARY_AT_MOST = 256
"""Terms; what one custom terminology of Amazon Translate holds, too."""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word that a translation keeps, or translates as told (MSG-26)."""

    term: str
    keep: bool = True
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)
    """By language (BCP 47)."""

    def in_language(self, code: str) -> str | None:
        """What it is called in a language, or in the language without its region."""
        named = {name.lower(): words for name, words in self.translations.items()}
        return named.get(code.lower()) or named.get(code.lower().partition("-")[0])


@dataclass(frozen=True, slots=True)
class TranslationPolicy:
    """How an account has messages translated."""

    automatic: bool = False
    """Whether what customers write in another language is translated as it comes (MSG-10)."""
    language: str = "en"
    """What the agents read and write (BCP 47)."""
    two_way: bool = False
    """Whether answers go out in the customer's language unless an agent says otherwise."""
    formality: str | None = None
    """`formal` or `informal`, where the customer's language knows the difference."""
    glossary: tuple[GlossaryTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """How an account's conversations end, come back and are corrected. A channel may differ."""

    after_close: str = "reopen"
    """Whether a message after the end reopens the conversation or starts a `new` one (D1)."""
    reopen_hours: int | None = None
    """For how long after the end a message still reopens (CONV-55); None is for ever."""
    auto_close_minutes: int | None = None
    """After how much silence a conversation is closed; None is never."""
    auto_close_message: str | None = None
    """What the customer is told then."""
    edit_minutes: int = 15
    """For how long an agent may change or retract a sent message."""
    needs_disposition: bool = False
    """Whether an agent must say how a conversation ended to close it (CONV-29, D19)."""
    translation: TranslationPolicy = TranslationPolicy()

    def with_overrides(self, settings: Mapping[str, Any]) -> Policy:
        """The policy where a channel's settings win; a value that no policy can have is ignored."""
        known = {key: settings[key] for key in _FITS if key in settings}
        return replace(self, **{key: value for key, value in known.items() if _FITS[key](value)})


def _within(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


_FITS: dict[str, Callable[[object], bool]] = {
    "after_close": lambda value: value in ("reopen", "new"),
    "reopen_hours": lambda value: value is None or _within(value, 1, LONGEST_REOPENING),
    "auto_close_minutes": lambda value: (
        value is None or _within(value, SHORTEST_SILENCE, LONGEST_SILENCE)
    ),
    "auto_close_message": lambda value: (
        value is None
        or (isinstance(value, str) and value.strip() != "" and len(value) <= LONGEST_FAREWELL)
    ),
    "edit_minutes": lambda value: _within(value, 0, LONGEST_EDITING),
    "needs_disposition": lambda value: isinstance(value, bool),
}
