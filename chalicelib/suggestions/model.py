"""The ranking model: TF-IDF over words and over pieces of words, compared by cosine.

Small enough to train in seconds and to answer in milliseconds, with no language built in: pieces of
words carry it over inflections and typing errors. Only the functions with the scikit-learn layer
import this module.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from chalicelib.suggestions.domain import Passage

FORMAT = 2
"""Raised when a stored model can no longer be read; an older one is then trained anew."""


@dataclass
class Model:
    """A trained model. The matrix holds a row per feature and a column per passage, so that ranking
    touches only the rows of the words that were asked."""

    features: FeatureUnion
    matrix: csr_matrix
    passages: list[Passage]

    def rank(self, text: str, at_most: int = 30) -> list[tuple[Passage, float]]:
        """The passages nearest to a text, best first, with their cosine similarity."""
        scores = (self.features.transform([text]) @ self.matrix).toarray().ravel()
        best = np.argsort(-scores, kind="stable")[:at_most]
        return [(self.passages[i], float(scores[i])) for i in best]


def train(passages: Sequence[Passage]) -> Model | None:
    """A model of these passages; None when there is nothing to learn from.

    An article is known by title and text, an earlier answer by the question it answered.
    """
    if not passages:
        return None
    features = FeatureUnion(
        [
            ("words", _vectorizer("word", (1, 1))),
            ("pieces", _vectorizer("char_wb", (3, 4))),
        ],
        transformer_weights={"words": 0.6, "pieces": 0.8},  # squares sum to 1: cosines stay in 0..1
    )
    matrix = features.fit_transform([_known_by(passage) for passage in passages])
    return Model(features, csr_matrix(matrix.T), list(passages))


def _vectorizer(analyzer: str, ngrams: tuple[int, int]) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=ngrams,
        strip_accents="unicode",
        sublinear_tf=True,
        max_features=200_000,
        dtype=np.float32,
        token_pattern=r"(?u)\b\w+\b" if analyzer == "word" else None,
    )


def _known_by(passage: Passage) -> str:
    if passage.kind == "article":
        return f"{passage.title}\n{passage.title}\n{passage.text}"
    return passage.title


def dump(model: Model) -> bytes:
    """The model as bytes for S3."""
    return zlib.compress(pickle.dumps((FORMAT, model), protocol=5), level=3)


def load(data: bytes) -> Model | None:
    """The model from its bytes; None when they are of an older format.

    Only bytes of our own bucket come here, which none but the training function may write:
    unpickling runs what it reads. Plain pickle loads 10,000 passages three times as fast as joblib.
    """
    try:
        format_, model = pickle.loads(zlib.decompress(data))
    except (zlib.error, pickle.UnpicklingError):
        return None
    return model if format_ == FORMAT else None
