"""What follows from an event for the queues: one message of the FIFO queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Roster
from chalicelib.availability import service as availability
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.realtime import service as realtime
from chalicelib.routing import domain, store
from chalicelib.routing.domain import Wake
from chalicelib.routing.service import offers, places, reading, sweeping, waking
from chalicelib.routing.service.distributing import Look
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer


def handle(wake: Wake, at: datetime) -> None:
    """Look at a team's queue, and see to what the event changed for people. The same message again
    finds everything done: each part looks at the state as it is."""
    if not wake.team_id:
        _serve_users(wake, at)
        return
    about = _load(wake)
    roster = accounts.roster(wake.account_id) if _moves_people(wake) else None
    if roster:
        _see_to_people(wake, about, roster, at)
    if about and wake.departed and not about.is_waiting:
        places.tell_served(about)
    first, *others = _teams_in_order(wake, roster)
    then = tuple(dict.fromkeys((*others, *wake.then)))
    if first == wake.team_id:
        look(replace(wake, then=then), about, roster, at)
    else:
        _note(wake, about, at)
        waking.send(Wake(wake.account_id, first, then=then))


def look(wake: Wake, about: Conversation | None, roster: Roster | None, at: datetime) -> None:
    """Look at one team's queue; then the teams that come after it are looked at."""
    heads = reading.queue(wake.account_id, wake.team_id, about)
    then = wake.then
    if heads:
        people = roster or accounts.roster(wake.account_id)
        found = Look(people, wake.team_id, heads)
        found.run(at, wake.conversation_id if wake.give else None)
        _remember(wake, found, at)
        if found.given:
            sweeping.later(wake.account_id, at)
        if found.more:
            then = (wake.team_id, *then)
    elif wake.departed:
        _remember(wake, None, at)
    waking.go_on(replace(wake, then=then))


def _load(wake: Wake) -> Conversation | None:
    if wake.conversation_id is None:
        return None
    return conversations.load(wake.account_id, wake.conversation_id)


def _moves_people(wake: Wake) -> bool:
    expired = wake.type == "offer.expired"
    return bool(wake.freed or wake.assigned or expired)


def _serve_users(wake: Wake, at: datetime) -> None:
    """Users came, went, or have room. What rings at somebody who is gone goes on at once; then the
    queues of their teams are looked at, the most urgent first."""
    roster = accounts.roster(wake.account_id)
    online = realtime.online(wake.account_id)
    for user in filter(None, (roster.user(id_) for id_ in wake.freed)):
        if user.ringing and user.id not in online:
            offers.withdraw(wake.account_id, user.ringing.conversation_id, user.id, at)
    waking.wake_teams(wake.account_id, domain.distributing(roster, wake.freed))


def _see_to_people(wake: Wake, about: Conversation | None, roster: Roster, at: datetime) -> None:
    """Breaks and silence: what the team has settled for those whom the event concerns."""
    team = roster.team(wake.team_id)
    if team is None:
        return
    rules, moment = team.routing, domain.moment_of(wake, at)
    if wake.type == "offer.expired" and rules.pause_missed:
        for user in wake.freed:
            availability.pause_automatically(wake.account_id, user, "missed_offer", moment)
    if wake.assigned and rules.silent_minutes and about is not None and about.unreplied_since:
        due = moment + timedelta(minutes=rules.silent_minutes)
        timers.set(Timer(Kind.SILENCE, wake.account_id, about.id, due), at)


def _teams_in_order(wake: Wake, roster: Roster | None) -> list[str]:
    """In which order teams are looked at: this one, and those whose work the freed users could do.
    This one comes first where none of the freed gives it reason to wait."""
    if roster is None or not wake.freed:
        return [wake.team_id]
    ids = [team.id for team in domain.distributing(roster, wake.freed)]
    return ids if wake.team_id in ids else [wake.team_id, *ids]


def _note(wake: Wake, about: Conversation | None, at: datetime) -> None:
    """Count a departure, though the queue itself is looked at later."""
    if wake.departed:
        heads = reading.queue(wake.account_id, wake.team_id, about)
        _keep_pace(wake, bool(heads), at)


def _keep_pace(wake: Wake, others_wait: bool, at: datetime) -> store.Queue:
    known = store.load_queue(wake.account_id, wake.team_id)
    pace = known.pace
    if wake.departed:
        pace = domain.departed(pace, domain.moment_of(wake, at), others_wait)
    elif others_wait:
        pace = domain.arrived(pace, domain.moment_of(wake, at))
    after = replace(known, pace=pace)
    if after != known:
        store.save_queue(wake.account_id, wake.team_id, after)
    return after


def _remember(wake: Wake, found: Look | None, at: datetime) -> None:
    """Keep the queue's pace, set the timer of its next moment unless one comes as early, and tell
    those who wait that they moved up."""
    heads = list(found.heads.values()) if found else []
    queue = _keep_pace(wake, bool(heads), at)
    due = found.next if found else None
    if due and not (queue.alarm and at < queue.alarm <= due):
        timers.set(Timer(Kind.QUEUE, wake.account_id, wake.team_id, due), at)
        store.save_queue(wake.account_id, wake.team_id, replace(queue, alarm=due))
    if wake.departed and found and found.team:
        places.tell(found.team, heads, queue.pace)
