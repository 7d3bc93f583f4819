"""Understanding messages: the two functions with the language layer.

A message delivered again is understood again with the same outcome: what is stored is stored on the
condition that it says anything new, and a translation is asked of the provider once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.insights.service import understanding
    from chalicelib.runtime import batch
    from chalicelib.translation import language
else:
    batch = lazy("chalicelib.runtime.batch")
    understanding = lazy("chalicelib.insights.service.understanding")
    language = lazy("chalicelib.translation.language")

bp = Blueprint(__name__)


@bp.lambda_function(name="analyze")
def analyze(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Asked by the API, which has found out what the caller may see: the `language` of a text, the
    `topics` of conversations, `labels` for one."""
    if event.get("kind") == "language":
        told = language.detect(event["text"])
        return {"language": told.bcp47, "confidence": told.confidence}
    # scikit-learn, which the other function does without
    from chalicelib.insights.service import analyzing, proposing

    account_id = event.get("account_id", "")
    if event.get("kind") == "topics":
        return analyzing.analyze(account_id, event["conversation_ids"])
    if event.get("kind") == "labels":
        found = proposing.proposals(
            account_id, event["conversation_id"], event["names"], event["without"]
        )
        return {"proposals": [{"label_id": id_, "confidence": sure} for id_, sure in found]}
    return {}  # an invocation that only warms the function


@bp.on_sqs_message(queue="understanding", batch_size=10, name="understand")
def understand(event: SQSEvent) -> PartialItemFailureResponse:
    """`message.received`, and what changes or removes a message afterwards."""
    return batch.each_record(event.to_dict(), understand_one)


def understand_one(record: SQSRecord) -> None:
    """One event. A message that could not be translated comes back, and all else of it is done."""
    message = json.loads(record.body)
    detail = message["detail"]
    correlate(detail.get("correlation_id"))
    account_id, conversation_id = detail["account_id"], detail["conversation_id"]
    if message["detail-type"] == "message.received":
        message_id = detail["id"]
    else:
        message_id = detail["data"]["message_id"]
        understanding.forget(account_id, conversation_id, message_id)
    made = understanding.understand(account_id, conversation_id, message_id)
    count("Understood", 1 if made else 0)
