"""Texts to rank: public sets of customers' questions beside the project, else made-up ones."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from chalicelib.suggestions.domain import Passage

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "suggest"
VOCABULARY = 2_000
"""Words of the made-up texts."""


def present() -> bool:
    """Whether the sets are there."""
    return FOLDER.exists()


def answers(name: str, for_each: int | None = None) -> list[Passage]:
    """Earlier questions as passages, with the id of what answered them; so many `for_each`."""
    by_answer = defaultdict(list)
    for pair in _read(name, "pairs"):
        by_answer[pair["answer_id"]].append(pair["message"])
    random = Random(0)
    return [
        Passage("answer", answer, message, answer)
        for answer, messages in sorted(by_answer.items())
        for message in random.sample(messages, min(for_each or len(messages), len(messages)))
    ]


def articles(name: str) -> list[Passage]:
    """A help centre's articles."""
    return [
        Passage("article", one["id"], one["title"], one["text"]) for one in _read(name, "documents")
    ]


def questions(name: str, at_most: int) -> list[tuple[str, set[str]]]:
    """Messages, each with the ids of what answers it; none for one that is out of scope."""
    asked = [(one["text"], set(one["answers"])) for one in _read(name, "queries")]
    random = Random(1)
    inside, outside = ([one for one in asked if bool(one[1]) is known] for known in (True, False))
    return [
        one for some in (inside, outside) for one in random.sample(some, min(at_most, len(some)))
    ]


def many(how_many: int) -> tuple[list[Passage], list[str]]:
    """So many passages, and messages to rank them for."""
    if present():
        real = [*answers("banking77"), *answers("clinc150")]
        asked = [text for text, _ in questions("banking77", 300)]
        return Random(2).sample(real, how_many), asked
    random = Random(3)
    words = ["".join(random.choices("aeiorstnlkmd", k=6)) for _ in range(VOCABULARY)]
    made = [" ".join(random.choices(words, k=12)) for _ in range(how_many + 300)]
    return [Passage("answer", text, text, text) for text in made[300:]], made[:300]


def _read(name: str, part: str) -> Iterable[dict[str, Any]]:
    with gzip.open(FOLDER / name / f"{part}.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]
