"""What a team is, how work is distributed in it, and who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.accounts.domain.people import User
from chalicelib.accounts.domain.roles import CustomRole, Permission, built_in, whole

SHARED = "shared"
PERSONAL = "personal"

MANUAL = "manual"
"""Conversations wait until somebody takes them (ASG-15)."""
AUTOMATIC = "automatic"
"""They are given to whoever is free (ASG-14)."""
OFFER = "offer"
"""They are offered to one agent after another (ASG-21, D13)."""

ROUND_ROBIN = "round_robin"
LEAST_LOADED = "least_loaded"
LONGEST_IDLE = "longest_idle"
STRATEGIES = (LEAST_LOADED, ROUND_ROBIN, LONGEST_IDLE)
"""How an agent is chosen among those who are free (ASG-20)."""

BY_WAIT = "waiting"
BY_AGE = "oldest"
VIP_FIRST = "vip"
ORDERS = (BY_WAIT, BY_AGE, VIP_FIRST)
"""Who is served first: who waits longest, whose conversation is oldest, or the priority first and
then who waits longest (ASG-41)."""


@dataclass(frozen=True, slots=True)
class Overflow:
    """What happens to a conversation that waited too long (ASG-42)."""

    after_seconds: int
    action: str
    """`team`: it goes to another; `message`: the customer is told; `close`: told, and closed."""
    team_id: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """How a team's work finds its agents, beyond the mode."""

    strategy: str = LEAST_LOADED
    order: str = BY_WAIT
    priority: int = 3
    """1 first, 5 last: of which team an agent who becomes free is served first (ASG-41)."""
    offer_seconds: int = 30
    """How long an offer stands (ASG-26)."""
    pause_missed: bool = False
    """Whether who misses an offer is put on an unpaid pause (ASG-26)."""
    offer_url: str | None = None
    """A page that an offer's extra button opens, with `{conversation_id}`, `{contact_id}`,
    `{phone}` and `{email}` filled in (ASG-24)."""
    offer_url_label: str | None = None
    skills: tuple[str, ...] = ()
    """What every agent of a conversation must know (ASG-39)."""
    relax_seconds: int | None = None
    """After how long in the queue skills are not asked for any more; None: never."""
    last_agent_seconds: int = 0
    """For how long a returning customer waits for whoever served them last (ASG-40)."""
    overflow: Overflow | None = None
    wrap_up_seconds: int = 0
    """For how long nothing new comes after a conversation that an agent ended (ASG-43)."""
    silent_minutes: int | None = None
    """After how long without a reply an assignee loses the conversation (ASG-45); None: never."""
    silent_to: str = "next"
    """`next`: it goes to another agent; `unassigned`: back to the queue for anybody."""
    hours_id: str | None = None
    """The team's own office hours (SETA-09); None: the account's."""
    sla_id: str | None = None
    """The service level of its conversations (ASG-38); None: the account's, if there is one."""
    needs_disposition: bool | None = None
    """Whether closing needs a disposition here (CONV-29); None: as the account says."""


@dataclass(frozen=True, slots=True)
class Team:
    """A group of users who share inboxes. `everyone` marks the team of all users (ASG-11)."""

    account_id: str
    id: str
    name: str
    distribution: str
    """`MANUAL`, `AUTOMATIC` or `OFFER`."""
    created_at: datetime
    everyone: bool = False
    ownership: str = SHARED
    """Whether a conversation has one owner, or several assignees who share it (D2)."""
    routing: Routing = Routing()
    managed_by: str | None = None
    """The stack that declares it, and so changes it alone (design: Configuration)."""


@dataclass(frozen=True, slots=True)
class Roster:
    """An account's people: one query tells who is in which team and how busy. Users who were
    deactivated are in `former`, for their names."""

    users: tuple[User, ...]
    teams: tuple[Team, ...]
    memberships: frozenset[tuple[str, str]]
    """Pairs of team id and user id; the team of everyone has none."""
    former: tuple[User, ...] = ()
    roles: tuple[CustomRole, ...] = ()
    """The account's own; what a built-in role allows is known anyway."""

    def role(self, role_id: str) -> CustomRole | None:
        """A role of the account's own by id."""
        return next((role for role in self.roles if role.id == role_id), None)

    def allowed(self, role: str) -> frozenset[Permission]:
        """What a role allows: nothing where there is no such role."""
        own = self.role(role)
        return built_in(role) or (whole(own.permissions) if own else frozenset())

    def team(self, team_id: str) -> Team | None:
        """A team by id."""
        return next((team for team in self.teams if team.id == team_id), None)

    def user(self, user_id: str) -> User | None:
        """A user by id, unless deactivated."""
        return next((user for user in self.users if user.id == user_id), None)

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
