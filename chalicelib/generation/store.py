"""What an account's generator has cost in a month: a counter, moved before and after each call."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.models import Model

from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class SpendItem(Model):
    """`spend#{month}` beside the AI agent's settings; in millionths of the currency's unit."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    spent = NumberAttribute(default=0)


def reserve(account_id: str, month: str, amount: int, limit: int | None) -> bool:
    """Take an amount before it is spent; False when the month's limit would be passed."""
    condition = None
    if limit is not None:
        if amount > limit:
            return False
        condition = SpendItem.spent.does_not_exist() | (SpendItem.spent <= limit - amount)
    try:
        _item(account_id, month).update(actions=[SpendItem.spent.add(amount)], condition=condition)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def settle(account_id: str, month: str, difference: int) -> None:
    """Correct what was reserved by what it really cost."""
    if difference:
        _item(account_id, month).update(actions=[SpendItem.spent.add(difference)])


def spent(account_id: str, month: str) -> int:
    """What was spent and is reserved in a month."""
    try:
        return int(SpendItem.get(*_key(account_id, month), consistent_read=True).spent)
    except SpendItem.DoesNotExist:
        return 0


def _item(account_id: str, month: str) -> SpendItem:
    return SpendItem(*_key(account_id, month))


def _key(account_id: str, month: str) -> tuple[str, str]:
    return f"{account_id}#ai", f"spend#{month}"
