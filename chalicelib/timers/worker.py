"""Timers that are due, and events that set them.

A timer may come late, early or twice: what it wakes looks at the state as it is now, and whatever
is not due yet is set again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.runtime import batch
    from chalicelib.timers import actions, service
else:
    batch = lazy("chalicelib.runtime.batch")
    actions = lazy("chalicelib.timers.actions")
    service = lazy("chalicelib.timers.service")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="timers", batch_size=10, name="timers")
def timers(event: SQSEvent) -> PartialItemFailureResponse:
    """Timers, and the events that set some: `actions.ASKED`."""
    return batch.each_record(event.to_dict(), timers_one)


def timers_one(record: SQSRecord) -> None:
    """One timer, or one event."""
    body = json.loads(record.body)
    if "detail-type" in body:
        correlate(body["detail"].get("correlation_id"))
        actions.follow(body["detail-type"], body["detail"], now())
    else:
        correlate(body["correlation_id"])
        actions.ring(service.read(body), now())
