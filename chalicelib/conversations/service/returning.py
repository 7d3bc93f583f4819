"""What a user who was deactivated leaves behind goes back to their teams (AUTH-16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Role, Roster
from chalicelib.conversations import domain, list_store
from chalicelib.conversations.domain import Actor, ActorKind, Change, Conversation, Person
from chalicelib.conversations.items import updated_key
from chalicelib.conversations.service.changing import next_id
from chalicelib.conversations.service.joining import release
from chalicelib.conversations.service.offering import automatically
from chalicelib.runtime.errors import NotFound
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer

REASON = "deactivated"
OPEN, SNOOZED = "open", "snoozed"
PLACES = (
    ("assigned", OPEN),
    ("assigned", SNOOZED),
    ("offered", OPEN),
    ("invited", OPEN),
    ("invited", SNOOZED),
    ("queue", OPEN),
)
"""Where a user stands in the index: what they have, are asked for, or (`queue`: restricted, and
nobody has it) are named in."""
AT_ONCE = 50
"""Conversations that one run gives back: a few seconds' work."""
AGAIN = timedelta(minutes=1)
RULE = Actor(ActorKind.SYSTEM, is_admin=True)


def depart(account_id: str, user_id: str, at: datetime) -> None:
    """Begin to give back what a user has who was deactivated just now: some of it at once, the
    rest by timers."""
    give_back(account_id, user_id, at)
    timers.set(Timer(Kind.DEPARTURE, account_id, user_id, at + AGAIN), at)


def give_back(account_id: str, user_id: str, at: datetime) -> bool:
    """Take a deactivated user out of what is theirs: what nobody else has waits in the queue of
    its team, and what nobody else might see is for the admins. Answers whether there was anything,
    for then there may be more: the index lags. Again is harmless."""
    if accounts.user(account_id, user_id).active:
        return False  # they came back: what they still have stays theirs
    people, changed = accounts.roster(account_id), 0
    for head in _desk(account_id, user_id):
        changed += _without(head, user_id, people, at)
        if changed >= AT_ONCE:
            break
    return changed > 0


def _desk(account_id: str, user_id: str) -> Iterator[Conversation]:
    """All that the index has of a user, page by page."""
    for list_, part in PLACES:
        position = None
        while page := list_store.list_of(account_id, user_id, list_, part, position, AT_ONCE):
            yield from page
            position = updated_key(page[-1])


def _without(head: Conversation, user_id: str, people: Roster, at: datetime) -> bool:
    """Take them out of one; whether there was anything to do."""
    try:
        released = release(head.account_id, head.id, user_id, REASON, at)
    except NotFound:
        return False  # deleted since the index was read
    handed_on = automatically(
        head.account_id, head.id, lambda c: _handed_on(c, user_id, people, at)
    )
    return bool(released or handed_on)


def _handed_on(c: Conversation, leaver: str, people: Roster, at: datetime) -> Change | None:
    """For the admins, where everybody who might see it has left. The roster may be of a moment
    ago, when the leaver was still in it."""
    named = c.visible_to
    if not c.is_open or c.merged or c.merged_into or named is None:
        return None
    if any(person.id != leaver and people.user(person.id) for person in named):
        return None
    admins = [one for one in people.users if one.role == Role.ADMIN and one.id != leaver]
    to = tuple(Person(user.id, user.name) for user in admins[: domain.NAMED_AT_MOST])
    return domain.restrict(c, RULE, to, next_id(c, at), at)
