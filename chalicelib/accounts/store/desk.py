"""What a user has on their desk, and what claims a place there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.items import UserItem, ringing_text
from chalicelib.runtime.ids import iso


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
    """Move what a user carries inside the transaction that does it: one write, for a transaction
    takes one per item. Described in `accounts.service.desk_write`.

    Ending an offer (`unring`) asks no condition, which would fail the end of the offer. None is
    needed: an offer ends once, and who rings anew ends what is overdue first.
    """
    item = UserItem(account_id, f"user#{user_id}")
    actions: list[Action] = [UserItem.load.add(load)] if load else []
    if load and at:
        actions.append(UserItem.idle_since.set(iso(at)))
    if restricted:
        actions.append(UserItem.restricted.set(True))
    if ring:
        actions.append(UserItem.ringing.set(ringing_text(*ring)))
    elif unring:
        actions.append(UserItem.ringing.remove())
    if given and at:
        actions.append(UserItem.given_at.set(iso(at)))
    if wrap_up_until:
        actions.append(UserItem.wrap_up_until.set(iso(wrap_up_until)))
    claimed = _claim(at, limit, load if weight is None else weight, bool(ring))
    return lambda tx: tx.update(item, actions=actions, condition=claimed)


def _claim(at: datetime | None, limit: int | None, weight: int, rings: bool) -> Condition | None:
    """What must hold of a user for a rule to give them something."""
    conditions: list[Condition] = []
    if limit is not None:
        conditions.append(UserItem.load <= limit - weight)
    if rings or (limit is not None and at):
        free = UserItem.ringing.does_not_exist()
        if at:
            free |= UserItem.ringing <= f"{iso(at)}#~"
        conditions.append(free)
    if not conditions:
        return None
    first, *rest = conditions
    for condition in rest:
        first &= condition
    return first


def correct_load(account_id: str, user_id: str, known: int, true: int) -> bool:
    """Set what a user carries, if it is still what is known to be wrong."""
    return _update(account_id, user_id, [UserItem.load.set(true)], UserItem.load == known)


def _update(account_id: str, user_id: str, actions: list[Action], condition: Condition) -> bool:
    try:
        UserItem(account_id, f"user#{user_id}").update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True
