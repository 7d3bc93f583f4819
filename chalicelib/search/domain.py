"""What is indexed of an entry and a contact, what a query asks, and what answers it.

The index only proposes: whether something is a hit is decided here, on the conversation, the entry
or the contact as they are now. So an index that lags behind shows nothing that was deleted, edited
away or hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.contacts.domain import Contact, phone_digits
from chalicelib.conversations.domain import ActorKind, Conversation, Entry, Status
from chalicelib.search.text import (
    MOST_WORDS,
    SHORTEST,
    Token,
    distance,
    errors,
    fold,
    snippet,
    tokens,
    words,
)

SEARCHED = frozenset({"message.received", "message.sent", "note.added"})
MOST_ASKED = 8
"""Words of a query that count; more would only make it slower."""

_NUMBER = re.compile(r"#(\d{1,9})\b")
_PHONE = re.compile(r"[+\d][\d\s()./-]*")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and where."""

    text: str = ""
    inbox: str | None = None
    contact: str | None = None
    agent: str | None = None
    """Who wrote it."""
    channel: str | None = None
    label: str | None = None
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of conversations that the text names as `#123`."""
        return frozenset(int(number) for number in _NUMBER.findall(self.text))

    @property
    def words(self) -> list[str]:
        """The words that are looked for; a single digit may still be a conversation's number."""
        found = words(_NUMBER.sub(" ", self.text), shortest=1)
        return [word for word in found if len(word) >= SHORTEST or is_number(word)][:MOST_ASKED]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query, and the words that stand for it where nobody ever wrote it so."""

    word: str
    instead: frozenset[str] = frozenset()

    def matches(self, word: str) -> bool:
        """Whether a word of a text is the one that was meant."""
        return word in self.instead if self.instead else word.startswith(self.word)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a query finds, or (entry None) a conversation as a whole."""

    conversation: Conversation
    entry: Entry | None
    snippet: str
    words: tuple[str, ...]
    """What to highlight in the snippet, as it is written there."""


def number_term(number: int) -> str:
    """The term under which a conversation's first entry is found by its number (CONV-56)."""
    return f"#{number}"


def entry_terms(entry: Entry | None, conversation: Conversation | None) -> frozenset[str]:
    """All that an entry shall be found by: its words, and who and where. None when deleted."""
    if conversation is None or conversation.status is Status.DELETED:
        return frozenset()
    if entry is None or entry.type not in SEARCHED:
        return frozenset()
    found: set[str] = set()
    written = [word for text in texts(entry, conversation) for word in words(text)]
    found.update(list(dict.fromkeys(written))[:MOST_WORDS])
    if _is_first(entry):
        found.add(number_term(conversation.number))
    if not entry.data.get("deleted_at"):
        found.add(f"contact:{conversation.contact.id}")
        found.add(f"channel:{_channel(entry, conversation)}")
        if entry.actor.kind is not ActorKind.CUSTOMER and entry.actor.id:
            found.add(f"author:{entry.actor.id}")
    return frozenset(found)


def texts(entry: Entry, conversation: Conversation) -> list[str]:
    """What can be read of an entry: its text and its attachments' names. The topic and the
    contact's name are found at the conversation's first entry."""
    attachments = [str(one.get("name") or "") for one in entry.data.get("attachments", ())]
    found = [str(entry.data.get("text", "")), *attachments]
    if original := entry.data.get("original"):  # what its author wrote before it was translated
        found.append(str(original["text"]))
    if _is_first(entry):
        found += [conversation.topic or "", conversation.contact.name]
    return [" ".join(text.split()) for text in found if text.strip()]


def _is_first(entry: Entry) -> bool:
    return entry.seq == 1


def _channel(entry: Entry, conversation: Conversation) -> str:
    return str(entry.data.get("channel_id") or conversation.channel.id)


def drivers(query: Query) -> list[str]:
    """Filters that lists of postings exist for, the most selective first. A contact's entries are
    fewer than a word's, an agent's or a channel's are more."""
    filters = {"contact": query.contact, "author": query.agent, "channel": query.channel}
    return [f"{name}:{value}" for name, value in filters.items() if value]


