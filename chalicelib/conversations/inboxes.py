"""The lists of conversations: what each holds, and in which order.

Every list is an index query per place and part; nothing reads a whole inbox. What no index knows
(a channel, a label) is filtered from what a bounded number of such queries bring, so a page may be
short and still have a next one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import items, list_store, store
from chalicelib.conversations.domain import Conversation, shelf
from chalicelib.conversations.places import Place, places
from chalicelib.conversations.service.changing import may_see
from chalicelib.runtime.errors import Invalid

ROUNDS = 5
"""How often a filtered page reads on before it is answered as it is."""

COUNTED = 100
"""Counts stop here: the console shows 99+."""

PARTS = ("open", "snoozed", "closed")

Page = tuple[list[Conversation], str | None]
Read = Callable[[str | None, int], Page]
"""Reads rows after a position; with the position after them, None at the end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conversations, in which order."""

    inbox: str = "me"
    status: str | None = None
    channel: str | None = None
    team: str | None = None
    label: str | None = None
    priority: str | None = None
    important: bool | None = None
    assignee: str | None = None
    contact: str | None = None
    number: int | None = None
    sort: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Wanted:
        """From what a client said; what it did not say is as it was."""
        known = {field.name for field in fields(cls)}
        said = {key: value for key, value in given.items() if key in known and value is not None}
        return cls(**said)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the list: open ones unless said; Starred keeps all (NOTE-17)."""
        status = self.status or ("any" if self.inbox == "starred" or self.contact else "open")
        return PARTS if status == "any" else (status,)

    def admits(self, caller: Caller, c: Conversation) -> bool:
        """Whether the caller may see a conversation and it is among those asked for (CONV-13)."""
        return (
            may_see(caller, c)
            and self._is_in_inbox(caller, c)
            and shelf(c) in self.parts
            and (self.channel is None or c.route(self.channel) is not None)
            and (self.team is None or c.team_id == self.team)
            and (self.label is None or _has_label(caller, c, self.label))
            and (self.priority is None or c.priority == self.priority)
            and (self.important is None or c.important is self.important)
            and (self.assignee is None or _is_with(c, self.assignee))
            and (self.contact is None or c.contact.id == self.contact)
        )

    def _is_in_inbox(self, caller: Caller, c: Conversation) -> bool:
        if self.contact:
            return True
        if self.inbox == "me":
            return c.is_assigned_to(caller.user_id)
        if self.inbox == "unassigned":
            return c.is_waiting
        us = {caller.user_id, *caller.team_ids}
        if self.inbox == "mentions":
            return not us.isdisjoint(c.mentioned) and not c.is_assigned_to(caller.user_id)
        if self.inbox == "offers":
            asked = {one.to.id for one in c.invitations}
            return not us.isdisjoint(asked | ({c.offer.to.id} if c.offer else set()))
        if self.inbox == "starred":
            return caller.user_id in c.starred
        return self.inbox == "all" or self.inbox == f"team:{c.team_id}"


def page(caller: Caller, wanted: Wanted, position: str | None, limit: int) -> Page:
    """A page of a list and the position after it, None on the last page."""
    if wanted.number is not None:
        return _numbered(caller, wanted.number), None
    order = _order(caller, wanted)
    read, key = _reader(caller, wanted, order)
    seen: dict[str, Conversation] = {}
    for _ in range(ROUNDS):
        rows, position = read(position, limit)
        seen |= {c.id: c for c in rows if wanted.admits(caller, c)}
        if position is None or len(seen) >= limit:
            break
    found = list(seen.values())
    if len(found) > limit:
        return found[:limit], key(found[limit - 1])
    return found, position


def count_view(caller: Caller, filter_: Mapping[str, Any]) -> int | None:
    """How many conversations a saved view holds, at most COUNTED (CONV-53); None when a bounded
    look did not tell."""
    found, position = page(caller, Wanted.of({"inbox": "all"} | dict(filter_)), None, COUNTED)
    return len(found) if position is None or len(found) >= COUNTED else None


def _order(caller: Caller, wanted: Wanted) -> str:
    """As asked for, else as the caller chose for this inbox (CONV-12), else newest first; in
    Unassigned the oldest (CONV-11, D12)."""
    chosen = wanted.sort or caller.preferences.get("sorts", {}).get(wanted.inbox)
    return str(chosen or ("oldest" if wanted.inbox == "unassigned" else "newest"))


