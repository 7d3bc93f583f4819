"""Whether a user takes work, as writes for the noun `availability`, which owns its rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from chalicelib.accounts import store
from chalicelib.accounts.domain import Availability, Pause

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite


def state_write(
    account_id: str, user_id: str, availability: Availability, pause: Pause | None
) -> Callable[[TransactWrite], None]:
    """The write that sets whether a user takes work, and why not."""
    return store.state_write(account_id, user_id, availability, pause)


def save_off(account_id: str, user_id: str, off: Mapping[str, Collection[str]]) -> None:
    """Keep what a user takes none of, by team (ASG-18, ASG-19)."""
    store.save_off(account_id, user_id, off)


def end_wrap_up(account_id: str, user_id: str) -> None:
    """Let new work come at once (ASG-43)."""
    store.end_wrap_up(account_id, user_id)
