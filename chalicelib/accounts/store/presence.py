"""Whether a user takes work, and of which teams."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import Availability, Pause
from chalicelib.accounts.items import UserItem, pause_data
from chalicelib.runtime.errors import NotFound


def state_write(
    account_id: str, user_id: str, availability: Availability, pause: Pause | None
) -> Callable[[TransactWrite], None]:
    """Set whether a user takes work, and why not, inside a transaction."""
    kept = pause_data(pause)
    actions: list[Action] = [
        UserItem.availability.set(availability),
        UserItem.pause.set(kept) if kept else UserItem.pause.remove(),
    ]
    item = UserItem(account_id, f"user#{user_id}")
    return lambda tx: tx.update(item, actions=actions, condition=UserItem.pk.exists())


def save_off(account_id: str, user_id: str, off: Mapping[str, Collection[str]]) -> None:
    """Keep what a user takes none of, by team."""
    kept = {team: sorted(what) for team, what in sorted(off.items()) if what}
    _update(account_id, user_id, UserItem.off.set(kept) if kept else UserItem.off.remove())


def end_wrap_up(account_id: str, user_id: str) -> None:
    """Let new work come at once."""
    _update(account_id, user_id, UserItem.wrap_up_until.remove())


def _update(account_id: str, user_id: str, action: Action) -> None:
    try:
        UserItem(account_id, f"user#{user_id}").update(
            actions=[action], condition=UserItem.pk.exists()
        )
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise NotFound("there is no such user") from error
        raise
