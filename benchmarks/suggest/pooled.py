"""What the engine's parts say on the public sets: what its few fixed numbers are learnt from.

Of most sets a third of the documents is left out, so that its questions are out of scope.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine import evidence, training
from chalicelib.suggestions.engine.domain import Document, Example
from chalicelib.suggestions.engine.model import Model
from chalicelib.suggestions.engine.vectors import Vectors

Row = dict[str, Any]

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "suggest"
ASKED = 600


@dataclass(frozen=True)
class Case:
    """One set with so many past messages per document; `right` is questions × documents."""

    family: str
    name: str
    model: Model
    signals: evidence.Signals
    right: NDArray[np.bool_]


def cases(vectors: Vectors) -> Iterator[Case]:
    """All cases, one at a time."""
    yield from _few_shot("banking77", (1, 3, 10), vectors)
    yield from _few_shot("clinc150", (1, 3, 10), vectors)
    yield from _few_shot("sofmattress", (3, 20), vectors)
    for language in ("en", "de", "it"):
        yield from _few_shot(f"xsid_{language}", (5,), vectors, "xsid")
    documents, queries = read("stackfaq", "documents"), read("stackfaq", "queries")
    past, asked = _split(queries)
    yield _case("stackfaq", "stackfaq/cold", documents, [], asked, 0.3, vectors)
    yield _case("stackfaq", "stackfaq/3", documents, past, asked, 0.3, vectors)
    documents, queries = read("covidpages_de", "documents"), read("covidpages_de", "queries")
    yield _case("covidpages", "covidpages_de", documents, [], queries, 0.2, vectors)


def _few_shot(
    name: str, shots: Sequence[int], vectors: Vectors, family: str = ""
) -> Iterator[Case]:
    documents, queries = read(name, "documents"), read(name, "queries")
    for amount in shots:
        pairs = few(name, amount)
        yield _case(family or name, f"{name}/{amount}", documents, pairs, queries, 0.3, vectors)


def few(name: str, amount: int) -> list[Row]:
    """So many past messages of every answer."""
    by_answer = defaultdict(list)
    for pair in read(name, "pairs"):
        by_answer[pair["answer_id"]].append(pair)
    random = Random(amount)
    return [
        one
        for answer in sorted(by_answer)
        for one in random.sample(by_answer[answer], min(amount, len(by_answer[answer])))
    ]


def _case(
    family: str,
    name: str,
    documents: Sequence[Row],
    pairs: Sequence[Row],
    queries: Sequence[Row],
    left_out: float,
    vectors: Vectors,
) -> Case:
    random = Random(name)
    kept = [one for one in documents if random.random() >= left_out]
    ids = {one["id"] for one in kept}
    model = training.train(
        [Document(d["id"], d["kind"], d["title"], d["text"], d["lang"]) for d in kept],
        [Example(p["message"], p["answer_id"]) for p in pairs if p["answer_id"] in ids],
        vectors,
    )
    asked = random.sample(queries, min(ASKED, len(queries)))
    right = np.array([[id_ in one["answers"] for id_ in model.ids] for one in asked])
    return Case(family, name, model, model.signals([one["text"] for one in asked]), right)


def _split(queries: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Three of each answer's questions as past messages, the others to ask."""
    by_answer = defaultdict(list)
    for one in queries:
        by_answer[one["answers"][0]].append(one)
    past = [
        {"message": one["text"], "answer_id": answer}
        for answer, some in sorted(by_answer.items())
        for one in some[:3]
    ]
    return past, [one for some in by_answer.values() for one in some[3:]]


def read(name: str, part: str) -> list[Row]:
    """A part of a set; nothing where the set has none."""
    path = FOLDER / name / f"{part}.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]
