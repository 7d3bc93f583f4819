"""Queues to look at, from their FIFO queue: one group per team, so that one team's decisions are
made in order. A look that comes again finds what it gave given; what was taken meanwhile is left.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.routing import domain, service
    from chalicelib.runtime import batch
else:
    domain = lazy("chalicelib.routing.domain")
    service = lazy("chalicelib.routing.service")
    batch = lazy("chalicelib.runtime.batch")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="routing", batch_size=10, name="routing")
def routing(event: SQSEvent) -> PartialItemFailureResponse:
    """Events that `publish` sends, timers, and users who came or have room."""
    return batch.each_record(event.to_dict(), route_one, fifo=True)


def route_one(record: SQSRecord) -> None:
    """One look."""
    service.handle(domain.read(json.loads(record.body)), now())
