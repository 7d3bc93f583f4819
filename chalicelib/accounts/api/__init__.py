"""People over REST: signing in, oneself, colleagues, teams and the account's settings."""

from chalicelib.accounts.api import (
    identities,
    invitations,
    me,
    people,
    roles,
    settings,
    signing,
    teams,
)
from chalicelib.accounts.api.blueprint import bp

__all__ = [
    "bp",
    "identities",
    "invitations",
    "me",
    "people",
    "roles",
    "settings",
    "signing",
    "teams",
]
