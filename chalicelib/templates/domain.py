"""What a template is and who may change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.accounts.domain import Caller

MOST = 500
"""Templates of an account."""


@dataclass(frozen=True, slots=True)
class Template:
    """A text with variables such as `{{contact.first_name}}`, which the console fills in."""

    account_id: str
    id: str
    name: str
    text: str
    creator_id: str
    updated_at: datetime
    team_id: str | None = None
    """The team whose template it is; None is everyone."""


def may_change(caller: Caller, template: Template) -> bool:
    """Who wrote it and admins may."""
    return caller.is_admin or template.creator_id == caller.user_id
