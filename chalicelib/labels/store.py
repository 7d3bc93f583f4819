"""Labels in DynamoDB, apart from the account's own key, whose range is the roster."""

from __future__ import annotations

from collections.abc import Iterable

from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.labels.domain import Label, LabelScope
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class LabelItem(Model):
    """A label (`team#{label}` or `private#{user}#{label}`), or the mark that a name is taken
    (`name#{shelf}#{name}`)."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute(null=True)
    color = UnicodeAttribute(null=True)
    creator_id = UnicodeAttribute(null=True)
    team_id = UnicodeAttribute(null=True)


def of_teams(account_id: str) -> list[Label]:
    """Every team label of an account."""
    return _list(account_id, "team#")


def of_user(account_id: str, user_id: str) -> list[Label]:
    """A user's private labels."""
    return _list(account_id, f"private#{user_id}#")


def _list(account_id: str, start: str) -> list[Label]:
    items = LabelItem.query(_partition(account_id), LabelItem.sk.startswith(start))
    return [_label(item) for item in items]


def pick(account_id: str, user_id: str, ids: Iterable[str]) -> dict[str, Label]:
    """Labels by id among the account's team labels and a user's own, in one call per 50."""
    keys = [
        (_partition(account_id), sk)
        for id_ in dict.fromkeys(ids)
        for sk in (f"team#{id_}", f"private#{user_id}#{id_}")
    ]
    found = (_label(item) for item in LabelItem.batch_get(keys, consistent_read=True))
    return {label.id: label for label in found}


def save(label: Label, before: Label | None = None) -> None:
    """Store a label, new or changed; Conflict when its name is taken."""
    renamed = before is None or _name_key(before) != _name_key(label)
    try:
        with TransactWrite(connection=_connection()) as tx:
            if renamed:
                if before:
                    tx.delete(LabelItem(_partition(label.account_id), _name_key(before)))
                mark = LabelItem(_partition(label.account_id), _name_key(label))
                tx.save(mark, condition=LabelItem.pk.does_not_exist())
            tx.save(_item(label), condition=LabelItem.pk.exists() if before else None)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise Conflict(f"there is a label called {label.name} already") from error
        raise


def delete(label: Label) -> None:
    """Remove a label and free its name."""
    with TransactWrite(connection=_connection()) as tx:
        tx.delete(_item(label))
        tx.delete(LabelItem(_partition(label.account_id), _name_key(label)))


def _partition(account_id: str) -> str:
    return f"{account_id}#labels"


def _name_key(label: Label) -> str:
    return f"name#{label.shelf}#{label.name.casefold()}"


def _item(label: Label) -> LabelItem:
    private = label.scope is LabelScope.PRIVATE
    return LabelItem(
        _partition(label.account_id),
        f"private#{label.creator_id}#{label.id}" if private else f"team#{label.id}",
        name=label.name,
        color=label.color,
        creator_id=label.creator_id,
        team_id=label.team_id,
    )


def _label(item: LabelItem) -> Label:
    return Label(
        item.pk.partition("#")[0],
        item.sk.rpartition("#")[2],
        item.name or "",
        item.color or "",
        LabelScope(item.sk.partition("#")[0]),
        item.creator_id or "",
        item.team_id,
    )


def _connection() -> Connection:
    return LabelItem._get_connection().connection
