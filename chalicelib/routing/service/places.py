"""Telling visitors where they stand in the queue, and how long it will take (WID-29)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Team
from chalicelib.channels import service as channels
from chalicelib.conversations.domain import Conversation
from chalicelib.realtime import service as realtime
from chalicelib.routing import domain, store
from chalicelib.routing.domain import Pace, Place, Waiting
from chalicelib.routing.service import reading
from chalicelib.runtime.errors import NotFound

TOLD = 20
"""Visitors who are told after each departure; those behind them hear when they ask."""

WEBCHAT = "webchat"


def place_of(head: Conversation) -> Place | None:
    """Where a visitor's conversation stands, as it may be told; None when it waits for nobody, or
    its channel does not show it, or it stands too far back."""
    if head.waiting_since is None or not head.is_waiting or not _shows(head):
        return None
    team = accounts.roster(head.account_id).team(head.team_id)
    if team is None:
        return None
    heads = reading.queue(head.account_id, head.team_id, head)
    ordered = _ordered(heads, team)
    now = domain.place(head.id, ordered, store.load_queue(head.account_id, team.id).pace)
    return _told([(head, head.waiting_since, now)])[head.id]


def tell(team: Team, heads: Sequence[Conversation], pace: Pace) -> None:
    """Tell those who wait where they stand now, the first of them in their order."""
    ordered = _ordered(heads, team)
    by_id = {head.id: head for head in heads}
    shown: list[tuple[Conversation, datetime, Place | None]] = []
    for id_ in ordered:
        since = by_id[id_].waiting_since
        if since and _shows(by_id[id_]):
            shown.append((by_id[id_], since, domain.place(id_, ordered, pace)))
        if len(shown) == TOLD:
            break
    for id_, place in _told(shown).items():
        if place:
            realtime.tell_visitor(by_id[id_], _frame(place))


def tell_served(head: Conversation) -> None:
    """Tell a visitor that they wait no more."""
    if _shows(head):
        realtime.tell_visitor(head, _frame(None))


def _frame(place: Place | None) -> dict[str, Any]:
    return {
        "type": "queue",
        "position": place.position if place else None,
        "wait_seconds": place.wait_seconds if place else None,
    }


def _told(
    places: Sequence[tuple[Conversation, datetime, Place | None]],
) -> dict[str, Place | None]:
    """What may be told: never more than before in the same wait. Who told less at this very moment
    is believed."""
    if not places:
        return {}
    account = places[0][0].account_id
    waits = store.load_waits(account, [(head.id, since) for head, since, _ in places])
    told: dict[str, Place | None] = {}
    for head, since, now in places:
        before = waits[head.id].told if head.id in waits else None
        place = domain.never_rising(before, now)
        if place and place != before and not store.save_told(account, head.id, since, place):
            again = store.load_waits(account, [(head.id, since)])
            place = domain.never_rising(again[head.id].told if head.id in again else None, place)
        told[head.id] = place
    return told


def _ordered(heads: Sequence[Conversation], team: Team) -> list[str]:
    waiting: list[Waiting] = [domain.waiting(head, head.weight) for head in heads]
    return [one.id for one in domain.order(waiting, team.routing.order)]


def _shows(head: Conversation) -> bool:
    if head.channel.kind != WEBCHAT:
        return False
    try:
        return channels.find(head.channel.id).settings.get("show_queue", True) is not False
    except NotFound:
        return False
