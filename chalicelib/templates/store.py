"""Templates in DynamoDB, all of an account under one key of its own: what is shared by its id,
what is private under its user, and marks of the short codes that are taken."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta
from chalicelib.templates.domain import Sharing, Template, Visibility

SHARED = "tpl_"
"""What the keys of shared templates begin with: their ids do."""


class TemplateItem(Model):
    """A template: `{template}`, or `private#{user}#{template}`."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    text = UnicodeAttribute()
    creator_id = UnicodeAttribute()
    creator_name = UnicodeAttribute(null=True)
    team_id = UnicodeAttribute(null=True)
    updated_at = UnicodeAttribute()
    format = UnicodeAttribute(null=True)
    short_code = UnicodeAttribute(null=True)
    folder = UnicodeAttribute(null=True)
    attachments = Json(null=True)


class CodeItem(Model):
    """The mark that a short code is taken: `code#{visibility}:{owner}#{short code}`."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    template_id = UnicodeAttribute()


def page(account_id: str, user_id: str, after: str | None, limit: int) -> list[Template]:
    """Up to `limit` templates after a position: the account's shared ones, oldest first, then the
    user's own."""
    own = _own(user_id)
    found: list[TemplateItem] = []
    if after is None or after.startswith(SHARED):
        found += _query(account_id, SHARED, after, limit)
    if len(found) < limit:
        start = after if after and after.startswith(own) else None
        found += _query(account_id, own, start, limit - len(found))
    return [_template(item) for item in found]


def every(account_id: str, user_id: str | None = None) -> list[Template]:
    """All shared templates of an account, and all of a user's own."""
    starts = [SHARED, *([_own(user_id)] if user_id else [])]
    return [_template(item) for start in starts for item in _query(account_id, start, None, None)]


def position(template: Template) -> str:
    """Where a template stands in its list."""
    return _key(template)


def count(account_id: str, owner_id: str | None) -> int:
    """How many templates an account shares, or how many a user keeps."""
    start = _own(owner_id) if owner_id else SHARED
    return TemplateItem.count(_partition(account_id), TemplateItem.sk.startswith(start))


def get(account_id: str, user_id: str, template_id: str) -> Template | None:
    """A template by id: a shared one, or the user's own."""
    if not template_id.startswith(SHARED):
        return None
    keys = [(_partition(account_id), sk) for sk in (template_id, _own(user_id) + template_id)]
    found = [_template(item) for item in TemplateItem.batch_get(keys, consistent_read=True)]
    return found[0] if found else None


def create(template: Template) -> None:
    """Store a new template; Conflict when its short code is taken."""
    _write(template, None)


def replace(template: Template, before: Template) -> None:
    """Store a changed template. NotFound when it was removed meanwhile, Conflict when somebody else
    changed it or its short code is taken."""
    _write(template, before)


def delete(template: Template) -> None:
    """Remove a template and free its short code."""
    with TransactWrite(connection=_connection()) as tx:
        tx.delete(_item(template))
        if template.code_key:
            tx.delete(_code(template))


def _write(template: Template, before: Template | None) -> None:
    moved = before is not None and _key(before) != _key(template)
    recoded = template.code_key != (before.code_key if before else None)
    try:
        with TransactWrite(connection=_connection()) as tx:
            if before and recoded and before.code_key:
                tx.delete(_code(before))
            if before and moved:
                tx.delete(
                    _item(before), condition=TemplateItem.updated_at == iso(before.updated_at)
                )
            if recoded and template.code_key:
                tx.save(_code(template), condition=CodeItem.pk.does_not_exist())
            unchanged = (
                TemplateItem.updated_at == iso(before.updated_at) if before and not moved else None
            )
            tx.save(_item(template), condition=unchanged)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise _refusal(template, before) from error
        raise


def _as_seen(before: Template) -> Condition:
    return TemplateItem.updated_at == iso(before.updated_at)


def _refusal(template: Template, before: Template | None) -> Exception:
    """Which of the conditions it was."""
    if before and get(before.account_id, before.creator_id, before.id) is None:
        return NotFound("there is no such template")
    key = _code(template) if template.code_key else None
    taken = list(CodeItem.batch_get([(key.pk, key.sk)])) if key else []
    if any(code.template_id != template.id for code in taken):
        message = f"/{template.short_code} is another template's short code already"
        return Conflict(message, errors=[{"field": "short_code", "message": message}])
    return Conflict("this template was changed at the same moment; look at it again")


def _query(account_id: str, start: str, after: str | None, limit: int | None) -> list[TemplateItem]:
    # A blank sorts before and U+FFFF behind whatever a key can go on with.
    range_ = (
        TemplateItem.sk.between(f"{after} ", f"{start}\uffff")
        if after
        else TemplateItem.sk.startswith(start)
    )
    return list(TemplateItem.query(_partition(account_id), range_, limit=limit))


def _partition(account_id: str) -> str:
    return f"{account_id}#templates"


def _own(user_id: str) -> str:
    return f"private#{user_id}#"


def _key(template: Template) -> str:
    private = template.sharing.visibility is Visibility.PRIVATE
    return _own(template.creator_id) + template.id if private else template.id


def _code(template: Template) -> CodeItem:
    return CodeItem(
        _partition(template.account_id), f"code#{template.code_key}", template_id=template.id
    )


def _item(template: Template) -> TemplateItem:
    return TemplateItem(
        _partition(template.account_id),
        _key(template),
        name=template.name,
        text=template.text,
        creator_id=template.creator_id,
        creator_name=template.creator_name or None,
        team_id=template.sharing.team_id,
        updated_at=iso(template.updated_at),
        format=template.format,
        short_code=template.short_code,
        folder=template.folder,
        attachments=[dict(file) for file in template.attachments] or None,
    )


def _template(item: TemplateItem) -> Template:
    if item.sk.startswith("private#"):
        sharing = Sharing(Visibility.PRIVATE)
    else:
        kind = Visibility.TEAM if item.team_id else Visibility.EVERYONE
        sharing = Sharing(kind, item.team_id)
    return Template(
        item.pk.partition("#")[0],
        item.sk.rpartition("#")[2],
        item.name,
        item.text,
        item.creator_id,
        parse_iso(item.updated_at),
        sharing,
        item.creator_name or "",
        item.format or "plain",
        item.short_code,
        item.folder,
        tuple(item.attachments or ()),
    )


def _connection() -> Connection:
    return TemplateItem._get_connection().connection
