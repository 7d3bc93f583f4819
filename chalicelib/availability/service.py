"""Becoming available and away, and what is known of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import (
    CALLS,
    CHATS,
    Availability,
    Caller,
    Pause,
    Permission,
    User,
)
from chalicelib.availability import domain, store
from chalicelib.availability.domain import Point, Reason, Share, Span
from chalicelib.realtime import service as realtime
from chalicelib.routing import service as routing
from chalicelib.runtime.errors import Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.shelf import Managed, stack_name

LONGEST_REPORT = timedelta(days=92)
POINTS_AT_MOST = 5000
"""Changes of one user that are read: more than a hundred a day of the longest report."""


def become(
    caller: Caller,
    user_id: str,
    availability: Availability,
    reason_id: str | None,
    automatic: bool,
    at: datetime,
) -> User:
    """Set whether a user takes work (RT-04, RT-12); of others who may manage people does. Away for
    no reason is away all the same. `automatic`: nobody was at the screen (ASG-46)."""
    if user_id != caller.user_id:
        accounts.require(caller, Permission.PEOPLE)
    pause: Pause | None = None
    if availability is Availability.AWAY:
        pause = _pause(caller.account_id, reason_id, automatic, at)
    elif reason_id is not None:
        raise Invalid(
            "only who is away has a reason",
            errors=[{"field": "reason_id", "message": "must be null for available"}],
        )
    by = caller.user_id if caller.user_id != user_id else None
    return _become(caller.account_id, user_id, availability, pause, at, by)


def pause_automatically(account_id: str, user_id: str, why: str, at: datetime) -> None:
    """Put a user on an unpaid pause by a rule (ASG-26); `why` is one of `domain.AUTOMATIC`."""
    pause = _automatic(why, at)
    _become(account_id, user_id, Availability.AWAY, pause, at, None, unless_away=True)


def _automatic(why: str, at: datetime) -> Pause:
    return Pause(None, domain.AUTOMATIC[why], paid=False, since=at, automatic=True, rule=why)


def _pause(account_id: str, reason_id: str | None, automatic: bool, at: datetime) -> Pause | None:
    if automatic:
        return _automatic("idle", at)
    if reason_id is None:
        return None
    known = next((one for one in reasons(account_id) if one.id == reason_id), None)
    if known is None:
        raise NotFound("there is no such reason")
    return Pause(known.id, known.name, known.paid, at)


def _become(
    account_id: str,
    user_id: str,
    availability: Availability,
    pause: Pause | None,
    at: datetime,
    by: str | None,
    unless_away: bool = False,
) -> User:
    user = accounts.user(account_id, user_id)
    if domain.is_same(user, availability, pause):
        return user
    if unless_away and user.availability is Availability.AWAY:
        return user
    noted = replace(domain.point(user_id, availability, pause, at), by=by)
    with store.transact() as tx:
        accounts.state_write(account_id, user_id, availability, pause)(tx)
        tx.save(store.point_item(account_id, noted))
    fresh = replace(user, availability=availability, pause=pause)
    realtime.tell_presence(fresh)
    if availability is Availability.AVAILABLE:
        routing.wake_user(account_id, user_id)
    return fresh


def switch_team(caller: Caller, team_id: str, chats: bool, calls: bool) -> User:
    """Take chats, calls, both or none of a team of one's own (ASG-18, ASG-19, ASG-28)."""
    if team_id not in caller.team_ids:
        raise NotFound("you are not in this team")
    user = accounts.user(caller.account_id, caller.user_id)
    off = {what for what, wanted in ((CHATS, chats), (CALLS, calls)) if not wanted}
    kept = {team: what for team, what in user.off.items() if team in caller.team_ids}
    switched = {**kept, team_id: frozenset(off)}
    accounts.save_off(caller.account_id, caller.user_id, switched)
    fresh = replace(user, off={team: what for team, what in switched.items() if what})
    realtime.tell_presence(fresh)
    if chats or calls:
        routing.wake_user(caller.account_id, caller.user_id)
    return fresh


def end_wrap_up(caller: Caller) -> User:
    """End one's time after a conversation early (ASG-43)."""
    accounts.end_wrap_up(caller.account_id, caller.user_id)
    fresh = accounts.user(caller.account_id, caller.user_id)
    realtime.tell_presence(fresh)
    routing.wake_user(caller.account_id, caller.user_id)
    return fresh


def reasons(account_id: str) -> list[Reason]:
    """The account's pause reasons, by name."""
    own = store.reasons(account_id)
    known = domain.first_reasons(account_id) if own is None else own
    return sorted(known, key=lambda reason: reason.name.casefold())


