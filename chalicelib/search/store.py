"""The inverted index in DynamoDB. Keys and costs: docs/data-model.md, docs/search.md.

A document lists the terms under which an entry or a contact stands in the index; it is written
before the first posting and forgets a term after the posting is gone. So whatever is in the index
is found through a document, also after a crash halfway, and can be taken out of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta

KNOWN_AT_MOST = 100_000
"""Words that a process remembers to be in a vocabulary, so that it does not put them again."""

_known: set[tuple[str, str]] = set()

_END = "\U0010ffff"
"""Sorts behind every key."""


class PostingItem(Model):
    """That a term is in an entry (`{account}#term#{term}`) or begins a contact's name or number
    (`{account}#names#{first character}`), or that an account has a word at all
    (`{account}#vocabulary#{first two characters}`). The key says everything."""

    class Meta:
        locals().update(meta(settings().search_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)


class DocumentItem(Model):
    """What an entry (`{account}#of#{conversation}`, sk seq) or a contact (`{account}#of#{contact}`,
    sk `contact`) stands under in the index."""

    class Meta:
        locals().update(meta(settings().search_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    place = UnicodeAttribute()
    terms = JSONAttribute()
    version = NumberAttribute()


@dataclass(frozen=True, slots=True)
class Document:
    """A thing that is searched: `owner` is its conversation or contact, `place` where it stands in
    each of its lists."""

    account_id: str
    owner: str
    part: str
    place: str

    @property
    def is_contact(self) -> bool:
        """Contacts have lists of their own, by the first character of a term."""
        return self.part == "contact"

    def posting(self, term: str) -> PostingItem:
        """Its line in a term's list."""
        if self.is_contact:
            return PostingItem(_names(self.account_id, term), f"{term}#{self.place}")
        return PostingItem(_list(self.account_id, term), self.place)


def place_of(occurred_at: str, conversation_id: str, seq: int) -> str:
    """Where an entry stands in the list of each of its terms: by time."""
    return f"{occurred_at}#{conversation_id}#{seq:010d}"


def entry_at(place: str) -> tuple[str, int]:
    """The conversation and seq of the entry at a place."""
    _, conversation_id, seq = place.split("#")
    return conversation_id, int(seq)


def index(document: Document, terms: Iterable[str]) -> None:
    """Make the index hold a document under exactly these terms, whatever it held before. The same
    again changes nothing. Conflict when another process does this at the same moment."""
    wanted = set(terms)
    known, version = _load(document)
    if not wanted and not known:
        return
    gone = known - wanted
    _save(document, known | wanted, version)
    with PostingItem.batch_write() as batch:
        for term in sorted(wanted):
            batch.save(document.posting(term))
        for term in sorted(gone):
            batch.delete(document.posting(term))
        if not document.is_contact:
            for word in sorted(_fresh(document.account_id, wanted)):
                batch.save(_word(document.account_id, word))
    if not document.is_contact:
        _remember(document.account_id, wanted)
        _forget_unused(document.account_id, gone)
    if not wanted:
        DocumentItem(_of(document.account_id, document.owner), document.part).delete()
    elif gone:
        _save(document, wanted, version + 1)


def drop(account_id: str, owner: str, limit: int) -> bool:
    """Take up to `limit` documents of a conversation out of the index; whether more may be left."""
    items = list(DocumentItem.query(_of(account_id, owner), consistent_read=True, limit=limit))
    for item in items:
        index(Document(account_id, owner, item.sk, item.place), ())
    return len(items) == limit


def postings(
    account_id: str, term: str, before: str | None, since: str, until: str, limit: int
) -> list[str]:
    """Up to `limit` places of a term, newest first, before a place and within a time."""
    first, last = since or "0", min(before or _END, until or _END)
    if first > last:
        return []  # DynamoDB refuses a range that ends before it begins
    items = PostingItem.query(
        _list(account_id, term),
        PostingItem.sk.between(first, last),
        scan_index_forward=False,
        limit=limit + 1,
    )
    return list(islice((item.sk for item in items if item.sk != before), limit))


def vocabulary(account_id: str, beginning: str, limit: int) -> list[str]:
    """Up to `limit` words of an account that begin so, of at least two characters, by alphabet."""
    items = PostingItem.query(
        _shelf(account_id, beginning), PostingItem.sk.startswith(beginning), limit=limit
    )
    return [item.sk for item in items]


def names(account_id: str, beginning: str, after: str | None, limit: int) -> list[str]:
    """Up to `limit` places (`{term}#{contact}`) of contacts with a term that begins so."""
    first, last = after or beginning, beginning + _END
    if first > last:
        return []
    items = PostingItem.query(
        _names(account_id, beginning), PostingItem.sk.between(first, last), limit=limit + 1
    )
    return list(islice((item.sk for item in items if item.sk != after), limit))


def _load(document: Document) -> tuple[set[str], int]:
    key = (_of(document.account_id, document.owner), document.part)
    try:
        item = DocumentItem.get(*key, consistent_read=True)
    except DocumentItem.DoesNotExist:
        return set(), 0
    return set(item.terms), int(item.version)


def _save(document: Document, terms: set[str], version: int) -> None:
    item = DocumentItem(
        _of(document.account_id, document.owner),
        document.part,
        place=document.place,
        terms=sorted(terms),
        version=version + 1,
    )
    seen = DocumentItem.version == version if version else DocumentItem.pk.does_not_exist()
    try:
        item.save(condition=seen)
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise Conflict("this is being indexed elsewhere at this moment") from error
        raise


def _forget_unused(account_id: str, terms: set[str]) -> None:
    """Take words out of the vocabulary that nothing contains any more: what was deleted must not be
    left as a word. Looks again afterwards, since somebody may just have written it."""
    for word in sorted(filter(_is_word, terms)):
        if postings(account_id, word, None, "", "", 1):
            continue
        _known.discard((account_id, word))
        _word(account_id, word).delete()
        if postings(account_id, word, None, "", "", 1):
            _word(account_id, word).save()


def _is_word(term: str) -> bool:
    """Filters and numbers are not words."""
    return ":" not in term and "#" not in term


def _fresh(account_id: str, terms: set[str]) -> list[str]:
    """The words that this process has not yet put into the vocabulary."""
    return [term for term in terms if _is_word(term) and (account_id, term) not in _known]


def _remember(account_id: str, terms: Iterable[str]) -> None:
    if len(_known) > KNOWN_AT_MOST:
        _known.clear()
    _known.update((account_id, term) for term in terms)


def _of(account_id: str, owner: str) -> str:
    return f"{account_id}#of#{owner}"


def _list(account_id: str, term: str) -> str:
    return f"{account_id}#term#{term}"


def _names(account_id: str, term: str) -> str:
    return f"{account_id}#names#{term[:1]}"


def _shelf(account_id: str, word: str) -> str:
    return f"{account_id}#vocabulary#{word[:2]}"


def _word(account_id: str, word: str) -> PostingItem:
    return PostingItem(_shelf(account_id, word), word)
