"""Roles: what comes in and goes out."""

from __future__ import annotations

from pydantic import Field

from chalicelib.accounts.domain import Permission
from chalicelib.runtime.model import Body, Model, Name


class NewRole(Body):
    """A role of the account's own."""

    name: Name
    permissions: set[Permission] = Field(
        description="What it allows; whatever it is, users see what is assigned to them."
    )


class RoleChange(Body):
    """What to change about a role; all else stays."""

    name: Name | None = None
    permissions: set[Permission] | None = Field(None, description="All of them.")


class RoleView(Model):
    """A role."""

    id: str
    name: str
    permissions: list[Permission]
    built_in: bool = Field(description="Admin and Agent: every account has them, as they are.")
    users: int = Field(description="How many active users have it.")


class PermissionView(Model):
    """Something that a role may allow."""

    id: Permission
    means: str


class Permissions(Model):
    """All that a role may allow."""

    items: list[PermissionView]