def hit(
    query: Query,
    wanted: Sequence[Word],
    entry: Entry,
    own: Conversation,
    shown: Conversation | None = None,
) -> Hit | None:
    """The entry as a hit, or None if it is not what the query asks for.

    `own` is the entry's conversation, `shown` the one that it was merged into, if any.
    """
    if not _fits(query, entry, own, shown or own):
        return None
    read = texts(entry, own)
    spots = [list(tokens(text)) for text in read]
    if _is_first(entry) and own.number in _asked_numbers(query):
        wanted = [one for one in wanted if one.word != str(own.number)]
    elif query.numbers:
        return None
    everything = [token.word for found in spots for token in found]
    if not all(any(map(one.matches, everything)) for one in wanted):
        return None
    return _shown(read, spots, wanted, entry, shown or own)


def _asked_numbers(query: Query) -> frozenset[int]:
    """Also a bare number may be a conversation's."""
    return query.numbers | {int(word) for word in query.words if is_number(word)}


def is_number(word: str) -> bool:
    """Whether a word may be a conversation's number."""
    return word.isascii() and word.isdigit() and len(word) < 10


def _fits(query: Query, entry: Entry, own: Conversation, shown: Conversation) -> bool:
    labels = {*own.labels, *shown.labels, *entry.data.get("labels", ())}
    return (
        entry.type in SEARCHED
        and (not entry.data.get("deleted_at") or _is_first(entry))
        and query.contact in (None, own.contact.id)
        and query.agent in (None, entry.actor.id)
        and query.channel in (None, _channel(entry, own))
        and (query.label is None or query.label in labels)
        and (query.since is None or entry.occurred_at >= query.since)
        and (query.until is None or entry.occurred_at < query.until)
    )


def _shown(
    read: list[str],
    spots: list[list[Token]],
    wanted: Sequence[Word],
    entry: Entry,
    conversation: Conversation,
) -> Hit:
    """The text with the first match, and the matches as they are written in it."""
    matched = [
        [token for token in found if any(one.matches(token.word) for one in wanted)]
        for found in spots
    ]
    best = next((i for i, found in enumerate(matched) if found), 0)
    text = snippet(read[best], matched[best]) if read else ""
    written = {
        read[i][token.start : token.end] for i, found in enumerate(matched) for token in found
    }
    return Hit(conversation, entry, text, tuple(sorted(w for w in written if w in text)))


def plain(conversation: Conversation, entry: Entry | None) -> Hit:
    """A hit that no words led to: the beginning of its text."""
    if entry:
        read = texts(entry, conversation)
    else:
        preview = conversation.preview.text if conversation.preview else ""
        read = [text for text in (conversation.topic, preview) if text]
    return Hit(conversation, entry, snippet(read[0], []) if read else "", ())


def meant(word: str, vocabulary: Iterable[str]) -> list[str]:
    """The known words that a misspelt one may mean, the likeliest first. Only letters are
    misspelt: a number that is nearly the same is another number."""
    allowed = errors(word) if word.isalpha() else 0
    if not allowed:
        return []
    near = {known: distance(word, known, allowed) for known in vocabulary if known.isalpha()}
    return sorted((one for one in near if near[one] <= allowed), key=lambda one: (near[one], one))


def contact_terms(contact: Contact) -> frozenset[str]:
    """All that a contact shall be found by: words of the name and address, digits of the phone."""
    written = words(f"{contact.name} {contact.email or ''}", shortest=1)
    return frozenset([*written, *phone_digits(contact.phone)])


def asked_of_contacts(text: str) -> list[str]:
    """The beginnings of words, or of a phone number, that contacts are looked for by."""
    if _PHONE.fullmatch(text.strip()):
        digits = "".join(filter(str.isdigit, fold(text)))
        return [digits.lstrip("0") or digits]
    return words(text, shortest=1)[:MOST_ASKED]


def is_asked_for(contact: Contact, asked: Iterable[str]) -> bool:
    """Whether a contact has a word or number for each beginning."""
    terms = contact_terms(contact)
    return all(any(term.startswith(one) for term in terms) for one in asked)


def first_term(contact: Contact, beginning: str) -> str | None:
    """Where among its terms a contact is listed for a beginning: once, not once per term."""
    return min((t for t in contact_terms(contact) if t.startswith(beginning)), default=None)
