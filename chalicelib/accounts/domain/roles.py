"""What users may do: named permissions, and the roles that are made of them (AUTH-09, AUTH-17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles that every account has (AUTH-09). Others are an account's own, by their ids."""

    ADMIN = "admin"
    AGENT = "agent"


class Permission(StrEnum):
    """What a role may allow. Whatever it says, users see what is assigned to them."""

    READ_ALL = "conversations.read_all"
    READ_TEAM = "conversations.read_team"
    REPLY = "conversations.reply"
    NOTE = "conversations.note"
    ASSIGN = "conversations.assign"
    CLOSE = "conversations.close"
    CLOSE_ANY = "conversations.close_any"
    DELETE = "conversations.delete"
    SUPERVISE = "conversations.supervise"
    CONTACTS = "contacts.manage"
    SHARED = "shared.manage"
    KNOWLEDGE = "knowledge.manage"
    REPORTS = "reports.read"
    PEOPLE = "people.manage"
    TEAMS = "teams.manage"
    CHANNELS = "channels.manage"
    SETTINGS = "settings.manage"


MEANS: dict[Permission, str] = {
    Permission.READ_ALL: "See every team's conversations",
    Permission.READ_TEAM: "See all conversations of their teams, not only their own",
    Permission.REPLY: "Write to customers",
    Permission.NOTE: "Write notes",
    Permission.ASSIGN: "Assign, transfer and invite",
    Permission.CLOSE: "Close their own conversations",
    Permission.CLOSE_ANY: "Close conversations of others",
    Permission.DELETE: "Delete conversations for good",
    Permission.SUPERVISE: "Listen in, whisper and take over",
    Permission.CONTACTS: "Edit, merge and export contacts",
    Permission.SHARED: "Manage shared labels, views, templates and macros",
    Permission.KNOWLEDGE: "Manage articles, sources and the AI agent",
    Permission.REPORTS: "Read reports",
    Permission.PEOPLE: "Invite, change and deactivate people, and define roles",
    Permission.TEAMS: "Manage teams, distribution, office hours and service levels",
    Permission.CHANNELS: "Connect channels",
    Permission.SETTINGS: "Manage the account's settings",
}
"""Each permission in words, for whoever defines a role."""

EVERYTHING = frozenset(Permission)
"""What Admins may; the audit log is theirs alone (AUTH-21)."""

OF_AGENTS = frozenset(
    {
        Permission.READ_TEAM,
        Permission.REPLY,
        Permission.NOTE,
        Permission.ASSIGN,
        Permission.CLOSE,
        Permission.CONTACTS,
    }
)
"""What Agents may (AUTH-10)."""

IMPLIES: dict[Permission, Permission] = {
    Permission.READ_ALL: Permission.READ_TEAM,
    Permission.CLOSE_ANY: Permission.CLOSE,
}
"""What whoever may do the one may do, too: it is less of the same."""

MOST = 50
"""Roles that an account may have of its own."""

CUSTOM = "rol_"
"""What the ids of custom roles begin with."""


class Scope(StrEnum):
    """How far a role lets its users see, beyond what is theirs by name (ASG-49)."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class CustomRole:
    """A role of an account's own."""

    account_id: str
    id: str
    name: str
    permissions: frozenset[Permission]


def whole(permissions: Iterable[Permission]) -> frozenset[Permission]:
    """Permissions with those that they imply."""
    given = frozenset(permissions)
    return given | {IMPLIES[one] for one in given if one in IMPLIES}


def built_in(role: str) -> frozenset[Permission] | None:
    """What a built-in role allows; None for a role that is none."""
    return {Role.ADMIN.value: EVERYTHING, Role.AGENT.value: OF_AGENTS}.get(role)


def scope_of(permissions: frozenset[Permission]) -> Scope:
    """How far somebody with these permissions sees."""
    if Permission.READ_ALL in permissions:
        return Scope.ALL
    return Scope.TEAM if Permission.READ_TEAM in permissions else Scope.OWN
