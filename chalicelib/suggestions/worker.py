"""Training models, offering answers and finding passages: the functions with the layers.

Training twice gives the same model; an offer for a message is stored once, whatever is delivered
again; facts replace themselves.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import now, parse_iso
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, count, logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.knowledge import service as knowledge
    from chalicelib.runtime import batch
    from chalicelib.suggestions import service
    from chalicelib.suggestions.service import asking, ranking
else:
    asking = lazy("chalicelib.suggestions.service.asking")
    batch = lazy("chalicelib.runtime.batch")
    knowledge = lazy("chalicelib.knowledge.service")
    ranking = lazy("chalicelib.suggestions.service.ranking")
    service = lazy("chalicelib.suggestions.service")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="training", batch_size=100, name="train")
def train(event: SQSEvent) -> PartialItemFailureResponse:
    """Knowledge changed, a training is due: one training per account and batch. Conversations
    closed and deleted: what they teach, kept or forgotten."""
    trained: set[str] = set()
    return batch.each_record(event.to_dict(), lambda record: train_one(record, trained))


def train_one(record: SQSRecord, trained: set[str]) -> None:
    """One reason to train. What a closed conversation teaches waits for a training that many share
    (`training.book`); what somebody changed or deleted does not."""
    from chalicelib.suggestions.service import training  # scikit-learn, which the others do without

    message = json.loads(record.body)
    account_id, type_ = message["detail"]["account_id"], message["detail-type"]
    if type_ == "conversation.closed":
        if knowledge.learn_from(account_id, message["detail"]["conversation_id"]):
            training.book(account_id, now())
        return
    if type_ == "conversation.deleted":
        training.forget(account_id, message["detail"]["conversation_id"])
        trained.discard(account_id)
    if account_id not in trained:
        passages = training.train(account_id, now())
        trained.add(account_id)
        logger().info("trained", extra={"passages": passages})


@bp.on_sqs_message(queue="suggestions", batch_size=10, name="suggest")
def suggest(event: SQSEvent) -> PartialItemFailureResponse:
    """`message.received`: offers. `message.sent`: what it says of the offers."""
    return batch.each_record(event.to_dict(), suggest_one)


def suggest_one(record: SQSRecord) -> None:
    """One message."""
    message = json.loads(record.body)
    detail = message["detail"]
    correlate(detail.get("correlation_id"))
    account_id, conversation_id = detail["account_id"], detail["conversation_id"]
    if message["detail-type"] == "message.sent":
        if detail["actor"]["kind"] == "agent":
            at = parse_iso(detail["occurred_at"])
            count("Facts", service.learn(account_id, conversation_id, detail["data"], at))
        return
    text = detail["data"]["text"]
    count("Suggested", service.suggest(account_id, conversation_id, detail["id"], text, now()))


@bp.lambda_function(name="ask")
def ask(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{account_id, text, at_most, kinds?}` → the passages that answer it (`asking.ask`)."""
    found = ranking.find(event["account_id"], event["text"], event["at_most"], event.get("kinds"))
    return asking.answered(found)
