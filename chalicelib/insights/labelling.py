"""Which labels a conversation would get, by how similar ones were labelled (NOTE-20): a vote of its
nearest neighbours over TF-IDF, and the label's own name where the customer says it. Where a label
was rejected, that neighbour votes against it. Only the functions with the scikit-learn layer import
this."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from chalicelib.insights.phrases import stem

SEEN = 3
"""A label on fewer conversations says nothing yet."""
NEIGHBOURS = 10
UNDECIDED = 0.3
"""What a neighbour counts that nobody has labelled: perhaps only not yet."""
ALIKE = 0.35
"""Cosine from which two conversations are as alike as they get in different words."""
NAMED = 0.6
"""How sure a label is of a conversation in which its name stands, by that alone."""
FLOOR = 0.5
"""Nothing below this is proposed (docs/translation-and-insight.md says what was measured)."""
PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A conversation of the past: what the customer wrote, and what was made of it."""

    id: str
    text: str
    labels: frozenset[str]
    rejected: frozenset[str] = frozenset()


class Examples:
    """Conversations of an account that a new one is compared with."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = list(examples)
        seen = [label for one in self._examples for label in one.labels]
        self._known = {label for label in set(seen) if seen.count(label) >= SEEN}
        self._features = FeatureUnion(
            [
                ("words", _vectorizer("word", (1, 2))),
                ("pieces", _vectorizer("char_wb", (3, 4))),
            ],
            transformer_weights={"words": 0.7, "pieces": 0.7},
        )
        texts = [one.text for one in self._examples]
        try:
            self._matrix = self._features.fit_transform(texts) if texts else None
        except ValueError:  # not a word in any of them
            self._matrix = None

    def voted(self, text: str, but: str = "") -> dict[str, float]:
        """How sure each label is of a text, 0 to 1, as its neighbours vote; `but` the text's own
        conversation."""
        if self._matrix is None or not self._known:
            return {}
        alike = (self._matrix @ self._features.transform([text]).T).toarray().ravel()
        ranked = (i for i in np.argsort(-alike, kind="stable") if self._examples[i].id != but)
        near = [i for i in islice(ranked, NEIGHBOURS) if alike[i] > 0]
        votes = {i: float(alike[i]) ** 2 * _weight(self._examples[i]) for i in near}
        total = sum(votes.values())
        found: dict[str, float] = {}
        for label in self._known:
            for_ = sum(votes[i] for i in near if label in self._examples[i].labels)
            against = sum(votes[i] for i in near if label in self._examples[i].rejected)
            own = [float(alike[i]) for i in near if label in self._examples[i].labels]
            if for_ > against:
                sure = (for_ - against) / total * min(1.0, max(own) / ALIKE)
                found[label] = sure
        return found


def _weight(one: Example) -> float:
    return 1.0 if one.labels or one.rejected else UNDECIDED


def propose(
    text: str,
    names: Mapping[str, str],
    examples: Examples,
    without: Collection[str] = (),
    but: str = "",
) -> list[tuple[str, float]]:
    """The labels that fit a text well enough, the surest first, with how sure they are. `names` are
    the labels to choose from, by id; those in `without` are not."""
    if not text.strip():
        return []
    voted = examples.voted(text, but)
    words = {stem(word) for word in _words(text)}
    sure: dict[str, float] = {}
    for id_, name in names.items():
        own = [stem(word) for word in _words(name)]
        said = NAMED if own and all(word in words for word in own) else 0.0
        sure[id_] = round(1 - (1 - voted.get(id_, 0.0)) * (1 - said), 3)
    fit = [(id_, s) for id_, s in sure.items() if s >= FLOOR and id_ not in without]
    return sorted(fit, key=lambda one: (-one[1], one[0]))[:PROPOSED]


def _words(text: str) -> list[str]:
    return ["".join(c for c in word if c.isalnum()) for word in text.replace("-", " ").split()]


def _vectorizer(analyzer: str, ngrams: tuple[int, int]) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=ngrams,
        strip_accents="unicode",
        sublinear_tf=True,
        max_features=50_000,
        dtype=np.float32,
        token_pattern=r"(?u)\b\w\w+\b" if analyzer == "word" else None,
    )
