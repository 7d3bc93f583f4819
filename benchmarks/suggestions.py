"""The engine over 10,000 past messages: how long it takes, what an offer costs, and how
good its answers are."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np

from benchmarks import quality, suggestions_cost
from benchmarks.figures import Figure, main
from benchmarks.suggest import pages, pooled
from chalicelib.suggestions.engine import artefact, training
from chalicelib.suggestions.engine.domain import Document, Example
from chalicelib.suggestions.engine.vectors import Vectors

T = TypeVar("T")

HISTORY, RANKED, STARTS = 10_000, 200, 5
FRESH = """
import sys, time
begun = time.perf_counter()
from chalicelib.suggestions.engine import artefact
model = artefact.load(open(sys.argv[1], "rb").read())
model.rank("where is my order?")
print(time.perf_counter() - begun)
"""


def measure() -> list[Figure]:
    """Speed first, then quality where the public sets are there."""
    documents, history, asked = material()
    vectors = Vectors()
    model, cold = timed(partial(training.train, documents, history, vectors))
    _, warm = timed(partial(training.train, documents, history, vectors))
    data = artefact.dump(model)
    ranking = [timed(partial(model.rank, text, 3))[1] for text in asked[:RANKED]]
    of = f"{len(documents)} documents, {HISTORY:,} past messages"
    return [
        Figure("train", cold, "s", f"{of}, every text new"),
        Figure("train again", warm, "s", f"{of}, every text encoded before"),
        Figure("model in S3", len(data) / 1e6, "MB", of, 60),
        Figure("start", fresh(data), "s", f"new process to first answer, median of {STARTS}", 0.5),
        Figure("rank", 1000 * float(np.percentile(ranking, 95)), "ms", f"{of}, warm, p95", 10),
        *suggestions_cost.of(model, documents, asked),
        *pages.measure(vectors),
        *quality.measure(vectors),
    ]


def material() -> tuple[list[Document], list[Example], list[str]]:
    """A public set with all its history when it is there, else made-up words."""
    if pooled.FOLDER.exists():
        documents = [
            Document(d["id"], d["kind"], d["title"], d["text"])
            for d in pooled.read("banking77", "documents")
        ]
        pairs = pooled.read("banking77", "pairs")
        history = [Example(p["message"], p["answer_id"]) for p in pairs][:HISTORY]
        return documents, history, [q["text"] for q in pooled.read("banking77", "queries")]
    random = Random(3)
    words = ["".join(random.choices("aeiorstnlkmd", k=6)) for _ in range(2_000)]
    made = [" ".join(random.choices(words, k=12)) for _ in range(HISTORY + RANKED)]
    documents = [Document(str(i), "template", words[i], "") for i in range(77)]
    history = [Example(text, str(i % 77)) for i, text in enumerate(made[:HISTORY])]
    return documents, history, made[HISTORY:]


def fresh(data: bytes) -> float:
    """Seconds a new process takes from nothing imported to its first answer; the median."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        path.write_bytes(data)
        command = [sys.executable, "-c", FRESH, str(path)]
        runs = [
            float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            for _ in range(STARTS)
        ]
    return float(np.median(runs))


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """What an act answers, and its seconds."""
    begun = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - begun


if __name__ == "__main__":
    main(measure)
