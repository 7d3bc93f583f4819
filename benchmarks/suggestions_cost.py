"""What 1,000 suggestions cost at AWS: its calls and units counted, its CPU measured, both priced.

One message at a time, as in a quiet inbox: messages that come together share an invocation and the
queue's requests, and cost less.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session

from benchmarks.capacity import Meter
from benchmarks.emulated import aws
from benchmarks.figures import Figure, main
from chalicelib.suggestions.engine import training
from chalicelib.suggestions.engine.domain import Document, Example
from chalicelib.suggestions.engine.model import Model

if TYPE_CHECKING:
    from tests.builders import Company

ASKED, WARMED, ROUNDS = 60, 5, 5
LONG = 600
"""Characters of a passage: cut from pages and articles they have up to 1,200."""

MEMORY = 1024
"""MB of the function `suggest` (.chalice/config.json)."""

WHOLE_CPU = 1769
"""MB at which a function has one whole processor; with less its share (Lambda docs: "Configure
Lambda function memory")."""

WAITED = {"GetObject": 20.0, "Query": 5.0, "PutItem": 6.0}
"""Milliseconds until AWS answers inside its region: taken for granted, not measured here."""

PRICES = {
    "Lambda, GB-seconds": 16.6667,
    "Lambda, invocations": 0.20,
    "S3, conditional reads": 0.40,
    "DynamoDB, read units": 0.125,
    "DynamoDB, write units": 0.625,
    "SQS, requests": 0.40,
    "EventBridge, events": 1.00,
}
"""US dollars per million: us-east-1, on demand, without free tiers (AWS price pages, 2026)."""

QUEUED = 3
"""Requests to SQS for one message: put there by the rule, received, deleted."""


def measure() -> list[Figure]:
    """The cost with a small model; `of` prices one that has been trained."""
    words = ("shipping", "returns", "refund", "sizes", "tents", "jackets", "repair", "payment")
    documents = [Document(word, "article", word, f"All about {word}.") for word in words]
    history = [Example(f"a question about {word}", word) for word in words]
    return of(training.train(documents, history), documents, [one.message for one in history])


def of(model: Model, documents: Sequence[Document], asked: Sequence[str]) -> list[Figure]:
    """Units, milliseconds and dollars of suggestions from this model."""
    with aws():
        from tests.builders import a_company

        company = a_company("Fjord Gear")
        _publish(company, model, documents)
        acts = [_act(company, text) for text in (list(asked) * ASKED)[: ASKED + WARMED]]
        for act in acts[:WARMED]:
            act()
        with Meter() as meter:
            for act in acts[WARMED:]:
                act()
        spent = _cpu(acts[WARMED:])
    waited = sum(WAITED[operation] * count for operation, count in meter.items()) / ASKED
    billed = spent * WHOLE_CPU / MEMORY + waited
    used = {
        "Lambda, GB-seconds": MEMORY / 1024 * billed / 1000,
        "Lambda, invocations": 1.0,
        "S3, conditional reads": meter["GetObject"] / ASKED,
        "DynamoDB, read units": meter.read_units / ASKED,
        "DynamoDB, write units": meter.write_units / ASKED,
        "SQS, requests": float(QUEUED),
        "EventBridge, events": 1.0,
    }
    dollars = {name: amount * PRICES[name] / 1000 for name, amount in used.items()}
    how = f"{len(documents)} documents, {ASKED} messages, one an invocation"
    cpu = f"median of {ROUNDS} rounds, warm; {how}; AWS answers at once"
    spans = f"CPU at {MEMORY} of {WHOLE_CPU} MB, and waiting for AWS as taken for granted"
    return [
        Figure("suggestion: CPU", spent, "ms", cpu),
        Figure("suggestion: billed", billed, "ms", spans),
        *(
            Figure(f"1,000 suggestions: {name}", 1000 * amount, f"= ${dollars[name]:.5f}", how)
            for name, amount in used.items()
        ),
        Figure("1,000 suggestions", 100 * sum(dollars.values()), "US cents", how),
    ]


def _publish(company: Company, model: Model, documents: Sequence[Document]) -> None:
    """The model becomes the company's, with its documents as articles."""
    from chalicelib.suggestions import packing, store
    from chalicelib.suggestions.domain import Passage

    passages = [
        Passage("article", one.id, one.title, f"All about {one.title}. ".ljust(LONG, "."))
        for one in documents
    ]
    store.save_object(company.account_id, "model", packing.pack(model, passages, ""))


def _act(company: Company, text: str) -> Callable[[], Any]:
    """The function `suggest`, called for one message of a customer."""
    from chalicelib.runtime.ids import now
    from chalicelib.suggestions import worker
    from tests.builders import an_sqs_event, bus_event

    entry = company.message(text, at=now())
    event = an_sqs_event(bus_event(entry, "message.received"))
    return lambda: worker.suggest(event, None)


def _cpu(acts: Sequence[Callable[[], Any]]) -> float:
    """Milliseconds of CPU of one, where AWS costs none: the model is the newest, nothing was
    learnt since, and every offer is stored."""
    rounds = []
    with _at_once():
        for _ in range(ROUNDS):
            begun = time.process_time()
            for act in acts:
                act()
            rounds.append(1000 * (time.process_time() - begun) / len(acts))
    return statistics.median(rounds)


@contextmanager
def _at_once() -> Iterator[None]:
    """S3 answers that nothing is newer, DynamoDB that it found nothing and that it has stored."""

    def answer(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        target = dict(request.headers).get("X-Amz-Target", b"")
        if not target:
            return AWSResponse(request.url, 304, HTTPHeaders(), _Body(b""))
        found = b'{"Items": [], "Count": 0, "ScannedCount": 0}' if b"Query" in target else b"{}"
        return AWSResponse(request.url, 200, HTTPHeaders(), _Body(found))

    with patch.object(URLLib3Session, "send", answer):
        yield


class _Body:
    """The bytes of an answer, as urllib3 hands them out."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        """All at once."""
        yield self._content


if __name__ == "__main__":
    main(measure)
