"""What a disposition is, and when one has to be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chalicelib.runtime.errors import Invalid, Refused

MOST = 200
"""Dispositions of an account."""


@dataclass(frozen=True, slots=True)
class Disposition:
    """A way in which conversations end (CONV-29)."""

    id: str
    name: str
    team_ids: tuple[str, ...] | None = None
    """Whose conversations can end so; None: everyone's."""
    managed_by: str | None = None
    """The stack that declares it."""

    def fits(self, team_id: str) -> bool:
        """Whether a team's conversations can end so."""
        return self.team_ids is None or team_id in self.team_ids


def checked(
    known: Sequence[Disposition], team_id: str, chosen: str | None, needed: bool
) -> str | None:
    """What the chosen disposition is called; None for none. An account that has defined none says
    it in its own words. Refused where one is `needed` and missing (D19), Invalid for one that there
    is not, or not here."""
    if not chosen:
        if needed:
            raise Refused("say how the conversation ended, then close it", missing=["disposition"])
        return None
    if not known:
        return chosen
    found = next((one for one in known if one.id == chosen and one.fits(team_id)), None)
    if found is None:
        message = "choose one of the team's dispositions"
        raise Invalid(message, errors=[{"field": "disposition", "message": message}])
    return found.name


def data(one: Disposition) -> dict[str, Any]:
    """A disposition as it is stored."""
    return asdict(one)


def of(stored: Mapping[str, Any]) -> Disposition:
    """The disposition that was stored so."""
    teams = stored["team_ids"]
    return Disposition(**{**stored, "team_ids": None if teams is None else tuple(teams)})
