"""Events that someone must be told of, from the bus. A notification's id comes from its event, so
what is delivered twice is told once; after a crash between mail and note it is mailed again."""

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

    from chalicelib.notifications import service
    from chalicelib.runtime import batch
else:
    service = lazy("chalicelib.notifications.service")
    batch = lazy("chalicelib.runtime.batch")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="notifications", batch_size=10, name="notify")
def notify(event: SQSEvent) -> PartialItemFailureResponse:
    """Conversations that begin or cease to wait, notes, messages that were held back, promises."""
    return batch.each_record(event.to_dict(), notify_one)


def notify_one(record: SQSRecord) -> None:
    """One event."""
    message = json.loads(record.body)
    detail = message["detail"]
    correlate(detail.get("correlation_id"))
    service.handle(message["detail-type"], detail, now())
