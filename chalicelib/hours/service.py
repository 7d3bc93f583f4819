"""Settling office hours, and asking them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.hours import domain
from chalicelib.hours.domain import Calendar, Observance, OfficeHours
from chalicelib.hours.store import shelf
from chalicelib.runtime.errors import Invalid, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.invoke import invoke
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer


def list_of(caller: Caller) -> tuple[OfficeHours, ...]:
    """The account's calendars; there is always one."""
    return shelf.fresh(caller.account_id)


def get(account_id: str, hours_id: str) -> OfficeHours:
    """A calendar of the account."""
    return shelf.get(account_id, hours_id)


def of_account(account_id: str) -> tuple[OfficeHours, ...]:
    """Every calendar of an account, at most a minute old."""
    return shelf.known(account_id)


def named(account_id: str, hours_id: str | None) -> OfficeHours:
    """The calendar with this id, else (also when it is gone) the account's default; at most a
    minute old."""
    things = shelf.known(account_id)
    default = next((one for one in things if one.default), things[0])
    return next((one for one in things if one.id == hours_id), default)


def calendar(account_id: str, hours_id: str | None) -> Calendar:
    """The same, to ask and to count with."""
    return named(account_id, hours_id).calendar()


def is_open(account_id: str, hours_id: str | None, at: datetime) -> bool:
    """Whether somebody is there by a calendar; None: by the account's default."""
    return calendar(account_id, hours_id).is_open(at)


def create(
    caller: Caller,
    given: OfficeHours,
    at: datetime,
    hours_id: str | None = None,
    stack: str | None = None,
) -> OfficeHours:
    """A further calendar (SETA-09); the id that `given` has does not count."""
    accounts.require(caller, Permission.TEAMS)
    made = _observed(replace(given, id=hours_id or new_id("hrs"), managed_by=stack), None, at)
    shelf.add(caller.account_id, made)
    _renew_later(caller.account_id, made, at)
    return made


def change(
    caller: Caller,
    hours_id: str,
    fields: Mapping[str, Any],
    at: datetime,
    stack: str | None = None,
) -> OfficeHours:
    """Set some fields of a calendar, by their names in `OfficeHours`; Managed where a stack
    declares it."""
    accounts.require(caller, Permission.TEAMS)
    if fields.get("default") is False and get(caller.account_id, hours_id).default:
        message = "make another calendar the default instead"
        raise Refused(message, errors=[{"field": "default", "message": message}])
    observed: dict[str, Any] = {}
    if "observance" in fields:
        known = get(caller.account_id, hours_id)
        wanted = replace(known, observance=fields["observance"])
        observed = {"holidays": _observed(wanted, known, at).holidays}
    changed = shelf.replace(
        caller.account_id, hours_id, lambda one: replace(one, **(dict(fields) | observed)), stack
    )
    if observed:
        _renew_later(caller.account_id, changed, at)
    return changed


def delete(caller: Caller, hours_id: str, stack: str | None = None) -> None:
    """Remove a calendar that nothing names; the default stays."""
    accounts.require(caller, Permission.TEAMS)

    def check(one: OfficeHours) -> None:
        if one.default:
            raise Refused(f"{one.name} is the default: make another calendar the default first")
        users = _users_of(caller.account_id, one.id)
        if users:
            raise Refused(f"{one.name} is used by {' and '.join(users)}", used_by=users)

    shelf.remove(caller.account_id, hours_id, stack, check)


def _users_of(account_id: str, hours_id: str) -> list[str]:
    from chalicelib.sla.service import settling  # which counts with calendars, and so imports this

    teams = [
        team.name for team in accounts.roster(account_id).teams if team.routing.hours_id == hours_id
    ]
    return [*teams, *settling.counting_with(account_id, hours_id)]


def renew(account_id: str, hours_id: str, at: datetime) -> datetime | None:
    """Look up a calendar's holidays anew, as its timer asks, and say when to do so again; None:
    never, it keeps no holidays any more or is gone."""
    known = next((one for one in shelf.fresh(account_id) if one.id == hours_id), None)
    if known is None or known.observance is None:
        return None
    if not known.covers(domain.years(at)[-1]):
        found = _looked_up(known.observance, at)
        shelf.replace(
            account_id, hours_id, lambda one: _renewed(one, known, found), known.managed_by
        )
    return domain.renewal(at)


def _renewed(one: OfficeHours, known: OfficeHours, found: dict[date, str]) -> OfficeHours:
    return replace(one, holidays=found) if one.observance == known.observance else one


def _observed(wanted: OfficeHours, known: OfficeHours | None, at: datetime) -> OfficeHours:
    """With the holidays of its place, asked for when the place is another than before."""
    if wanted.observance is None:
        return replace(wanted, holidays={})
    same = known is not None and known.observance == wanted.observance
    if same and known is not None and known.covers(domain.years(at)[-1]):
        return replace(wanted, holidays=known.holidays)
    return replace(wanted, holidays=_looked_up(wanted.observance, at))


def _looked_up(observance: Observance, at: datetime) -> dict[date, str]:
    """Public holidays by date. Invalid for a place that the library does not know, Unavailable when
    it does not answer."""
    answer = invoke(
        "observe",
        {
            "country": observance.country,
            "subdivision": observance.subdivision,
            "years": domain.years(at),
        },
    )
    unknown = answer.get("unknown")
    if unknown:
        choices = ", ".join(answer["choices"]) or "none"
        message = f"there is no such {unknown}; there are: {choices}"
        raise Invalid(message, errors=[{"field": f"holidays.{unknown}", "message": message}])
    return {date.fromisoformat(day): name for day, name in answer["days"].items()}


def _renew_later(account_id: str, one: OfficeHours, at: datetime) -> None:
    """Have the yearly timer started: at once, by the function that may make schedules."""
    if one.observance is not None:
        timers.set(Timer(Kind.HOLIDAYS, account_id, one.id, at), at)
