"""What the audit log keeps: who did what to what, when and from where (AUTH-21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that somebody did, or tried."""

    account_id: str
    id: str
    """Sorts by time."""
    at: datetime
    action: str
    """The kind of object, a dot and a verb in the past tense: `team.updated`."""
    actor_id: str | None
    """None: nobody who is known."""
    actor: str
    """What they were called then; an address where nobody is known."""
    object_id: str | None = None
    object: str | None = None
    """What it was called then."""
    ip: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What of it changed: names of fields, and values where they are no secrets."""

    @property
    def kind(self) -> str:
        """What sort of object it was done to."""
        return self.action.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them somebody asks for."""

    actor_id: str | None = None
    action: str | None = None
    """A whole action, or its first part: `team`."""
    since: datetime | None = None
    until: datetime | None = None

    def includes(self, one: Happening) -> bool:
        """Whether a thing of that time is asked for."""
        by = self.actor_id is None or one.actor_id == self.actor_id
        return by and self.action in (None, one.action, one.kind)


TOLD = ("role", "name", "active", "mode", "distribution", "provider", "email", "phone")
"""Fields whose values are told, too: they are short, and no secrets."""


def detail_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a request's fields."""
    if not given:
        return {}
    told = {name: str(given[name]) for name in TOLD if given.get(name) is not None}
    return {"fields": sorted(given), **told}
