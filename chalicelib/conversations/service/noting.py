"""Internal notes: for colleagues, mentioning colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability, Caller, Roster
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Change, Conversation, Entry, Person
from chalicelib.conversations.service.changing import (
    agent,
    change,
    change_entry,
    next_id,
    original,
    visible,
    visible_entry,
)
from chalicelib.conversations.service.reading import joined
from chalicelib.runtime.errors import Duplicate, NotFound, Refused


def add_note(
    caller: Caller,
    conversation_id: str,
    text: str,
    at: datetime,
    client_id: str | None = None,
    parent_id: str | None = None,
    mentions: Sequence[str] = (),
) -> Entry:
    """Leave a note for colleagues; the same `client_id` twice is one note. Under a note it is a
    part of that note's discussion (NOTE-07); mentioned users and teams find it (NOTE-04, 05)."""
    head = visible(caller, conversation_id)
    parent = _thread_of(caller, head, parent_id) if parent_id else None
    named = _mentioned(head, mentions)
    data: dict[str, Any] = {"text": text, "parent_id": parent, "client_id": client_id}
    mark = f"{head.id}#{client_id}" if client_id else None

    def decide(c: Conversation) -> Change:
        return domain.note(c, agent(caller), data, named, next_id(c, at, "nte"), at)

    try:
        made = change(caller, head.id, decide, mark, head)
    except Duplicate:
        return original(caller.account_id, mark or "")
    assert made is not None
    return made.told


def edit_note(
    caller: Caller,
    conversation_id: str,
    note_id: str,
    text: str,
    mentions: Sequence[str] | None,
    at: datetime,
) -> Entry:
    """Change a note (NOTE-18); answers it as it reads now. Mentions that are not given stay."""
    named = None if mentions is None else _mentioned(visible(caller, conversation_id), mentions)

    def decide(c: Conversation, note: Entry) -> Change:
        stay = tuple(Person(one["id"], one["name"]) for one in note.data.get("mentions", ()))
        to = stay if named is None else named
        return domain.edit_note(c, note, agent(caller), text, to, next_id(c, at), at)

    return change_entry(caller, conversation_id, note_id, decide)[0]


def delete_note(caller: Caller, conversation_id: str, note_id: str, at: datetime) -> None:
    """Delete a note; its text stays in the history."""

    def decide(c: Conversation, note: Entry) -> Change:
        return domain.delete_note(c, note, agent(caller), next_id(c, at), at)

    change_entry(caller, conversation_id, note_id, decide)


def notes(
    caller: Caller, conversation_id: str, cursor: str | None, limit: int
) -> tuple[list[Entry], str | None]:
    """The notes of a conversation and of what was merged into it, newest first, and the cursor of
    the notes before them (NOTE-09)."""
    page = joined(visible(caller, conversation_id), store.page_notes, cursor, limit)
    return page.entries[::-1], page.before


def _thread_of(caller: Caller, head: Conversation, parent_id: str) -> str:
    """The note that a discussion hangs on: an answer to an answer hangs on the same."""
    parent = visible_entry(caller, head.id, parent_id)[1]
    if parent.type != "note.added" or parent.data.get("deleted_at"):
        raise Refused("only a note can be answered here")
    return str(parent.data.get("parent_id") or parent.id)


def _mentioned(head: Conversation, ids: Sequence[str]) -> tuple[Person, ...]:
    """Users and teams by id. Where a team gives out its work by itself, one available member is
    asked in its place (NOTE-05)."""
    if not ids:
        return ()
    people = accounts.roster(head.account_id)
    named = [_one_mentioned(people, head, id_) for id_ in dict.fromkeys(ids)]
    return tuple(dict.fromkeys(named))


def _one_mentioned(people: Roster, head: Conversation, id_: str) -> Person:
    user = next((user for user in people.users if user.id == id_), None)
    if user:
        return Person(user.id, user.name)
    team = people.team(id_)
    if team is None:
        raise NotFound("there is no such user or team", mention=id_)
    if team.distribution == "automatic":
        free = [u for u in people.members(id_) if u.availability is Availability.AVAILABLE]
        if head.visible_to is not None:
            named = {person.id for person in head.visible_to}
            free = [user for user in free if user.id in named]
        if free:
            least = min(free, key=lambda user: (user.load, user.id))
            return Person(least.id, least.name)
    if head.visible_to is not None:
        raise Refused(
            f"only some may see this conversation: mention those of {team.name} by their names"
        )
    return Person(team.id, team.name)
