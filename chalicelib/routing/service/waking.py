"""Having a team's queue looked at: messages to the FIFO queue, one group per team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.routing import domain
from chalicelib.routing.domain import Wake
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.logging import correlation_id
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from chalicelib.accounts.domain import Team


def wake_team(account_id: str, team_id: str) -> None:
    """Have a team's queue looked at."""
    send(Wake(account_id, team_id))


def wake_user(account_id: str, user_id: str) -> None:
    """Have the queues looked at that a user can be given something of: they came, are available,
    have room or belong to other teams than before. Where they went, what rang there goes on."""
    send(Wake(account_id, freed=(user_id,)))


def wake_teams(account_id: str, teams: Iterable[Team]) -> None:
    """Have queues looked at one after the other, in this order: who is free serves the first of
    them first (ASG-41)."""
    ids = [team.id for team in teams]
    if ids:
        send(Wake(account_id, ids[0], then=tuple(ids[1:])))


def go_on(wake: Wake) -> None:
    """Have the teams looked at that come after this one."""
    if wake.then:
        send(Wake(wake.account_id, wake.then[0], then=wake.then[1:]))


def send(wake: Wake) -> None:
    """Put a wake into its group. Sent twice it is two looks, which does no harm."""
    sqs().send_message(
        QueueUrl=settings().routing_queue_url,
        **domain.message(wake, new_id("wak"), correlation_id()),
    )
