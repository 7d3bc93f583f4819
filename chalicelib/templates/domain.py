"""What a template is, who sees it and who may change it. Macros are shared alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.accounts.domain import Caller, Permission
from chalicelib.runtime.errors import Invalid
from chalicelib.templates import variables

MOST = 500
"""Templates that an account shares, and templates that a user keeps for themselves."""

SHORT_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What is typed after "/"."""


class Visibility(StrEnum):
    """Whose a template or macro is (KB-10)."""

    PRIVATE = "private"
    TEAM = "team"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who has something; a team only where it is a team's."""

    visibility: Visibility
    team_id: str | None = None

    def shelf(self, creator_id: str) -> str:
        """Within what names are unique: one user's own, a team's, everyone's."""
        owner = {Visibility.PRIVATE: creator_id, Visibility.TEAM: self.team_id or ""}
        return f"{self.visibility}:{owner.get(self.visibility, '')}"


@dataclass(frozen=True, slots=True)
class Template:
    """A text that agents insert and edit before sending (MSG-08)."""

    account_id: str
    id: str
    name: str
    text: str
    creator_id: str
    updated_at: datetime
    sharing: Sharing
    creator_name: str = ""
    format: str = "plain"
    """`plain`, or `markdown` as messages have it (KB-11)."""
    short_code: str | None = None
    folder: str | None = None
    attachments: tuple[Mapping[str, Any], ...] = ()
    """Files as messages carry them; they are the template's own."""

    @property
    def code_key(self) -> str | None:
        """What no other template may have: the short code within those who share it."""
        if self.short_code is None:
            return None
        return f"{self.sharing.shelf(self.creator_id)}#{self.short_code}"

    def matches(self, words: str) -> bool:
        """Whether short code, name, folder or text hold every one of the words."""
        text = " ".join((self.short_code or "", self.name, self.folder or "", self.text)).casefold()
        return all(word in text for word in words.casefold().split())


def shared(visibility: str | None, team_id: str | None) -> Sharing:
    """Who has it, as a client says it; without a visibility the team says all. Invalid when the two
    contradict each other."""
    said = Visibility(visibility or (Visibility.TEAM if team_id else Visibility.EVERYONE))
    if (said is Visibility.TEAM) == (team_id is not None):
        return Sharing(said, team_id)
    message = "name the team" if team_id is None else "only what is a team's has a team"
    raise Invalid(message, errors=[{"field": "team_id", "message": message}])


def may_see(caller: Caller, sharing: Sharing, creator_id: str) -> bool:
    """What is private is its creator's alone; an admin's eyes do not reach there."""
    if sharing.visibility is Visibility.PRIVATE:
        return creator_id == caller.user_id
    return caller.sees_team(sharing.team_id)


def may_change(caller: Caller, creator_id: str) -> bool:
    """Who wrote it and who manages what is shared may, of what they see."""
    return creator_id == caller.user_id or caller.may(Permission.SHARED)


def refuse_unknown(text: str, field: str = "text") -> None:
    """Invalid for a text with a variable that there is none of."""
    wrong = variables.unknown(text)
    if wrong:
        message = f"there is no variable {wrong[0]}"
        raise Invalid(message, errors=[{"field": field, "message": message}])


def by_use(template: Template, words: str) -> tuple[int, str]:
    """The order of what a search finds: by short code, then by name, then by the rest."""
    start = words.casefold().strip()
    if (template.short_code or "").startswith(start):
        return 0, template.short_code or ""
    name = template.name.casefold()
    return (1 if re.search(rf"\b{re.escape(start)}", name) else 2), name
