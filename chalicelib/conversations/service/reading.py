"""Reading threads: pages, what was missed, merged threads, earlier conversations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import list_store, store
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.conversations.service.changing import may_see, visible
from chalicelib.runtime.errors import Invalid

Read = Callable[[str, str, int | None, int], list[Entry]]
"""Reads entries of one thread before a seq (None: the newest), in ascending order."""

NEWEST = 2**32
"""No seq is greater: an entry's id has room for so many."""

EARLIER_AT_MOST = 20
"""Earlier conversations that are looked through for one that the caller may see."""


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A page of a thread in ascending order, the cursor of the page before it, and (where the
    thread begins) the contact's previous conversation."""

    entries: list[Entry]
    before: str | None = None
    earlier: str | None = None


def thread(
    caller: Caller,
    conversation_id: str,
    before: str | None,
    after: int | None,
    around: int | None,
    limit: int,
) -> ThreadPage:
    """A page of a conversation's thread, as a colleague reads it."""
    head = visible(caller, conversation_id)
    page = page_of(head, before, after, around, limit)
    if page.before is None and after is None:
        return replace(page, earlier=_earlier(caller, head))
    return page


def page_of(
    head: Conversation, before: str | None, after: int | None, around: int | None, limit: int
) -> ThreadPage:
    """Entries before a cursor, after a seq of the conversation's own, or around one; none of them:
    the newest."""
    if after is not None:
        return ThreadPage(store.page_after(head.account_id, head.id, after, limit))
    if around is not None:
        return _around(head, around, limit)
    return joined(head, store.page_before, before, limit)


def joined(head: Conversation, read: Read, cursor: str | None, limit: int) -> ThreadPage:
    """The newest entries before a cursor, of all threads that are read as one, by time."""
    return _newest(head, read, _positions(head, cursor), limit)


def _around(head: Conversation, seq: int, limit: int) -> ThreadPage:
    """The page with an entry in its middle. In the merged threads its time is looked for."""
    positions: dict[str, int | None] = {head.id: seq}
    centre = store.load_entry(head.account_id, head.id, seq) if head.merged else None
    for ref in head.merged:
        positions[ref.id] = _first_after(head.account_id, ref.id, centre) if centre else None
    half = limit // 2
    page = _newest(head, store.page_before, positions, half)
    later = [
        entry
        for id_, position in positions.items()
        if position is not None
        for entry in store.page_after(head.account_id, id_, position - 1, limit - half)
    ]
    return replace(page, entries=page.entries + sorted(later, key=_moment)[: limit - half])


def _first_after(account_id: str, conversation_id: str, centre: Entry) -> int:
    """The seq of a thread's first entry that comes after one of another thread, by halves: a
    thread of 50,000 takes 17 reads."""
    newest = store.page_before(account_id, conversation_id, None, 1)
    low, high = 1, newest[0].seq + 1 if newest else 1
    while low < high:
        middle = (low + high) // 2
        entry = store.load_entry(account_id, conversation_id, middle)
        if entry and _moment(entry) < _moment(centre):
            low = middle + 1
        else:
            high = middle
    return low


def _positions(head: Conversation, cursor: str | None) -> dict[str, int | None]:
    """Before which seq each thread is read on; a thread that is not there has been read."""
    ids = [head.id, *(ref.id for ref in head.merged)]
    if cursor is None:
        return dict.fromkeys(ids)
    try:
        said = json.loads(cursor)
    except (ValueError, RecursionError) as error:
        raise _not_ours() from error
    read = {head.id: said} if isinstance(said, int) else said
    if not isinstance(read, dict) or not all(_is_seq(seq) for seq in read.values()):
        raise _not_ours()
    return {id_: read[id_] for id_ in ids if id_ in read}


def _is_seq(value: object) -> bool:
    return type(value) is int and 0 < value <= NEWEST


def _not_ours() -> Invalid:
    return Invalid("this cursor is not one of ours")


def _newest(
    head: Conversation, read: Read, positions: Mapping[str, int | None], limit: int
) -> ThreadPage:
    pages = {id_: read(head.account_id, id_, seq, limit + 1) for id_, seq in positions.items()}
    found = sorted((entry for page in pages.values() for entry in page), key=_moment)
    taken = found[-limit:] if limit else []
    oldest = {entry.conversation_id: entry.seq for entry in reversed(taken)}
    rest = {
        id_: oldest.get(id_, page[-1].seq + 1)
        for id_, page in pages.items()
        if page and page[0].seq != oldest.get(id_)
    }
    return ThreadPage(taken, _cursor(head, rest))


def _moment(entry: Entry) -> tuple[datetime, str, int]:
    """The order of a thread, also of several read as one."""
    return entry.occurred_at, entry.conversation_id, entry.seq


def _cursor(head: Conversation, rest: dict[str, int]) -> str | None:
    if not rest:
        return None
    return json.dumps(rest[head.id] if list(rest) == [head.id] else rest, separators=(",", ":"))


def _earlier(caller: Caller, head: Conversation) -> str | None:
    """The contact's conversation before this one, as far as the caller may see any (CONV-46)."""
    mine = {head.id, *(ref.id for ref in head.merged)}
    found = list_store.ids_of_contact(head.account_id, head.contact.id, head.id, EARLIER_AT_MOST)
    ids = [id_ for id_ in found if id_ not in mine]
    if not ids:
        return None
    heads = store.load_many([(head.account_id, id_) for id_ in ids])
    fit = (heads[id_] for id_ in ids if id_ in heads)
    return next((one.id for one in fit if may_see(caller, one) and not one.merged_into), None)


def load(account_id: str, conversation_id: str) -> Conversation | None:
    """A conversation, for workers that act for the account itself."""
    return store.load(account_id, conversation_id)


def load_many(keys: Sequence[tuple[str, str]]) -> dict[str, Conversation]:
    """Several conversations by id as of the last committed change, in one call: who was shut out
    a moment ago must not hear of the next message."""
    return store.load_many(keys, consistent=True)


def load_entry(account_id: str, conversation_id: str, seq: int) -> Entry | None:
    """A timeline entry, for workers."""
    return store.load_entry(account_id, conversation_id, seq)


def load_entry_by_id(account_id: str, conversation_id: str, entry: str) -> Entry | None:
    """A timeline entry by its id, for doors that have found out who may see it."""
    return store.load_entry_by_id(account_id, conversation_id, entry)


def load_entries(account_id: str, keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Entry]:
    """Entries by conversation and seq, in one call."""
    return store.load_entries(account_id, keys)


def timeline(
    account_id: str, conversation_id: str, before: int | None, after: int | None, limit: int
) -> list[Entry]:
    """A page of one thread in ascending order: after a seq, before a seq, or the newest."""
    if after is not None:
        return store.page_after(account_id, conversation_id, after, limit)
    return store.page_before(account_id, conversation_id, before, limit)


def find_number(account_id: str, number: int) -> str | None:
    """The conversation with a number (CONV-56)."""
    return store.find_number(account_id, number)


def waiting(account_id: str, conversation_ids: Sequence[str]) -> set[str]:
    """Which of these wait in Unassigned as of now."""
    heads = store.load_many([(account_id, id_) for id_ in conversation_ids])
    return {head.id for head in heads.values() if head.is_waiting}
