"""Conversations that began to wait, from the bus. Delivered again, one that waits no more stays
where it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.routing import service
    from chalicelib.runtime import batch
else:
    service = lazy("chalicelib.routing.service")
    batch = lazy("chalicelib.runtime.batch")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="routing", batch_size=10, name="routing")
def routing(event: SQSEvent) -> PartialItemFailureResponse:
    """`conversation.created` and `conversation.reopened`."""
    return batch.each_record(event.to_dict(), route_one)


def route_one(record: SQSRecord) -> None:
    """One conversation."""
    detail = json.loads(record.body)["detail"]
    correlate(detail.get("correlation_id"))
    if service.route(detail["account_id"], detail["conversation_id"], now()):
        count("Routed")
