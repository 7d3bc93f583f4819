"""The AI agent at work: messages that came in, conversations given to it, conversations that ended.

Delivered again, nothing is said, handed over or counted twice (`service/answering.py`). What fails
is tried again here at once, for a customer waits; after the third failure, or the third delivery of
a message whose function died, a person takes over.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, count, logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.ai_agent.service import answering, copilot, counting
    from chalicelib.conversations import service as conversations
    from chalicelib.runtime import batch
    from chalicelib.suggestions import service as suggestions
else:
    answering = lazy("chalicelib.ai_agent.service.answering")
    copilot = lazy("chalicelib.ai_agent.service.copilot")
    counting = lazy("chalicelib.ai_agent.service.counting")
    conversations = lazy("chalicelib.conversations.service")
    batch = lazy("chalicelib.runtime.batch")
    suggestions = lazy("chalicelib.suggestions.service")

bp = Blueprint(__name__)

TRIES = 3
PAUSE_SECONDS = 0.4
"""Between tries, longer each time."""


@bp.on_sqs_message(queue="answering", batch_size=1, name="answer")
def answer(event: SQSEvent) -> PartialItemFailureResponse:
    """`message.received`, `conversation.assigned` and `conversation.closed`."""
    return batch.each_record(event.to_dict(), answer_one)


def answer_one(record: SQSRecord) -> None:
    """One event."""
    event = json.loads(record.body)
    detail = event["detail"]
    correlate(detail.get("correlation_id"))
    if event["detail-type"] == "conversation.closed":
        counting.closed(detail["account_id"], detail["conversation_id"], now())
        return
    if event["detail-type"] == "conversation.assigned":
        copilot.attach(detail, now())
    asked = _asked(event["detail-type"], detail)
    if asked:
        _respond(detail, *asked, deliveries=int(record.attributes.approximate_receive_count or 1))


def _asked(type_: str, detail: dict[str, Any]) -> tuple[str, str] | None:
    """The message to answer, and the occasion if it may have been answered before."""
    if type_ == "message.received":
        return detail["id"], ""
    given = [one["id"] for one in detail["data"]["assignees"]]
    by_hand = detail["actor"]["kind"] == "agent"
    if given != ["ai_agent"] or not by_hand:
        return None  # a new conversation's first message is told by itself
    head = conversations.load(detail["account_id"], detail["conversation_id"])
    if head is None or head.unreplied_since is None or not head.received_seq:
        return None
    open_ = conversations.load_entry(head.account_id, head.id, head.received_seq)
    return (open_.id, f":{detail['seq']}") if open_ else None


def _respond(detail: dict[str, Any], message_id: str, again: str, deliveries: int) -> None:
    account_id, conversation_id = detail["account_id"], detail["conversation_id"]
    for tried in range(TRIES if deliveries < TRIES else 0):
        try:
            done = answering.respond(account_id, conversation_id, message_id, _find, now(), again)
        except Exception:
            logger().exception("answer failed", extra={"tried": tried + 1})
            time.sleep(PAUSE_SECONDS * tried)
        else:
            if done:
                count(f"Ai{done.title().replace('_', '')}")
            return
    answering.give_up(account_id, conversation_id, message_id, now())
    count("AiGaveUp")


def _find(account_id: str, text: str, at_most: int) -> Any:
    from chalicelib.ai_agent.domain.rules import ANSWERABLE

    return suggestions.find(account_id, text, at_most, ANSWERABLE)
