"""Training models and offering answers: the two functions with the scikit-learn layer.

Training twice gives the same model; an offer for a message is stored once, whatever is delivered
again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, count, logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.knowledge import service as knowledge
    from chalicelib.runtime import batch
    from chalicelib.suggestions import service
else:
    knowledge = lazy("chalicelib.knowledge.service")
    batch = lazy("chalicelib.runtime.batch")
    service = lazy("chalicelib.suggestions.service")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="training", batch_size=100, name="train")
def train(event: SQSEvent) -> PartialItemFailureResponse:
    """Conversations closed and deleted, articles changed; one training per account and batch."""
    trained: set[str] = set()

    def train_one(record: SQSRecord) -> None:
        message = json.loads(record.body)
        detail = message["detail"]
        if message["detail-type"] == "conversation.closed":
            knowledge.learn_from(detail["account_id"], detail["conversation_id"])
            trained.discard(detail["account_id"])
        elif message["detail-type"] == "conversation.deleted":
            knowledge.forget(detail["account_id"], detail["conversation_id"])
            trained.discard(detail["account_id"])
        if detail["account_id"] not in trained:
            passages = service.train(detail["account_id"])
            trained.add(detail["account_id"])
            logger().info("trained", extra={"passages": passages})

    return batch.each_record(event.to_dict(), train_one)


@bp.on_sqs_message(queue="suggestions", batch_size=10, name="suggest")
def suggest(event: SQSEvent) -> PartialItemFailureResponse:
    """`message.received`."""
    return batch.each_record(event.to_dict(), suggest_one)


def suggest_one(record: SQSRecord) -> None:
    """Offers for one message."""
    detail = json.loads(record.body)["detail"]
    correlate(detail.get("correlation_id"))
    offered = service.suggest(
        detail["account_id"],
        detail["conversation_id"],
        detail["id"],
        detail["data"]["text"],
        now(),
    )
    count("Suggested", offered)
