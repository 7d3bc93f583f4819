"""Deciding who gets a conversation that waits: candidates and facts in, a decision out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from chalicelib.accounts.domain import (
    LEAST_LOADED,
    LONGEST_IDLE,
    ROUND_ROBIN,
    Routing,
)
from chalicelib.routing.domain.facts import Candidate, Decision, PassedOver, Waiting

LAST_AGENT = "last_agent"
NOBODY = "nobody"
"""The strategies of decisions that none of the team's own made."""

AGAIN = timedelta(seconds=60)
"""For how long who rejected or missed a conversation is left alone, where nobody else could take
it: it must reach somebody in the end, and not at the pace of their clicks."""

NEVER = datetime.min.replace(tzinfo=UTC)

SOON_FREE = frozenset({"full", "wrap_up", "ringing"})
"""For these reasons somebody is at work, and a customer of theirs may wait a moment for them."""


def least_loaded(ready: Sequence[Candidate]) -> Candidate:
    """Who carries least; of equals whoever was given something longest ago."""
    return min(ready, key=lambda one: (one.load, one.given_at or NEVER, one.id))


def round_robin(ready: Sequence[Candidate]) -> Candidate:
    """Everyone in turn: who was given something longest ago."""
    return min(ready, key=lambda one: (one.given_at or NEVER, one.id))


def longest_idle(ready: Sequence[Candidate]) -> Candidate:
    """Whose desk has been unchanged for longest; those with an empty one first."""
    return min(ready, key=lambda one: (one.load > 0, one.idle_since or NEVER, one.id))


Strategy = Callable[[Sequence[Candidate]], Candidate]

STRATEGIES: dict[str, tuple[Strategy, Callable[[Candidate], str]]] = {
    LEAST_LOADED: (least_loaded, lambda one: f"{one.name} had the least to do ({_load(one)})."),
    ROUND_ROBIN: (round_robin, lambda one: f"It was {one.name}'s turn ({_load(one)})."),
    LONGEST_IDLE: (
        longest_idle,
        lambda one: f"{one.name} had been without new work for the longest ({_load(one)}).",
    ),
}
"""How an agent is chosen among those who are ready, and how that is told. A further one is a
function and a line here (and its name in `accounts.domain.STRATEGIES`)."""


def decide(waiting: Waiting, team: Iterable[Candidate], routing: Routing, at: datetime) -> Decision:
    """Who of a team gets a conversation, as of `at`.

    Nobody who is not ready: see `obstacle`. Of those who are, who served the customer last
    (ASG-40), else whom the team's strategy chooses (ASG-20). Who passed it is asked again only
    when nobody else is ready, and not at once. The same facts in any order are the same choice.
    """
    members = sorted(team, key=lambda one: one.id)
    wanted = asked_skills(waiting, routing, at)
    reasons = {one.id: obstacle(one, waiting, wanted, at) for one in members}
    ready = [one for one in members if reasons[one.id] is None]
    fresh = _who_may_be_asked(ready, waiting, at)
    if len(fresh) < len(ready):
        asked = {one.id for one in fresh}
        reasons |= {one.id: "passed" for one in ready if one.id not in asked}
    left_out = _passed_over(members, reasons)
    last = next((one for one in members if one.id == waiting.last_agent), None)
    if last and at < waiting.since + timedelta(seconds=routing.last_agent_seconds):
        if any(one.id == last.id for one in fresh):
            reason = f"{last.name} served this customer last ({_load(last)})."
            return Decision(last, LAST_AGENT, reason, len(members), at, left_out)
        if reasons[last.id] in SOON_FREE:
            reason = f"It waits for {last.name}, who served this customer last and is busy."
            return Decision(None, LAST_AGENT, reason, len(members), at, left_out)
    if not fresh:
        return Decision(None, NOBODY, _nobody(left_out), len(members), at, left_out)
    strategy = routing.strategy if routing.strategy in STRATEGIES else LEAST_LOADED
    pick, told = STRATEGIES[strategy]
    agent = pick(fresh)
    return Decision(agent, strategy, told(agent), len(members), at, left_out)


def _who_may_be_asked(ready: list[Candidate], waiting: Waiting, at: datetime) -> list[Candidate]:
    fresh = [one for one in ready if one.id not in waiting.passed]
    return fresh or [one for one in ready if may_be_asked_again(one, at)]


def obstacle(one: Candidate, waiting: Waiting, wanted: frozenset[str], at: datetime) -> str | None:
    """Why somebody cannot be given a conversation now; None when they can."""
    if waiting.named is not None and one.id not in waiting.named:
        return "not_named"
    if not one.available:
        return "paused" if one.paused else "away"
    if not one.online:
        return "offline"
    if not one.takes:
        return "off"
    if not wanted <= one.skills:
        return "skills"
    if one.limit is not None and one.load + waiting.weight > one.limit:
        return "full"
    if one.wrap_up_until is not None and at < one.wrap_up_until:
        return "wrap_up"
    return "ringing" if one.ringing else None


def asked_skills(waiting: Waiting, routing: Routing, at: datetime) -> frozenset[str]:
    """What its agents must know (ASG-39), until it has waited so long that anybody will do."""
    relaxed = relaxes_at(waiting, routing)
    if relaxed is not None and relaxed <= at:
        return frozenset()
    return waiting.skills | frozenset(routing.skills)


def relaxes_at(waiting: Waiting, routing: Routing) -> datetime | None:
    """When its skills are not asked for any more; None: never, or there are none."""
    if routing.relax_seconds is None or not (waiting.skills or routing.skills):
        return None
    return waiting.since + timedelta(seconds=routing.relax_seconds)


def may_be_asked_again(one: Candidate, at: datetime) -> bool:
    """Whether somebody who passed a conversation has had their pause from offers."""
    return one.given_at is None or one.given_at + AGAIN <= at


def _passed_over(
    members: Sequence[Candidate], reasons: dict[str, str | None]
) -> tuple[PassedOver, ...]:
    by_reason: dict[str, list[str]] = {}
    for one in members:
        if reason := reasons[one.id]:
            by_reason.setdefault(reason, []).append(one.id)
    return tuple(PassedOver(reason, tuple(ids)) for reason, ids in by_reason.items())


WORDS = {
    "not_named": ("may not see it", "may not see it"),
    "paused": ("is on a break", "are on a break"),
    "away": ("is away", "are away"),
    "offline": ("is offline", "are offline"),
    "off": ("takes no chats here", "take no chats here"),
    "skills": ("lacks a skill it needs", "lack a skill it needs"),
    "full": ("has no room", "have no room"),
    "wrap_up": ("is finishing up", "are finishing up"),
    "ringing": ("has an offer on screen", "have an offer on screen"),
    "passed": ("passed it on", "passed it on"),
}
"""Of one, of several."""


def _nobody(left_out: Sequence[PassedOver]) -> str:
    if not left_out:
        return "Nobody is in this team."
    told = [f"{len(one.user_ids)} {WORDS[one.reason][len(one.user_ids) > 1]}" for one in left_out]
    return f"Nobody is free: {', '.join(told)}."


def _load(one: Candidate) -> str:
    return f"{one.load} of {one.limit}" if one.limit is not None else f"load {one.load}"
