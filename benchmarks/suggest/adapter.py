"""The engine behind the contract of the shared answer-suggestion benchmark (its bench.py)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the benchmark loads this file alone

from chalicelib.suggestions.engine import artefact
from chalicelib.suggestions.engine.domain import Document, Example, Ranked
from chalicelib.suggestions.engine.model import Model

KINDS = {"faq": "article", "page": "page", "template": "template", "reply": "reply"}

_vectors: list[Any] = []
"""Sentence vectors kept from one `fit` to the next, as the training function keeps them in S3."""


class Engine:
    """The production engine, trained and asked as the two functions do."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        self._examples: list[Example] = []
        self._model: Model | None = None

    def fit(self, documents: Sequence[dict[str, str]], pairs: Sequence[dict[str, str]]) -> None:
        """Learn from documents and history."""
        self._documents = [
            Document(one["id"], KINDS[one["kind"]], one["title"], one["text"], one["lang"])
            for one in documents
        ]
        self._examples = [
            Example(one["message"], one.get("answer_id") or "", one.get("reply", ""))
            for one in pairs
        ]
        self.refresh()

    def suggest(
        self, text: str, k: int = 3, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best `k`, each with its confidence."""
        assert self._model
        return _pairs(self._model.rank(text, k, among))

    def suggest_many(
        self, texts: Sequence[str], k: int, among: Sequence[Sequence[str]] | None = None
    ) -> list[list[tuple[str, float]]]:
        """`suggest` for many texts."""
        assert self._model
        return [_pairs(ranked) for ranked in self._model.rank_many(texts, k, among)]

    def feedback(self, text: str, answer_id: str, action: str) -> None:
        """Take in what an agent did."""
        example = Example(text, answer_id, outcome=action, distance=0.2 * (action == "edited"))
        self._examples.append(example)
        assert self._model
        self._model.learn([example])

    def refresh(self) -> None:
        """Train anew."""
        from chalicelib.suggestions.engine.training import train
        from chalicelib.suggestions.engine.vectors import Vectors

        if not _vectors:
            _vectors.append(Vectors())
        self._model = train(self._documents, self._examples, _vectors[0])

    def __getstate__(self) -> dict[str, Any]:
        """What the serving function would read: the artefact alone."""
        assert self._model
        return {"artefact": artefact.dump(self._model)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._documents, self._examples = [], []
        self._model = artefact.load(state["artefact"])


def _pairs(ranked: Sequence[Ranked]) -> list[tuple[str, float]]:
    return [(one.document_id, one.confidence) for one in ranked]
