"""The ranking model over 10,000 passages: how long it takes, and how good its offers are."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from benchmarks import corpora, quality
from benchmarks.figures import Figure, main
from chalicelib.suggestions import model

T = TypeVar("T")

PASSAGES, LOADS, RANKED = 10_000, 5, 200


def measure() -> list[Figure]:
    """Speed first, then quality where the public sets are there."""
    passages, messages = corpora.many(PASSAGES)
    trained, training = timed(partial(model.train, passages))
    assert trained
    data, dumping = timed(partial(model.dump, trained))
    loading = [timed(partial(model.load, data))[1] for _ in range(LOADS)]
    trained.rank(messages[0])
    ranking = [timed(partial(trained.rank, text))[1] for text in messages[:RANKED]]
    of = f"{PASSAGES:,} passages"
    return [
        Figure("train", training, "s", f"{of}, once"),
        Figure("dump", dumping, "s", f"{of}, once"),
        Figure("model in S3", len(data) / 1e6, "MB", of),
        Figure("load", 1000 * statistics.median(loading), "ms", f"{of}, median of {LOADS}", 500),
        Figure("rank", 1000 * statistics.median(ranking), "ms", f"{of}, warm, median", 10),
        *quality.measure(),
    ]


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """What an act answers, and its seconds."""
    begun = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - begun


if __name__ == "__main__":
    main(measure)
