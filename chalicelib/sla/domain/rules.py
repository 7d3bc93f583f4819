"""How a conversation's clocks go on with what happens in it, and when one is about to run out.

The reply clocks run from the customer's oldest unanswered message until a person answers, snoozed
or not. The resolution clock stands still while it is the customer's turn. What no person says does
not count, but for the AI agent's answers where the policy says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.hours.domain import Calendar
from chalicelib.sla.domain.clock import FIRST, NEXT, RESOLVE, TARGETS, Clock
from chalicelib.sla.domain.policy import Policy

if TYPE_CHECKING:
    from chalicelib.conversations.domain import Change, Conversation, Entry

EARLY = 1
"""Seconds. A timer carries milliseconds, so it may come a fraction before its moment."""

WARNED = "sla.warned"
BREACHED = "sla.breached"


def may_move(change: Change) -> bool:
    """Whether a change is of a kind that moves clocks at all; most are not."""
    before, after, entry = change.before, change.after, change.entry
    if before is None or (entry is not None and entry.type in _SAID):
        return True
    stands = (before.status, before.team_id, before.unreplied_since)
    return stands != (after.status, after.team_id, after.unreplied_since)


_SAID = frozenset({"message.received", "message.sent"})


def is_chosen_anew(change: Change) -> bool:
    """Whether it is to be looked up again which policy holds: at the beginning, after an end, in
    another team, and with the next message of a customer who was promised nothing. In between a
    conversation keeps what it was promised."""
    before, after = change.before, change.after
    if not after.is_open:
        return False
    if before is None or not before.is_open or before.team_id != after.team_id:
        return True
    return before.sla is None and change.entry is not None and _is_customers(change.entry)


def follow(
    change: Change, policy: Policy | None, calendar: Calendar | None, at: datetime
) -> Clock | None:
    """The clock after a change of a conversation, from the one that its next state had so far.
    Following a change twice is the same as once. `policy` is what holds from now on, `calendar`
    what it counts with (None: every minute). None: nothing was promised, or missed."""
    before, after, clock = change.before, change.after, change.after.sla
    if not after.is_open:
        return None if after.status == "deleted" else _ended(clock, at)
    if policy is None:
        return _without_promise(clock)
    rules = _Rules(policy, calendar, at)
    if clock is None or before is None or not before.is_open:
        return rules.begun(change, clock)
    if clock.policy_id != policy.id:
        clock = rules.moved(after, clock)
    if _is_reply(change, policy):
        return rules.replied(clock)
    if _asks(change):
        return rules.asked(clock)
    return clock


@dataclass(frozen=True, slots=True)
class _Rules:
    policy: Policy
    calendar: Calendar | None
    at: datetime

    def begun(self, change: Change, clock: Clock | None) -> Clock:
        """A conversation that begins, opens again, or comes under a promise for the first time. Who
        comes back has had a first reply: what is promised is the next."""
        after = change.after
        fresh = Clock(self.policy.id, breached=clock.breached if clock else ())
        if _is_reply(change, self.policy):
            return replace(fresh, resolve_left=self._allowed(RESOLVE))
        anew = change.before is not None and not change.before.is_open
        since = self.at if anew else after.unreplied_since
        waits = after.unreplied_since is not None and not _is_machine(change.entry)
        if waits and since is not None:
            first = not anew and since == after.created_at
            fresh = self._owed(fresh, FIRST if first else NEXT, since)
        reopened_by_hand = anew and after.unreplied_since is None
        if waits or reopened_by_hand:
            return replace(fresh, resolve_due=self._due(RESOLVE, self.at))
        return replace(fresh, resolve_left=self._allowed(RESOLVE))

    def moved(self, after: Conversation, clock: Clock) -> Clock:
        """Under another policy: a reply that is owed is promised from the same message on, the
        resolution from now on."""
        fresh = Clock(self.policy.id, breached=_missed(clock, TARGETS, self.at))
        since = after.unreplied_since
        if clock.first_due:
            fresh = self._owed(fresh, FIRST, after.created_at)
        elif since is not None:
            fresh = self._owed(fresh, NEXT, since)
        if since is None:
            return replace(fresh, resolve_left=self._allowed(RESOLVE))
        return replace(fresh, resolve_due=self._due(RESOLVE, self.at))

    def replied(self, clock: Clock) -> Clock:
        """The customer has an answer, and it is their turn."""
        left = clock.resolve_left
        if clock.resolve_due:
            left = round(self._seconds(self.at, clock.resolve_due))
        return replace(
            clock,
            first_due=None,
            next_due=None,
            resolve_due=None,
            resolve_left=left,
            breached=_missed(clock, TARGETS, self.at),
        )

    def asked(self, clock: Clock) -> Clock:
        """The customer waits for an answer; who waits already, waits since their older message."""
        if not clock.first_due and not clock.next_due:
            clock = self._owed(clock, NEXT, self.at)
        if clock.resolve_left is None or clock.resolve_due:
            return clock
        due = self._after(self.at, clock.resolve_left)
        return replace(clock, resolve_due=due, resolve_left=None if due else clock.resolve_left)

    def _owed(self, clock: Clock, target: str, since: datetime) -> Clock:
        """With a reply owed from a time on: another one than before, so it can be missed anew."""
        due = self._due(target, since)
        clock = replace(clock, warned=_but(clock.warned, target), told=_but(clock.told, target))
        return replace(clock, first_due=due) if target == FIRST else replace(clock, next_due=due)

    def _due(self, target: str, since: datetime) -> datetime | None:
        allowed = self._allowed(target)
        return None if allowed is None else self._after(since, allowed)

    def _allowed(self, target: str) -> int | None:
        minutes = self.policy.minutes(target)
        return None if minutes is None else minutes * 60

    def _after(self, since: datetime, seconds: int) -> datetime | None:
        return after(self.calendar, since, seconds)

    def _seconds(self, a: datetime, b: datetime) -> float:
        return seconds(self.calendar, a, b)


def after(calendar: Calendar | None, since: datetime, allowed: float) -> datetime | None:
    """When so many seconds have passed by a calendar; None: by the clock."""
    if calendar is None:
        return since + timedelta(seconds=allowed)
    return calendar.after(since, allowed)


def seconds(calendar: Calendar | None, a: datetime, b: datetime) -> float:
    """How many pass from `a` to `b`; 0 when `b` is not later."""
    if calendar is None:
        return max(0.0, (b - a).total_seconds())
    return calendar.business_seconds(a, b)


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be told of a clock at a moment."""

    kind: str
    """`WARNED` or `BREACHED`."""
    target: str
    due: datetime
    clock: Clock
    """As it is once that was told."""


