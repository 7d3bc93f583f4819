"""Queue workers: each record on its own, the failed ones alone go back to the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    SqsFifoPartialProcessor,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from chalicelib.runtime.logging import correlate, logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse


def each_record(
    event: dict[str, Any], handle: Callable[[SQSRecord], None], fifo: bool = False
) -> PartialItemFailureResponse:
    """Handle every record of an SQS event and answer which to deliver again.

    With `fifo` a failure holds back the later records of its group, so order is kept.
    """

    if not event["Records"]:
        return {"batchItemFailures": []}  # an invocation that only warms the function

    def handle_logged(record: SQSRecord) -> None:
        try:
            attribute = record.message_attributes["correlation_id"]
            correlate(attribute.string_value if attribute else None)
            handle(record)
        except Exception:
            logger().exception("record failed", extra={"sqs_message_id": record.message_id})
            raise

    processor = (
        SqsFifoPartialProcessor(skip_group_on_error=True)
        if fifo
        else BatchProcessor(event_type=EventType.SQS)
    )
    processor.raise_on_entire_batch_failure = False
    return process_partial_response(event, handle_logged, processor)
