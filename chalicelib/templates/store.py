"""Templates in DynamoDB, all of an account under one key of its own."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta
from chalicelib.templates.domain import Template


class TemplateItem(Model):
    """A template; `sk` is its id."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    text = UnicodeAttribute()
    creator_id = UnicodeAttribute()
    team_id = UnicodeAttribute(null=True)
    updated_at = UnicodeAttribute()


def page(account_id: str, after: str | None, limit: int) -> list[Template]:
    """Up to `limit` templates after an id, oldest first."""
    later = TemplateItem.sk > after if after else None
    return [
        _template(item) for item in TemplateItem.query(_partition(account_id), later, limit=limit)
    ]


def count(account_id: str) -> int:
    """How many templates an account has."""
    return TemplateItem.count(_partition(account_id))


def get(account_id: str, template_id: str) -> Template | None:
    """A template by id."""
    try:
        return _template(TemplateItem.get(_partition(account_id), template_id, True))
    except TemplateItem.DoesNotExist:
        return None


def create(template: Template) -> None:
    """Store a new template."""
    _item(template).save()


def replace(template: Template) -> None:
    """Store a changed template; NotFound when it was removed meanwhile."""
    try:
        _item(template).save(condition=TemplateItem.pk.exists())
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise NotFound("there is no such template") from error
        raise


def delete(template: Template) -> None:
    """Remove a template."""
    TemplateItem(_partition(template.account_id), template.id).delete()


def _partition(account_id: str) -> str:
    return f"{account_id}#templates"


def _item(template: Template) -> TemplateItem:
    return TemplateItem(
        _partition(template.account_id),
        template.id,
        name=template.name,
        text=template.text,
        creator_id=template.creator_id,
        team_id=template.team_id,
        updated_at=iso(template.updated_at),
    )


def _template(item: TemplateItem) -> Template:
    return Template(
        item.pk.partition("#")[0],
        item.sk,
        item.name,
        item.text,
        item.creator_id,
        parse_iso(item.updated_at),
        item.team_id,
    )