def look(clock: Clock, policy: Policy, calendar: Calendar | None, at: datetime) -> Look | None:
    """The most pressing thing that nobody was told yet: a target that was missed, then one of which
    to warn. A target is told of once each way while it runs; a miss that was told warns no more."""
    for target in TARGETS:
        due = clock.due(target)
        if due is not None and due <= at and target not in clock.told:
            missed = _with(clock.breached, target)
            told = replace(clock, breached=missed, told=_with(clock.told, target))
            told = replace(told, warned=_with(told.warned, target))
            return Look(BREACHED, target, due, told)
    for target in TARGETS:
        due = clock.due(target)
        warn = warn_at(clock, target, policy, calendar, at)
        if due is not None and warn is not None and warn <= at:
            return Look(WARNED, target, due, replace(clock, warned=_with(clock.warned, target)))
    return None


def warn_at(
    clock: Clock, target: str, policy: Policy, calendar: Calendar | None, at: datetime
) -> datetime | None:
    """When to warn of a target, no earlier than `at`: once what is left of it is as little as the
    policy says. None: never, or it was done."""
    due, minutes = clock.due(target), policy.minutes(target)
    if due is None or minutes is None or policy.warn_percent >= 100 or target in clock.warned:
        return None
    spare = minutes * 60 * (100 - policy.warn_percent) / 100
    left = seconds(calendar, at, due)
    return at if left <= spare + EARLY else after(calendar, at, left - spare)


def next_look(
    clock: Clock, policy: Policy, calendar: Calendar | None, at: datetime
) -> datetime | None:
    """When to look at the clock again: at the next warning or miss; None while nothing runs."""
    moments: list[datetime] = []
    for target in TARGETS:
        due = clock.due(target)
        if due is None or target in clock.told:
            continue
        warn = warn_at(clock, target, policy, calendar, at)
        moments.append(due if warn is None else min(warn, due))
    return min(moments, default=None)


def _ended(clock: Clock | None, at: datetime) -> Clock | None:
    """Closed: nothing runs any more; what was missed stays."""
    if clock is None:
        return None
    missed = _missed(clock, TARGETS, at)
    return Clock(clock.policy_id, breached=missed) if missed else None


def _without_promise(clock: Clock | None) -> Clock | None:
    """The policy is gone, and with it what it promised."""
    if clock is None or not clock.breached:
        return None
    return Clock(clock.policy_id, breached=clock.breached)


def _missed(clock: Clock, targets: tuple[str, ...], at: datetime) -> tuple[str, ...]:
    """With what is late at this moment, told or not: a timer may be late, too."""
    missed = clock.breached
    for target in targets:
        due = clock.due(target)
        if due is not None and due < at:
            missed = _with(missed, target)
    return missed


def _is_reply(change: Change, policy: Policy) -> bool:
    """Whether somebody answered the customer whose answer counts. Of the AI agent's only one that
    settles what was asked can."""
    entry = change.entry
    if entry is None or entry.type != "message.sent":
        return False
    settles = change.after.unreplied_since is None
    by_ai = policy.ai_counts and settles and entry.actor.kind == "ai_agent"
    return by_ai or entry.actor.kind == "agent"


def _asks(change: Change) -> bool:
    """Whether the customer waits for people from now on: they wrote, or the AI agent, which had
    them, has them no more."""
    entry, before, after = change.entry, change.before, change.after
    if after.unreplied_since is None or _is_machine(entry):
        return False
    wrote = entry is not None and _is_customers(entry)
    return wrote or (before is not None and before.unreplied_since is None)


def _is_customers(entry: Entry) -> bool:
    return entry.type == "message.received"


def _is_machine(entry: Entry | None) -> bool:
    """Whether no person wrote it: an absence notice asks for nothing."""
    return bool(entry and (entry.data.get("mail") or {}).get("automatic"))


def _with(names: tuple[str, ...], target: str) -> tuple[str, ...]:
    return names if target in names else (*names, target)


def _but(names: tuple[str, ...], target: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != target)
