"""Stands at botocore's HTTP session: answers recorded from the AWS in memory, without a network.

So a run costs what our Python, PynamoDB and botocore cost, and nothing of the emulation.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from typing import TYPE_CHECKING, Any

import botocore.httpsession
from botocore.awsrequest import AWSPreparedRequest, AWSResponse

if TYPE_CHECKING:
    from tests.aws import Calls


class _Body:
    """The bytes of an answer, as urllib3 hands them out."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        """All at once."""
        yield self._content


def wire(calls: Calls) -> list[bytes]:
    """The recorded answers as the JSON that came over the wire, in order."""
    return [
        json.dumps(
            {name: one for name, one in answer.items() if name != "ResponseMetadata"}
        ).encode()
        for answer in calls.answers
    ]


@contextmanager
def network(answers: Sequence[bytes], seconds: float = 0) -> Iterator[None]:
    """Every request is answered by the next of `answers`, over and over, after `seconds`."""
    upcoming = cycle(answers)
    send = botocore.httpsession.URLLib3Session.send

    def answer(session: Any, request: AWSPreparedRequest) -> AWSResponse:
        if seconds:
            time.sleep(seconds)
        return AWSResponse(request.url, 200, {}, _Body(next(upcoming)))

    botocore.httpsession.URLLib3Session.send = answer
    try:
        yield
    finally:
        botocore.httpsession.URLLib3Session.send = send