def create_reason(
    caller: Caller,
    name: str,
    paid: bool,
    stack: str | None = None,
    reason_id: str | None = None,
) -> Reason:
    """A further reason (RT-12). A stack that declares it names itself and the reason's id."""
    accounts.require(caller, Permission.TEAMS)
    known = _own_reasons(caller.account_id)
    if len(known) >= domain.REASONS_AT_MOST:
        raise Refused(f"there are {domain.REASONS_AT_MOST} reasons already; remove one")
    _refuse_twin(known, name, None)
    made = Reason(caller.account_id, reason_id or new_id("psr"), name, paid, stack)
    store.save_reason(made)
    return made


def change_reason(
    caller: Caller, reason_id: str, name: str | None, paid: bool | None, stack: str | None = None
) -> Reason:
    """Change a reason; pauses that were made stay as they were."""
    accounts.require(caller, Permission.TEAMS)
    known = _own_reasons(caller.account_id)
    reason = _changeable(known, reason_id, stack)
    _refuse_twin(known, name or reason.name, reason_id)
    changed = replace(reason, name=name or reason.name, paid=reason.paid if paid is None else paid)
    store.save_reason(changed)
    return changed


def delete_reason(caller: Caller, reason_id: str, stack: str | None = None) -> None:
    """Remove a reason; an account may have none, then away needs none."""
    accounts.require(caller, Permission.TEAMS)
    _changeable(_own_reasons(caller.account_id), reason_id, stack)
    store.delete_reason(caller.account_id, reason_id)


def _own_reasons(account_id: str) -> list[Reason]:
    """The account's own, of which the first ones are part from now on."""
    own = store.reasons(account_id)
    if own is not None:
        return own
    first = domain.first_reasons(account_id)
    store.settle(account_id, first)
    return list(first)


def _changeable(known: list[Reason], reason_id: str, stack: str | None) -> Reason:
    reason = next((one for one in known if one.id == reason_id), None)
    if reason is None:
        raise NotFound("there is no such reason")
    if reason.managed_by != stack:
        by = stack_name(reason.managed_by)
        raise Managed(f"{reason.name} is declared by the stack {by}; change it there")
    return reason


def _refuse_twin(known: list[Reason], name: str, but: str | None) -> None:
    if any(one.name.casefold() == name.casefold() and one.id != but for one in known):
        raise Refused(f"there is a reason called {name} already")


def presence_changed(account_id: str, user_id: str, at: datetime) -> None:
    """Note that a user is gone, after which all is time off whatever they had set, or there again
    (RT-11); and give those who are there what waits. Asked twice, it notes once."""
    last = store.last_point(account_id, user_id, at)
    was_gone = last is None or last.state == domain.OFFLINE
    if user_id not in realtime.online(account_id):
        if not was_gone:
            store.save_point(account_id, Point(user_id, at, domain.OFFLINE))
            routing.wake_user(account_id, user_id)  # what rings there goes to the next
        return
    user = accounts.user(account_id, user_id)
    if was_gone:
        store.save_point(account_id, domain.point(user_id, user.availability, user.pause, at))
    if user.availability is Availability.AVAILABLE:
        routing.wake_user(account_id, user_id)


@dataclass(frozen=True, slots=True)
class Row:
    """How one user's time within a report went."""

    user: User
    shares: list[Share]


def log(caller: Caller, user_id: str, since: datetime, until: datetime, at: datetime) -> list[Span]:
    """When a user was what. One's own, or with the right to read reports."""
    if user_id != caller.user_id:
        accounts.require(caller, Permission.REPORTS)
    user = accounts.user(caller.account_id, user_id)
    return _spans(caller.account_id, user.id, since, until, at)


def report(caller: Caller, since: datetime, until: datetime, at: datetime) -> list[Row]:
    """How long everyone was available, away for which reason, and off (RT-12, ASG-27)."""
    accounts.require(caller, Permission.REPORTS)
    return [
        Row(user, domain.summed(_spans(caller.account_id, user.id, since, until, at), at))
        for user in accounts.roster(caller.account_id).users
    ]


def _spans(
    account_id: str, user_id: str, since: datetime, until: datetime, at: datetime
) -> list[Span]:
    if until <= since:
        raise Invalid("the end must be after the beginning")
    if until - since > LONGEST_REPORT:
        raise Invalid(f"ask for at most {LONGEST_REPORT.days} days")
    before, within = store.points(account_id, user_id, since, until, POINTS_AT_MOST)
    return domain.spans(before, within, since, until, at)
