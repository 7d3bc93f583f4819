"""What is learnt from: documents and examples put in order, thinned, and laid out as texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chalicelib.suggestions.engine.domain import ACCEPTED, Document, Example, worth
from chalicelib.suggestions.engine.words import LONGEST, tokens

EXAMPLES = 20_000
"""Past messages learnt from. More of the same teach little, and cost memory and time."""

FOR_EACH = 200
"""Past messages of one document, the newest."""

REPLIES = 15_000
"""Past free replies learnt from, the newest."""

PIECE = 220
"""Characters of a passage's piece: a question is seldom about more than some sentences."""

WAY = " › "
"""Between a page's title and the headings that lead to a passage of it."""

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")


Role = Literal["own", "piece", "said", "example"]
"""The document's own title or text, a piece of it, a reply as it was said, or a past message."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that stands for document number `owner`."""

    owner: int
    text: str
    role: Role
    weight: float = 1.0


def documents(given: Sequence[Document]) -> list[Document]:
    """Documents with anything to be known by, by id; of one id the last."""
    by_id = {one.id: one for one in given if tokens(one.title) or tokens(one.text)}
    return [by_id[id_] for id_ in sorted(by_id)]


def accepted(examples: Sequence[Example], ids: set[str]) -> list[Example]:
    """Examples to learn from, in an order of their own: `examples` come oldest first.

    The same words for the same document count once, as the newest time. Where there are too many,
    every document keeps as many of its newest as the limits leave it.
    """
    newest: dict[tuple[str, str], Example] = {}
    for one in reversed(examples):
        if one.document_id in ids and worth(one) > 0 and tokens(one.message):
            newest.setdefault((one.document_id, " ".join(tokens(one.message))), one)
    limit = _each(Counter(document for document, _ in newest))
    kept: Counter[str] = Counter()
    chosen = []
    for (document, words), one in newest.items():
        kept[document] += 1
        if kept[document] <= limit:
            chosen.append((document, words, replace(one, message=one.message[:LONGEST])))
    return [one for _, _, one in sorted(chosen, key=lambda each: each[:2])]


def _each(amounts: Counter[str]) -> int:
    """How many each document may keep so that all together stay within EXAMPLES."""
    limit = FOR_EACH
    while limit > 1 and sum(min(amount, limit) for amount in amounts.values()) > EXAMPLES:
        limit -= max(1, limit // 10)
    return limit


def judged(examples: Sequence[Example], ids: set[str], at_most: int) -> list[Example]:
    """What agents turned down, the newest."""
    kept = [
        one
        for one in examples
        if one.document_id in ids and one.outcome not in ACCEPTED and tokens(one.message)
    ]
    return sorted(kept[-at_most:], key=lambda one: (one.document_id, one.message, one.outcome))


def replied(examples: Sequence[Example]) -> list[Example]:
    """Free replies of the past, each pair once; the newest."""
    newest: dict[tuple[str, str], Example] = {}
    for one in reversed(examples):
        if one.reply and not one.document_id and tokens(one.message) and tokens(one.reply):
            newest.setdefault((one.message[:LONGEST], one.reply[:LONGEST]), one)
            if len(newest) >= REPLIES:
                break
    return [newest[key] for key in sorted(newest)]


def texts(known: Sequence[Document], examples: Sequence[Example], spoken: bool) -> list[Text]:
    """Every text a document is known by: title, heading, text under both, pieces, past messages.

    `spoken` when there is a map to replies: how like a reply's text is to the message then says
    nothing, since an answer need not sound like its question.
    """
    places = {one.id: place for place, one in enumerate(known)}
    laid = []
    for place, one in enumerate(known):
        if spoken and one.kind == "reply":
            laid.append(Text(place, f"{one.title}\n{one.text}".strip()[:LONGEST], "said"))
            continue
        heading = one.title.rpartition(WAY)[2]
        laid += [
            Text(place, named[:LONGEST], "own")
            for named in dict.fromkeys((one.title, heading))
            if tokens(named)
        ]
        if tokens(one.text):
            laid.append(Text(place, f"{one.title} . {one.text}".strip(" .")[:LONGEST], "own"))
            laid += [Text(place, piece, "piece") for piece in pieces(one.text)]
    laid += [Text(places[e.document_id], e.message, "example", worth(e)) for e in examples]
    return laid


def pieces(text: str) -> list[str]:
    """A text in pieces of some sentences; none of a text that is short itself."""
    if len(text) <= PIECE:
        return []
    cut: list[str] = []
    for sentence in _SENTENCE.split(text[:LONGEST]):
        if cut and len(cut[-1]) + len(sentence) < PIECE:
            cut[-1] = f"{cut[-1]} {sentence}".strip()
        else:
            cut.append(sentence.strip())
    return [piece for piece in cut if tokens(piece)]
