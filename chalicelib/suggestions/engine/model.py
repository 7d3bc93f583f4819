"""A trained model: ranks an account's documents for a message and says how sure it is.

Every part looks at the message in its own way (evidence.py puts them together):
the head by what was asked before, neighbours by meaning, the lexicon by wording, replies by what is
usually replied, lessons by what agents did with earlier offers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from chalicelib.suggestions.engine import evidence, lessons
from chalicelib.suggestions.engine.domain import ACCEPTED, Example, Ranked, worth
from chalicelib.suggestions.engine.encoder import encoder
from chalicelib.suggestions.engine.head import Head
from chalicelib.suggestions.engine.lessons import Lessons
from chalicelib.suggestions.engine.lexicon import Lexicon
from chalicelib.suggestions.engine.neighbours import Neighbours
from chalicelib.suggestions.engine.replies import Replies, last_line
from chalicelib.suggestions.engine.sketch import sketch
from chalicelib.suggestions.engine.words import WORD, Counted, Floats, Ints, count

_TOGETHER = 64


@dataclass(slots=True)
class Model:
    """What training made: `ids` ascending, and what each part knows of these documents."""

    ids: list[str]
    rarity: Floats
    lexicon: Lexicon
    neighbours: Neighbours
    head: Head
    replies: Replies | None
    lessons: Lessons

    def rank(
        self, text: str, at_most: int = 10, among: Collection[str] | None = None
    ) -> list[Ranked]:
        """The documents that answer a message, likeliest first; `among`: of these only."""
        return self.rank_many([text], at_most, None if among is None else [among])[0]

    def rank_many(
        self,
        texts: Sequence[str],
        at_most: int = 10,
        among: Sequence[Collection[str]] | None = None,
    ) -> list[list[Ranked]]:
        """`rank` of many messages, each among its own documents; faster than one by one."""
        ranked: list[list[Ranked]] = []
        for begin in range(0, len(texts), _TOGETHER):
            some = texts[begin : begin + _TOGETHER]
            allowed = None if among is None else among[begin : begin + _TOGETHER]
            ranked += self._rank(some, at_most, allowed)
        return ranked

    def learn(self, examples: Sequence[Example]) -> None:
        """Take in at once what agents did; the next training learns it in full."""
        known = {id_: place for place, id_ in enumerate(self.ids)}
        told = [one for one in examples if one.document_id in known and weigh(one)]
        if told:
            vectors = self.neighbours.around(encoder().encode([one.message for one in told]))
            places = np.array([known[one.document_id] for one in told], dtype=np.uint32)
            weights = np.array([weigh(one) for one in told], dtype=np.float32)
            self.lessons = self.lessons.with_more(vectors, places, weights)

    def signals(self, texts: Sequence[str]) -> evidence.Signals:
        """What each part says of every document."""
        size = len(self.ids)
        vectors = encoder().encode(texts)
        counted = count(texts)
        sketched = sketch(counted, self.rarity)
        moved = self.neighbours.around(vectors)
        nearest, centre = self.neighbours.scores(moved)
        covered, alike = self.lexicon.scores(counted)
        reply = np.zeros_like(nearest)
        if self.replies is not None:
            reply = self.replies.scores(vectors, last_lines(texts, vectors), sketched)
        return evidence.Signals(
            self.head.margins(sketched, vectors, size),
            nearest,
            centre,
            covered,
            alike,
            reply,
            *self.lessons.heard(moved, size),
            said(counted),
        )

    def _rank(
        self, texts: Sequence[str], at_most: int, among: Sequence[Collection[str]] | None
    ) -> list[list[Ranked]]:
        if not self.ids:
            return [[] for _ in texts]
        signals = self.signals(texts)
        if among is None:
            return self._order(signals, np.arange(len(self.ids)), at_most)
        known = {id_: place for place, id_ in enumerate(self.ids)}
        ranked: list[list[Ranked]] = []
        for row, allowed in enumerate(among):
            places = np.array(sorted(known[id_] for id_ in set(allowed) & known.keys()), np.int64)
            mine = signals.of(np.array([row]), places)
            ranked += self._order(mine, places, at_most) if len(places) else [[]]
        return ranked

    def _order(self, signals: evidence.Signals, places: Ints, at_most: int) -> list[list[Ranked]]:
        scored = evidence.scores(signals)
        sure = evidence.confidence(evidence.describe(signals, scored))
        shares = evidence.chances(scored)
        order = np.argsort(-scored, axis=1, kind="stable")[:, : max(0, at_most)]
        return [
            [
                Ranked(self.ids[places[at]], float(sure[row] * shares[row, at] / shares[row].max()))
                for at in best
            ]
            for row, best in enumerate(order)
        ]


def weigh(example: Example) -> float:
    """How much an agent's deed speaks for (above 0) or against (below 0) the document."""
    if example.outcome in ACCEPTED:
        return worth(example)
    return {"rejected": -1.0, "ignored": -lessons.IGNORED}.get(example.outcome, 0.0)


def said(counted: Counted) -> Floats:
    """The logarithm of one and how many words each text has."""
    words = np.bincount(counted.rows[counted.kinds == WORD], minlength=counted.size)
    return np.log1p(words).astype(np.float32)


def last_lines(texts: Sequence[str], vectors: Floats) -> Floats:
    """Vectors of the last lines of texts whose own vectors are known: most have one line only."""
    out = vectors.copy()
    longer = [row for row, text in enumerate(texts) if last_line(text) != text]
    if longer:
        out[longer] = encoder().encode([last_line(texts[row]) for row in longer])
    return out
