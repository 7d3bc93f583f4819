"""Customers' messages, answered by the account's settings. Delivered again, nothing is said twice:
one mark per conversation and occasion, and one claim per pause (`store.claim`)."""

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

    from chalicelib.responder import service
    from chalicelib.runtime import batch
else:
    service = lazy("chalicelib.responder.service")
    batch = lazy("chalicelib.runtime.batch")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="responding", batch_size=10, name="respond")
def respond(event: SQSEvent) -> PartialItemFailureResponse:
    """`message.received`."""
    return batch.each_record(event.to_dict(), respond_one)


def respond_one(record: SQSRecord) -> None:
    """One message."""
    detail = json.loads(record.body)["detail"]
    correlate(detail.get("correlation_id"))
    if service.respond(detail["account_id"], detail["conversation_id"], detail["id"], now()):
        count("AutoReplied")
