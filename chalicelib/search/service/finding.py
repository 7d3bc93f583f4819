"""Finding messages and notes: lists of postings propose, the live conversation decides."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.inboxes import Wanted
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.ids import iso
from chalicelib.search import domain, store
from chalicelib.search.domain import Hit, Query, Word

EXPANSIONS = 8
"""Words that one word of a query may stand for."""
LOOKED_AT = 1000
"""Words of the vocabulary that are looked at for what a misspelt one may mean, per beginning."""
ROUNDS = 5
"""How often one request reads on when what it read holds too few hits."""
MERGES = 3
"""How many times over a conversation may have been merged and still be followed."""
PAGE = 100
"""Places that a further round reads."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The lists that propose entries, and the words that each must have."""

    terms: tuple[str, ...]
    wanted: tuple[Word, ...]


def find(
    caller: Caller, query: Query, position: str | None, limit: int
) -> tuple[list[Hit], str | None]:
    """A page of what a query finds among what the caller may see, newest first, and the place to go
    on from. A page may be short, or empty, and still have one."""
    return find_within(
        caller, query, Wanted(query.inbox or "all", query.status or "any"), position, limit
    )


def find_within(
    caller: Caller, query: Query, within: Wanted, position: str | None, limit: int
) -> tuple[list[Hit], str | None]:
    """The same among the conversations of a list (SRCH-03)."""
    plan = _plan(caller.account_id, query)
    hits: list[Hit] = []
    size = limit + 1
    for _ in range(ROUNDS if plan.terms else 0):
        places = _places(caller.account_id, query, plan.terms, position, size)
        for place, hit in _check(caller, query, within, plan.wanted, places):
            if len(hits) == limit:
                return hits, position
            position = place
            if hit:
                hits.append(hit)
        if len(places) < size:
            return hits, None
        size = PAGE
    return hits, position if plan.terms else None


def _plan(account_id: str, query: Query) -> Plan:
    """Read the shortest list that there is, by a guess: a conversation's number, a contact, the
    longest word, else what other filter there is. All else is checked on what it proposes."""
    lists: dict[str, tuple[str, ...]] = {}
    wanted: list[Word] = []
    for word in query.words:
        known = store.vocabulary(account_id, word, EXPANSIONS)
        number = (domain.number_term(int(word)),) if domain.is_number(word) else ()
        instead = () if known or number else _meant(account_id, word)
        if not known and not number and not instead:
            return Plan((), ())
        lists[word] = instead or (*dict.fromkeys((word, *known)), *number)
        wanted.append(Word(word, frozenset(instead)))
    filters = domain.drivers(query)
    if query.numbers:
        terms = tuple(domain.number_term(number) for number in sorted(query.numbers))
    elif query.contact or (filters and not lists):
        terms = (filters[0],)
    elif lists:
        terms = lists[max(lists, key=len)]
    else:
        raise Invalid(
            "say what to look for: a word of two letters or more, a contact, an agent or a channel",
            errors=[{"field": "q", "message": "nothing to look for"}],
        )
    return Plan(terms, tuple(wanted))


def _meant(account_id: str, word: str) -> tuple[str, ...]:
    """What a word may mean that nobody wrote so: looked up first among the words that begin like
    it, then among those whose beginning has the error."""
    if not word.isalpha():
        return ()
    for beginning in dict.fromkeys((word[:3], word[:2], word[1::-1])):
        found = domain.meant(word, store.vocabulary(account_id, beginning, LOOKED_AT))
        if found:
            return tuple(found[:EXPANSIONS])
    return ()


def _places(
    account_id: str, query: Query, terms: Iterable[str], before: str | None, size: int
) -> list[str]:
    """The next places of several lists, newest first, each once."""
    since = iso(query.since) if query.since else ""
    until = iso(query.until) if query.until else ""
    lists = [store.postings(account_id, term, before, since, until, size) for term in terms]
    merged = (place for place, _ in groupby(heapq.merge(*lists, reverse=True)))
    return list(islice(merged, size))


def _check(
    caller: Caller,
    query: Query,
    within: Wanted,
    wanted: Sequence[Word],
    places: Sequence[str],
) -> list[tuple[str, Hit | None]]:
    """Each place with the hit that it is for this caller, if it is one: in at most three calls."""
    account_id = caller.account_id
    at = {place: store.entry_at(place) for place in places}
    heads = _heads(account_id, {conversation_id for conversation_id, _ in at.values()})
    seen = {
        id_: (own, shown) for id_, (own, shown) in heads.items() if within.admits(caller, shown)
    }
    keys = [key for key in at.values() if key[0] in seen]
    entries = conversations.load_entries(account_id, keys) if keys else {}
    checked: list[tuple[str, Hit | None]] = []
    for place, key in at.items():
        entry = entries.get(key)
        hit = domain.hit(query, wanted, entry, *seen[key[0]]) if entry else None
        checked.append((place, hit))
    return checked


def _heads(
    account_id: str, conversation_ids: Iterable[str]
) -> dict[str, tuple[Conversation, Conversation]]:
    """Conversations, each with the one that it is read in: itself, or what it was merged into."""
    known: dict[str, Conversation] = {}
    missing = set(conversation_ids)
    wanted = frozenset(missing)
    for _ in range(MERGES + 1):
        if not missing:
            break
        known |= conversations.load_many([(account_id, id_) for id_ in missing])
        missing = {
            head.merged_into.id for head in known.values() if head.merged_into
        } - known.keys()
    return {id_: (known[id_], _read_in(known, known[id_])) for id_ in wanted if id_ in known}


def _read_in(known: Mapping[str, Conversation], head: Conversation) -> Conversation:
    for _ in range(MERGES):
        if head.merged_into and head.merged_into.id in known:
            head = known[head.merged_into.id]
    return head
