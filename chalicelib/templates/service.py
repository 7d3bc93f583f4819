"""The templates that a caller may use, and how they read in a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.attachments import service as attachments
from chalicelib.conversations import service as conversations
from chalicelib.knowledge import service as knowledge
from chalicelib.runtime.errors import Forbidden, NotFound, Refused, SwitchboardError
from chalicelib.runtime.ids import new_id
from chalicelib.templates import store
from chalicelib.templates.domain import (
    MOST,
    Sharing,
    Template,
    Visibility,
    by_use,
    may_change,
    may_see,
    refuse_unknown,
    shared,
)
from chalicelib.templates.values import Filled, fill_in

File = Mapping[str, Any]
"""As messages carry it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template as it reads in one conversation."""

    filled: Filled
    format: str
    attachments: Sequence[File]
    """Copies that are the conversation's own."""


def page(caller: Caller, after: str | None, limit: int) -> tuple[list[Template], str | None]:
    """A page of the templates of everyone and of the caller's teams (MSG-08), then their own
    (KB-10), and the position to go on after; other teams' templates leave gaps."""
    found = store.page(caller.account_id, caller.user_id, after, limit + 1)
    more = len(found) > limit
    shown = [one for one in found[:limit] if may_see(caller, one.sharing, one.creator_id)]
    return shown, store.position(found[limit - 1]) if more else None


def find(
    caller: Caller, words: str, after: str | None, limit: int
) -> tuple[list[Template], str | None]:
    """The templates that hold all the words, the likeliest first, and the position to go on."""
    usable = (
        one
        for one in store.every(caller.account_id, caller.user_id)
        if may_see(caller, one.sharing, one.creator_id) and one.matches(words)
    )
    ranked = sorted(usable, key=lambda one: by_use(one, words))
    start = int(after) if after and after.isdecimal() else 0
    following = start + limit
    return ranked[start:following], str(following) if len(ranked) > following else None


def everyones(account_id: str) -> list[Template]:
    """What everyone in the account may answer with: only that becomes suggestions."""
    return [one for one in store.every(account_id) if one.sharing.visibility is Visibility.EVERYONE]


def create(
    caller: Caller, fields: Mapping[str, Any], uploads: Sequence[str], at: datetime
) -> Template:
    """A text for the caller alone, for a team of theirs or for everyone, with its files."""
    known = dict(fields)
    sharing = _sharing(caller, known.pop("visibility", None), known.pop("team_id", None))
    refuse_unknown(known["text"])
    own = sharing.visibility is Visibility.PRIVATE
    if store.count(caller.account_id, caller.user_id if own else None) >= MOST:
        raise Refused(f"there are {MOST} templates already; remove one that is no longer used")
    id_ = new_id("tpl")
    files = attachments.adopt(caller.account_id, caller.user_id, id_, uploads)
    template = Template(
        account_id=caller.account_id,
        id=id_,
        creator_id=caller.user_id,
        creator_name=caller.name,
        updated_at=at,
        sharing=sharing,
        attachments=tuple(files),
        **known,
    )
    try:
        store.create(template)
    except SwitchboardError:
        attachments.purge(caller.account_id, id_)
        raise
    _tell(template)
    return template


def change(caller: Caller, template_id: str, fields: Mapping[str, Any], at: datetime) -> Template:
    """Change a template. Its files are those that are named: its own and new uploads."""
    before = _changeable(caller, template_id)
    known = dict(fields)
    if "visibility" in known or "team_id" in known:
        known["sharing"] = _moved(caller, before, known)
    refuse_unknown(known.get("text", ""))
    wanted = known.pop("attachments", None)
    if wanted is not None:
        known["attachments"] = _files(caller, before, wanted)
    template = replace(before, **known, updated_at=max(at, before.updated_at))
    store.replace(template, before)
    left = {file["id"] for file in template.attachments}
    gone = [file["id"] for file in before.attachments if file["id"] not in left]
    attachments.drop(caller.account_id, template.id, gone)
    _tell(before, template)
    return template


def delete(caller: Caller, template_id: str) -> None:
    """Remove a template with its files; what was written with it stays."""
    template = _changeable(caller, template_id)
    store.delete(template)
    if template.attachments:
        attachments.purge(caller.account_id, template.id)
    _tell(template)


def render(caller: Caller, template_id: str, conversation_id: str) -> Rendered:
    """A template for one conversation: filled in, and with copies of its files that go on when the
    template does not (KB-09, KB-11). The values are tamed for Markdown whatever the format is: it
    is written on in a composer, which reads Markdown in whatever stands there."""
    template = usable(caller, template_id)
    head = conversations.visible(caller, conversation_id)
    filled = fill_in(caller, head, template.text, markdown=True)
    ids = [file["id"] for file in template.attachments]
    files = attachments.lend(caller.account_id, caller.user_id, template.id, head.id, ids)
    return Rendered(filled, template.format, files)


def usable(caller: Caller, template_id: str) -> Template:
    """A template that the caller may use; NotFound when there is none for them."""
    template = store.get(caller.account_id, caller.user_id, template_id)
    if template is None or not may_see(caller, template.sharing, template.creator_id):
        raise NotFound("there is no such template")
    return template


def attachment_link(caller: Caller, template_id: str, attachment_id: str) -> tuple[str, int]:
    """An address for one of a template's files, and for how many seconds it is good."""
    template = usable(caller, template_id)
    file = next((one for one in template.attachments if one["id"] == attachment_id), None)
    if file is None:
        raise NotFound("there is no such file")
    return attachments.link(caller.account_id, template.id, file)


def _changeable(caller: Caller, template_id: str) -> Template:
    template = usable(caller, template_id)
    if not may_change(caller, template.creator_id):
        raise Forbidden("only an admin or who wrote this template may change it")
    return template


def _sharing(caller: Caller, visibility: str | None, team_id: str | None) -> Sharing:
    sharing = shared(visibility, team_id)
    if sharing.visibility is not Visibility.PRIVATE:
        accounts.require_sharing(caller, sharing.team_id)
    return sharing


def _moved(caller: Caller, before: Template, known: dict[str, Any]) -> Sharing:
    """Who has it from now on. What becomes private is its creator's, whoever asks for it."""
    visibility = known.pop("visibility", None)
    own = before.sharing.team_id if visibility == Visibility.TEAM else None
    sharing = _sharing(caller, visibility, known.pop("team_id", own))
    if sharing.visibility is Visibility.PRIVATE and before.creator_id != caller.user_id:
        raise Forbidden("only who wrote a template may take it back from everybody else")
    return sharing


def _files(
    caller: Caller, before: Template, wanted: Sequence[str]
) -> tuple[Mapping[str, Any], ...]:
    own = {file["id"]: file for file in before.attachments}
    fresh = [id_ for id_ in dict.fromkeys(wanted) if id_ not in own]
    adopted = (
        attachments.adopt(caller.account_id, caller.user_id, before.id, fresh) if fresh else []
    )
    known = own | {file["id"]: file for file in adopted}
    return tuple(known[id_] for id_ in dict.fromkeys(wanted))


def _tell(*versions: Template) -> None:
    """Suggestions learn of what everyone has, had or has no more."""
    if any(one.sharing.visibility is Visibility.EVERYONE for one in versions):
        knowledge.touched(versions[0].account_id)
