"""What an account has settled, and its numbers."""

from __future__ import annotations

from typing import Any

from chalicelib.accounts.domain import (
    Policy,
)
from chalicelib.accounts.items import (
    AccountItem,
    policy_of,
)
from chalicelib.runtime.errors import NotFound


def next_number(account_id: str) -> int:
    """Count the account's conversations up by one."""
    answer = AccountItem._get_connection().update_item(
        account_id,
        "account",
        actions=[AccountItem.last_number.add(1)],
        return_values="UPDATED_NEW",
    )
    return int(answer["Attributes"]["last_number"]["N"])


def load_policy(account_id: str) -> Policy:
    """The account's policy: what was settled, else the default."""
    try:
        return policy_of(AccountItem.get(account_id, "account"))
    except AccountItem.DoesNotExist as error:
        raise NotFound("there is no such account") from error


def save_policy(account_id: str, fields: dict[str, Any]) -> None:
    """Settle some parts of the account's policy; None settles that there is none."""
    actions = [
        getattr(AccountItem, field).remove()
        if value is None
        else getattr(AccountItem, field).set(value)
        for field, value in fields.items()
    ]
    if actions:
        AccountItem(account_id, "account").update(actions=actions)