def _reader(
    caller: Caller, wanted: Wanted, order: str
) -> tuple[Read, Callable[[Conversation], str]]:
    """How a list is read in an order, and the position of a row in it. The order by creation is
    that of open conversations; others go by last update."""
    if wanted.contact:
        return _of_contact(caller, wanted.contact), _id
    inbox = f"team:{wanted.team}" if wanted.inbox == "all" and wanted.team else wanted.inbox
    where = places(caller, inbox)
    if order == "created" and wanted.parts == ("open",):
        return _by_creation(caller, where), _id
    updated = _by_update(caller, where, wanted.parts, newest_first=order != "oldest")
    if order == "priority":
        return _by_priority(caller, where, wanted.parts, updated), _priority_position
    return updated, items.updated_key


def _by_update(
    caller: Caller, where: Iterable[Place], parts: Iterable[str], newest_first: bool
) -> Read:
    wanted = [(place, part) for place in where for part in parts]

    def rows(place: Place, part: str, position: str | None, limit: int) -> list[Conversation]:
        if not place.is_queue:
            return list_store.list_of(
                caller.account_id, place.holder, place.list, part, position, limit, newest_first
            )
        if part != "open":
            return []
        return list_store.queue_of(caller.account_id, place.holder, position, limit, newest_first)

    def read(position: str | None, limit: int) -> Page:
        lists = [rows(place, part, position, limit + 1) for place, part in wanted]
        merged = heapq.merge(*lists, key=items.updated_key, reverse=newest_first)
        found = list(islice(merged, limit + 1))
        more = len(found) > limit
        return found[:limit], items.updated_key(found[limit - 1]) if more else None

    return read


def _by_creation(caller: Caller, where: Iterable[Place]) -> Read:
    """Oldest first. The index holds keys only, so heads are read for what is shown."""
    prefixes = [
        (place.holder, f"{name}#{code}")
        for place in where
        for name in place.attention
        for code in "0123"
    ]

    def read(position: str | None, limit: int) -> Page:
        lists = [
            list_store.ids_by_creation(caller.account_id, holder, prefix, position, limit + 1)
            for holder, prefix in prefixes
        ]
        ids = list(islice(heapq.merge(*lists), limit + 1))
        more = len(ids) > limit
        return _heads(caller, ids[:limit]), ids[limit - 1] if more else None

    return read


def _by_priority(caller: Caller, where: list[Place], parts: Iterable[str], updated: Read) -> Read:
    """The urgent first, then what has no priority by last update."""
    wanted = [(place, part) for place in where for part in parts]

    def read(position: str | None, limit: int) -> Page:
        kind, _, after = (position or "p:").partition(":")
        if kind == "u":
            rows, next_ = updated(after or None, limit)
            rest = [c for c in rows if c.priority is None]
            return rest, f"u:{next_}" if next_ else None
        if kind != "p":
            raise Invalid("this cursor is not one of ours")
        lists = [
            list_store.keys_by_priority(
                caller.account_id, place.holder, place.list, part, after or None, limit + 1
            )
            for place, part in wanted
        ]
        keys = list(islice(heapq.merge(*lists), limit + 1))
        rows = _heads(caller, [key.rpartition("#")[2] for key in keys[:limit]])
        return rows, f"p:{keys[limit - 1]}" if len(keys) > limit else "u:"

    return read


def _id(c: Conversation) -> str:
    """A conversation's id holds the time of its creation, so it is the order by that, too."""
    return c.id


def _priority_position(c: Conversation) -> str:
    key = items.priority_key(c)
    return f"p:{key}" if key else f"u:{items.updated_key(c)}"


def _of_contact(caller: Caller, contact_id: str) -> Read:
    def read(position: str | None, limit: int) -> Page:
        ids = list_store.ids_of_contact(caller.account_id, contact_id, position, limit + 1)
        more = len(ids) > limit
        return _heads(caller, ids[:limit]), ids[limit - 1] if more else None

    return read


def _heads(caller: Caller, ids: list[str]) -> list[Conversation]:
    """Heads in the order of their ids, in one call."""
    found = store.load_many([(caller.account_id, id_) for id_ in ids]) if ids else {}
    return [found[id_] for id_ in ids if id_ in found]


def _numbered(caller: Caller, number: int) -> list[Conversation]:
    found = store.find_number(caller.account_id, number)
    head = store.load(caller.account_id, found) if found else None
    return [head] if head and may_see(caller, head) else []


def _has_label(caller: Caller, c: Conversation, label: str) -> bool:
    return label in c.labels or label in c.private_labels.get(caller.user_id, ())


def _is_with(c: Conversation, assignee: str) -> bool:
    return not c.assignees if assignee == "none" else c.is_assigned_to(assignee)
