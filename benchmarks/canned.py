"""Stands at botocore's HTTP session: answers recorded from the AWS in memory, without a network.

So a run costs what our Python, PynamoDB and botocore cost, and nothing of the emulation.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session


class _Body:
    """The bytes of an answer, as urllib3 hands them out."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        """All at once."""
        yield self._content


def wire(answers: Sequence[dict[str, Any]]) -> list[bytes]:
    """The recorded answers as the JSON that came over the wire, in order."""
    return [
        json.dumps(
            {name: one for name, one in answer.items() if name != "ResponseMetadata"}
        ).encode()
        for answer in answers
    ]


@contextmanager
def network(answers: Sequence[bytes], seconds: float = 0) -> Iterator[None]:
    """Every request is answered by the next of `answers`, over and over, after `seconds`."""
    upcoming = cycle(answers)

    def answer(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        if seconds:
            time.sleep(seconds)
        return AWSResponse(request.url, 200, HTTPHeaders(), _Body(next(upcoming)))

    with patch.object(URLLib3Session, "send", answer):
        yield
