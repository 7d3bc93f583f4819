"""Events that change what search finds, from the bus and from contacts' changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.runtime import batch
    from chalicelib.search import service
else:
    service = lazy("chalicelib.search.service")
    batch = lazy("chalicelib.runtime.batch")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="search", batch_size=10, name="search")
def search(event: SQSEvent) -> PartialItemFailureResponse:
    """Messages and notes as they come, change and go; topics, contacts, deleted conversations."""
    return batch.each_record(event.to_dict(), index_one)


def index_one(record: SQSRecord) -> None:
    """One event."""
    message = json.loads(record.body)
    detail = message["detail"]
    correlate(detail.get("correlation_id"))
    service.index(message["detail-type"], detail)
