"""The labels that a caller may see and set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.labels import store
from chalicelib.labels.domain import MOST, Label, LabelScope, may_change, may_see
from chalicelib.runtime.errors import Forbidden, Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id


def visible(caller: Caller) -> list[Label]:
    """The caller's own labels and those of their teams, by name."""
    own = store.of_user(caller.account_id, caller.user_id)
    shared = [label for label in store.of_teams(caller.account_id) if may_see(caller, label)]
    return sorted([*own, *shared], key=lambda label: (label.name.casefold(), label.id))


def pick(caller: Caller, ids: Sequence[str]) -> list[Label]:
    """The labels with these ids, in their order; NotFound for one that the caller may not see."""
    found = store.pick(caller.account_id, caller.user_id, ids) if ids else {}
    if any(id_ not in found or not may_see(caller, found[id_]) for id_ in ids):
        raise NotFound("there is no such label")
    return [found[id_] for id_ in dict.fromkeys(ids)]


def create(caller: Caller, name: str, color: str, scope: LabelScope, team_id: str | None) -> Label:
    """A label of the caller's own, of a team of theirs or of everyone (NOTE-14, NOTE-15)."""
    if scope is LabelScope.PRIVATE:
        if team_id:
            raise Invalid(
                "a private label belongs to no team",
                errors=[{"field": "team_id", "message": "must be null for a private label"}],
            )
        others = store.of_user(caller.account_id, caller.user_id)
    else:
        accounts.require_sharing(caller, team_id)
        others = store.of_teams(caller.account_id)
    if len(others) >= MOST:
        raise Refused(f"there are {MOST} labels already; remove one that is no longer used")
    id_ = new_id("lbl")
    label = Label(caller.account_id, id_, name, color, scope, caller.user_id, team_id)
    store.save(label)
    return label


def change(caller: Caller, label_id: str, name: str | None, color: str | None) -> Label:
    """Give a label another name or colour, wherever it is set."""
    label = _changeable(caller, label_id)
    changed = replace(label, name=name or label.name, color=color or label.color)
    store.save(changed, before=label)
    return changed


def delete(caller: Caller, label_id: str) -> None:
    """Remove a label; what had it shows it no more."""
    store.delete(_changeable(caller, label_id))


def _changeable(caller: Caller, label_id: str) -> Label:
    [label] = pick(caller, [label_id])
    if not may_change(caller, label):
        raise Forbidden("only an admin or who made this label may change it")
    return label
