"""What messages are about: non-negative matrix factorisation over TF-IDF, named in the customer's
own words; for a few messages their key phrases. Pure but for its libraries.

What stands in every message of the account names nothing: words are weighed by how rare they are in
the account's other conversations. Only the functions with the scikit-learn layer import this.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

from chalicelib.insights.domain import Topic
from chalicelib.insights.phrases import Phrase, phrases

MOST = 6
FEW = 8
"""Fewer messages with content than this have key phrases instead."""
EACH = 1.2
"""Topics looked for are the root of the messages over this: 3 of 11, 6 of 40."""
TERMS = 5
MESSAGES = 100
"""Ids that a topic lists."""
READ = 1500
"""Characters of a message that are read."""
LONG_WORD = 7
"""Letters from which a word is no more likely to name something."""
TOGETHER = 0.3
"""Of the messages with a word: in so many its neighbour must stand beside it to be in the name."""
LEAST_SHARE = 0.04
"""Of the messages: what is less is no topic of a long history."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as far as topics go."""

    id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of so many other texts each stem stands."""

    texts: int
    holding: Mapping[str, int]

    @classmethod
    def of(cls, texts: Collection[Collection[str]]) -> Background:
        """Of the stems in each of an account's texts."""
        return cls(len(texts), Counter(word for words in texts for word in set(words)))

    def weight(self, word: str) -> float:
        """1 for a word that nobody else says, near 0 for one that everybody does."""
        if not self.texts:
            return 1.0
        rare = math.log((1 + self.texts) / (1 + self.holding.get(word, 0)))
        return max(0.05, rare / math.log(1 + self.texts))


def words_of(said: Said) -> frozenset[str]:
    """The stems of a message that may name anything."""
    return frozenset(w for p in phrases(said.text[:READ], said.language) for w in p.stems)


NOTHING_ELSE = Background(0, {})


def topics(said: Sequence[Said], background: Background = NOTHING_ELSE) -> list[Topic]:
    """At most six topics, the most talked about first."""
    found = {one.id: list(phrases(one.text[:READ], one.language)) for one in said}
    full = {id_: list_ for id_, list_ in found.items() if list_}
    if not full:
        return []
    groups = _by_phrase(full, background) if len(full) < FEW else _by_factor(full, background)
    made: list[Topic] = []
    taken: set[str] = set()
    for ids, weights in groups:
        name = _name([full[id_] for id_ in ids], weights, background, taken)
        if name is None:
            continue
        taken |= set(name.stems)
        terms = tuple(sorted(weights, key=lambda word: (-weights[word], word))[:TERMS])
        share = round(len(ids) / len(full), 3)
        made.append(Topic(_titled(name, full.values()), terms, share, tuple(ids[:MESSAGES])))
    return sorted(made, key=lambda one: -one.share)[:MOST]


Group = tuple[list[str], dict[str, float]]
"""Ids of messages, and how much each stem says of them."""


def _by_phrase(full: Mapping[str, list[Phrase]], background: Background) -> list[Group]:
    """The strongest phrases that share no word; a message may be about several."""
    scores: dict[tuple[str, ...], float] = defaultdict(float)
    for list_ in full.values():
        best: dict[tuple[str, ...], float] = {}
        for one in list_:
            best[one.stems] = max(best.get(one.stems, 0.0), _strength(one, background))
        for stems, score in best.items():
            scores[stems] += score
    groups: list[Group] = []
    left = sorted(scores, key=lambda stems: (-scores[stems], stems))
    unnamed = set(full)
    while left and len(groups) < min(MOST, len(full)):
        # first what names a message that nothing named yet
        stems = next((one for one in left if unnamed & _with(one, full)), left[0])
        ids = _with(stems, full)
        groups.append((sorted(ids, key=list(full).index), {w: background.weight(w) for w in stems}))
        left = [one for one in left if not set(one) & set(stems)]
        unnamed -= ids
    return groups


def _with(stems: Collection[str], full: Mapping[str, list[Phrase]]) -> set[str]:
    """The messages in which any of these stand."""
    return {id_ for id_, list_ in full.items() if any(set(stems) & set(p.stems) for p in list_)}


