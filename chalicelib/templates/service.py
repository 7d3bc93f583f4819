"""The templates that a caller may use."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.runtime.errors import Forbidden, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.templates import store
from chalicelib.templates.domain import MOST, Template, may_change


def page(caller: Caller, after: str | None, limit: int) -> tuple[list[Template], str | None]:
    """A page of the templates of the caller's teams and of everyone (MSG-08), and the id to go on
    after; other teams' templates leave gaps."""
    found = store.page(caller.account_id, after, limit + 1)
    more = len(found) > limit
    shown = [template for template in found[:limit] if caller.sees_team(template.team_id)]
    return shown, found[limit - 1].id if more else None


def create(caller: Caller, name: str, text: str, team_id: str | None, at: datetime) -> Template:
    """A text for the caller's team, or for everyone."""
    accounts.require_team(caller, team_id)
    if store.count(caller.account_id) >= MOST:
        raise Refused(f"there are {MOST} templates already; remove one that is no longer used")
    id_ = new_id("tpl")
    template = Template(caller.account_id, id_, name, text, caller.user_id, at, team_id)
    store.create(template)
    return template


def change(caller: Caller, template_id: str, fields: dict[str, Any], at: datetime) -> Template:
    """Change a template's name, text or team."""
    template = _changeable(caller, template_id)
    changed = replace(template, **fields, updated_at=at)
    accounts.require_team(caller, changed.team_id)
    store.replace(changed)
    return changed


def delete(caller: Caller, template_id: str) -> None:
    """Remove a template; what was written with it stays."""
    store.delete(_changeable(caller, template_id))


def _changeable(caller: Caller, template_id: str) -> Template:
    template = store.get(caller.account_id, template_id)
    if template is None or not caller.sees_team(template.team_id):
        raise NotFound("there is no such template")
    if not may_change(caller, template):
        raise Forbidden("only an admin or who wrote this template may change it")
    return template
