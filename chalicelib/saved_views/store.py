"""Saved views in DynamoDB, all of an account under one key of its own."""

from __future__ import annotations

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta
from chalicelib.saved_views.domain import SavedView, ViewScope


class ViewItem(Model):
    """A view: `shared#{view}` or `private#{user}#{view}`."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    scope = UnicodeAttribute()
    creator_id = UnicodeAttribute()
    team_id = UnicodeAttribute(null=True)
    filter = JSONAttribute()
    sort = UnicodeAttribute(null=True)


def shared(account_id: str) -> list[SavedView]:
    """Every view of a team or of the account."""
    return _list(account_id, "shared#")


def of_user(account_id: str, user_id: str) -> list[SavedView]:
    """A user's private views."""
    return _list(account_id, f"private#{user_id}#")


def _list(account_id: str, start: str) -> list[SavedView]:
    items = ViewItem.query(_partition(account_id), ViewItem.sk.startswith(start))
    return [_view(item) for item in items]


def get(account_id: str, user_id: str, view_id: str) -> SavedView | None:
    """A shared view or one of the user's own, by id."""
    partition = _partition(account_id)
    keys = [(partition, f"shared#{view_id}"), (partition, f"private#{user_id}#{view_id}")]
    return next((_view(item) for item in ViewItem.batch_get(keys, consistent_read=True)), None)


def create(view: SavedView) -> None:
    """Store a new view."""
    _item(view).save()


def replace(view: SavedView) -> None:
    """Store a changed view; NotFound when it was removed meanwhile."""
    try:
        _item(view).save(condition=ViewItem.pk.exists())
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise NotFound("there is no such view") from error
        raise


def delete(view: SavedView) -> None:
    """Remove a view."""
    _item(view).delete()


def _partition(account_id: str) -> str:
    return f"{account_id}#views"


def _item(view: SavedView) -> ViewItem:
    private = view.scope is ViewScope.PRIVATE
    return ViewItem(
        _partition(view.account_id),
        f"private#{view.creator_id}#{view.id}" if private else f"shared#{view.id}",
        name=view.name,
        scope=view.scope,
        creator_id=view.creator_id,
        team_id=view.team_id,
        filter=view.filter,
        sort=view.sort,
    )


def _view(item: ViewItem) -> SavedView:
    return SavedView(
        item.pk.partition("#")[0],
        item.sk.rpartition("#")[2],
        item.name,
        ViewScope(item.scope),
        item.creator_id,
        item.team_id,
        item.filter,
        item.sort,
    )