def _strength(one: Phrase, background: Background) -> float:
    """How well a phrase may name something: a thing better than a doing, a long word better than a
    short one, two words better than one where they are a thing."""
    weights = [background.weight(w) * min(1.0, len(w) / LONG_WORD) for w in one.stems]
    weight = sum(weights) / len(weights)
    if one.thing:
        return 2 * weight * (1 + 0.3 * (len(weights) - 1))
    return weight if len(weights) == 1 else 0.6 * weight


def _by_factor(full: Mapping[str, list[Phrase]], background: Background) -> list[Group]:
    ids = list(full)
    vectorizer = TfidfVectorizer(
        analyzer=lambda id_: [p.stems[0] for p in full[id_] if len(p.stems) == 1],
        min_df=2,
        max_df=0.9,
        max_features=4000,
        sublinear_tf=True,
        dtype=np.float32,
    )
    try:
        matrix = vectorizer.fit_transform(ids)
    except ValueError:  # no two messages have a word in common
        return _by_phrase(full, background)
    words = vectorizer.get_feature_names_out()
    rare = np.array([background.weight(word) for word in words], dtype=np.float32)
    matrix = matrix.multiply(rare).tocsr()
    wanted = max(2, min(MOST, round(math.sqrt(len(ids) / EACH)), len(words) - 1, len(ids) - 1))
    if wanted < 2 or len(words) < 3:
        return _by_phrase(full, background)
    model = NMF(wanted, init="nndsvda", max_iter=300, tol=1e-3, random_state=0)
    parts = model.fit_transform(matrix)
    best = parts.argmax(axis=1)
    said = parts.max(axis=1) > 1e-6
    groups: list[Group] = []
    for number, row in enumerate(model.components_):
        own = [ids[i] for i in np.flatnonzero((best == number) & said)]
        if len(own) < max(2, LEAST_SHARE * len(ids)):
            continue
        top = np.argsort(-row)[: 2 * TERMS]
        groups.append((own, {str(words[i]): float(row[i]) for i in top if row[i] > 0}))
    return sorted(_merged(groups), key=lambda group: -len(group[0]))


def _merged(groups: list[Group]) -> list[Group]:
    """Two factors whose strongest words are the same are one topic."""
    kept: list[Group] = []
    for ids, weights in groups:
        strong = set(list(weights)[:3])
        alike = next((one for one in kept if len(strong & set(list(one[1])[:3])) >= 2), None)
        if alike is None:
            kept.append((ids, weights))
        else:
            alike[0].extend(ids)
    return kept


def _name(
    lists: Sequence[list[Phrase]],
    weights: Mapping[str, float],
    background: Background,
    taken: set[str],
) -> Phrase | None:
    """The word that says most of a group and is in no other's name, with the neighbours that it
    mostly has."""
    scores: dict[tuple[str, ...], float] = defaultdict(float)
    standing: Counter[tuple[str, ...]] = Counter()
    example: dict[tuple[str, ...], Phrase] = {}
    for list_ in lists:
        for one in {p.stems: p for p in list_}.values():
            own = max(weights.get(word, 0.0) for word in one.stems)
            if own > 0 and not taken & set(one.stems):
                scores[one.stems] += own * _strength(one, background)
                standing[one.stems] += 1
                example[one.stems] = one
    alone = [stems for stems in scores if len(stems) == 1]
    if not alone:
        return None
    best = min(alone, key=lambda stems: (-scores[stems], stems))
    wider = [
        stems
        for stems in scores
        if best[0] in stems and standing[stems] >= max(2, TOGETHER * standing[best])
    ]
    return example[min([*wider, best], key=lambda stems: (-len(stems), -standing[stems], stems))]


def _titled(name: Phrase, lists: Iterable[list[Phrase]]) -> str:
    """As the customers write it most, where no sentence begins; its first letter a capital."""
    forms: Counter[str] = Counter()
    for list_ in lists:
        for one in list_:
            if one.stems == name.stems:
                forms[one.written] += 1 if one.first else 100
    written = max(sorted(forms), key=lambda form: (forms[form], form.islower()))
    return written[:1].upper() + written[1:]
