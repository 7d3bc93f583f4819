"""Settling dispositions, and asking whether one may end a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission, Team
from chalicelib.dispositions import domain
from chalicelib.dispositions.domain import Disposition
from chalicelib.dispositions.store import shelf
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.ids import new_id


def list_of(caller: Caller) -> tuple[Disposition, ...]:
    """The account's dispositions: whoever closes chooses among those of its team."""
    return shelf.fresh(caller.account_id)


def check(
    account_id: str,
    team: Team | None,
    disposition_id: str | None,
    otherwise: bool | None = None,
) -> str | None:
    """What a disposition is called with which a person closes a conversation of a team; None for
    none. The team says whether one is needed, else `otherwise` (what the channel says), else the
    account. Refused where it is needed and missing, Invalid for one that is not the team's."""
    needed = team.routing.needs_disposition if team else None
    if needed is None:
        needed = otherwise
    if needed is None:
        needed = accounts.policy(account_id).needs_disposition
    known = shelf.known(account_id) if disposition_id else ()
    return domain.checked(known, team.id if team else "", disposition_id, needed)


def create(
    caller: Caller,
    name: str,
    team_ids: tuple[str, ...] | None,
    disposition_id: str | None = None,
    stack: str | None = None,
) -> Disposition:
    """A further disposition."""
    accounts.require(caller, Permission.TEAMS)
    _refuse_unknown(caller.account_id, team_ids)
    id_ = disposition_id or new_id("dsp")
    return shelf.add(caller.account_id, Disposition(id_, name, team_ids, stack))


def change(
    caller: Caller, disposition_id: str, fields: Mapping[str, Any], stack: str | None = None
) -> Disposition:
    """Set its name or teams; Managed where a stack declares it. What ended with it shows the name
    of that time."""
    accounts.require(caller, Permission.TEAMS)
    _refuse_unknown(caller.account_id, fields.get("team_ids"))
    return shelf.replace(
        caller.account_id, disposition_id, lambda one: replace(one, **fields), stack
    )


def delete(caller: Caller, disposition_id: str, stack: str | None = None) -> None:
    """Remove a disposition; what ended with it keeps its name."""
    accounts.require(caller, Permission.TEAMS)
    shelf.remove(caller.account_id, disposition_id, stack)


def _refuse_unknown(account_id: str, team_ids: tuple[str, ...] | None) -> None:
    if not team_ids:
        return
    known = {team.id for team in accounts.roster(account_id).teams}
    errors = [
        {"field": f"team_ids.{place}", "message": "there is no such team"}
        for place, team_id in enumerate(team_ids)
        if team_id not in known
    ]
    if errors:
        raise Invalid("this names a team that there is not", errors=errors)
