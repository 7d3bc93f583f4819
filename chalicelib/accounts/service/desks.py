"""What a user has on their desk, as writes for the transactions that change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.accounts import store
from chalicelib.accounts.service.people import team

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite


def desk_write(
    account_id: str,
    user_id: str,
    load: int = 0,
    restricted: bool = False,
    *,
    at: datetime | None = None,
    limit: int | None = None,
    weight: int | None = None,
    ring: tuple[str, datetime] | None = None,
    unring: str | None = None,
    given: bool = False,
    wrap_up_until: datetime | None = None,
) -> Callable[[TransactWrite], None]:
    """The write that changes what a user has on their desk, for the transaction that does that.

    - `load`: by how much what they carry moves; `restricted`: that they are named in a restricted
      conversation.
    - `ring`: a conversation is offered to them until then; `unring`: it is not any more.
    - `given`: a rule gives or offers them something; `wrap_up_until`: nothing new until then.
    - `limit`: the claim. Only if they then carry no more than this, and no offer stands on their
      screen at `at`. `weight` is what is claimed where it is not carried yet, as with an offer.

    When such a condition fails, so does the transaction: `Full`.
    """
    return store.desk_write(
        account_id,
        user_id,
        load,
        restricted,
        at=at,
        limit=limit,
        weight=weight,
        ring=ring,
        unring=unring,
        given=given,
        wrap_up_until=wrap_up_until,
    )


def wrap_up(account_id: str, user_id: str, team_id: str, at: datetime) -> datetime | None:
    """Until when nothing new comes to a user who ends a conversation of a team (ASG-43). None where
    the team leaves them no time for it, or they have as much already."""
    rested = team(account_id, team_id)
    if rested is None or not rested.routing.wrap_up_seconds:
        return None
    until = at + timedelta(seconds=rested.routing.wrap_up_seconds)
    stands = store.load_user(account_id, user_id).wrap_up_until
    return until if stands is None or stands < until else None


def correct_load(account_id: str, user_id: str, known: int, true: int) -> bool:
    """Set what a user carries where it was found to be wrong; False when it has moved since."""
    return store.correct_load(account_id, user_id, known, true)
