"""Macros in DynamoDB, all of an account under one key: what is shared by its id, what is private
under its user."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.macros.domain import Macro
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta
from chalicelib.templates.domain import Sharing, Visibility

SHARED = "mac_"
"""What the keys of shared macros begin with: their ids do."""


class MacroItem(Model):
    """A macro: `{macro}`, or `private#{user}#{macro}`."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    creator_id = UnicodeAttribute()
    creator_name = UnicodeAttribute()
    team_id = UnicodeAttribute(null=True)
    updated_at = UnicodeAttribute()
    actions = Json()


def of_account(account_id: str) -> list[Macro]:
    """Every shared macro of an account."""
    return _list(account_id, SHARED)


def of_user(account_id: str, user_id: str) -> list[Macro]:
    """A user's own macros."""
    return _list(account_id, _own(user_id))


def get(account_id: str, user_id: str, macro_id: str) -> Macro | None:
    """A macro by id: a shared one, or the user's own."""
    if not macro_id.startswith(SHARED):
        return None
    keys = [(_partition(account_id), sk) for sk in (macro_id, _own(user_id) + macro_id)]
    found = [_macro(item) for item in MacroItem.batch_get(keys, consistent_read=True)]
    return found[0] if found else None


def create(macro: Macro) -> None:
    """Store a new macro."""
    _item(macro).save()


def replace(macro: Macro, before: Macro) -> None:
    """Store a changed macro; Conflict when somebody changed or removed it meanwhile."""
    as_seen = MacroItem.updated_at == iso(before.updated_at)
    moved = _key(before) != _key(macro)
    try:
        with TransactWrite(connection=_connection()) as tx:
            if moved:
                tx.delete(_item(before), condition=as_seen)
            tx.save(_item(macro), condition=None if moved else as_seen)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise Conflict("this macro was changed at the same moment; look at it again") from error
        raise


def delete(macro: Macro) -> None:
    """Remove a macro."""
    _item(macro).delete()


def _list(account_id: str, start: str) -> list[Macro]:
    items = MacroItem.query(_partition(account_id), MacroItem.sk.startswith(start))
    return [_macro(item) for item in items]


def _partition(account_id: str) -> str:
    return f"{account_id}#macros"


def _own(user_id: str) -> str:
    return f"private#{user_id}#"


def _key(macro: Macro) -> str:
    private = macro.sharing.visibility is Visibility.PRIVATE
    return _own(macro.creator_id) + macro.id if private else macro.id


def _item(macro: Macro) -> MacroItem:
    return MacroItem(
        _partition(macro.account_id),
        _key(macro),
        name=macro.name,
        creator_id=macro.creator_id,
        creator_name=macro.creator_name,
        team_id=macro.sharing.team_id,
        updated_at=iso(macro.updated_at),
        actions=[dict(action) for action in macro.actions],
    )


def _macro(item: MacroItem) -> Macro:
    if item.sk.startswith("private#"):
        sharing = Sharing(Visibility.PRIVATE)
    else:
        kind = Visibility.TEAM if item.team_id else Visibility.EVERYONE
        sharing = Sharing(kind, item.team_id)
    return Macro(
        item.pk.partition("#")[0],
        item.sk.rpartition("#")[2],
        item.name,
        sharing,
        item.creator_id,
        item.creator_name,
        parse_iso(item.updated_at),
        tuple(item.actions),
    )


def _connection() -> Connection:
    return MacroItem._get_connection().connection
