"""The conversations stream, published: events on the bus, outgoing messages and what concerns
routing to their queues. And what is left of a deleted conversation, purged.

A batch delivered again publishes again: consumers are idempotent, and the FIFO queues drop the
repeat. They are fed from here because a rule of EventBridge has one fixed group for all messages,
and ours are kept in order per conversation and per team (decisions/0003, 0035).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import iso, now, seq_of
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.conversations import service, stream, views
    from chalicelib.conversations.domain import Entry
    from chalicelib.routing.domain import wakes
    from chalicelib.runtime import batch, clients
else:
    batch = lazy("chalicelib.runtime.batch")
    service = lazy("chalicelib.conversations.service")
    stream = lazy("chalicelib.conversations.stream")
    views = lazy("chalicelib.conversations.views")
    wakes = lazy("chalicelib.routing.domain.wakes")
clients = lazy("chalicelib.runtime.clients")

bp = Blueprint(__name__)

SOURCE = "switchboard"
AT_ONCE = 10
"""Entries that one call of PutEvents or SendMessageBatch takes."""
BYTES_AT_ONCE = 200_000
"""What we put into one call; PutEvents and SQS take 256 kB (quotas of both)."""


@bp.lambda_function(name="publish")
def publish(event: dict[str, Any], context: object) -> dict[str, Any]:
    """New timeline entries and frames, as events; messages for providers, to their queue."""
    told = stream.read(event)
    _put([detail for one in told for detail in _details(one)])
    _send(
        settings().outbound_queue_url,
        [_outbound(one, one.entry) for one in told if one.entry and _goes_out(one.entry)],
    )
    _send(settings().routing_queue_url, _wakes(told))
    return {"batchItemFailures": []}


def _details(one: stream.Told) -> list[tuple[str, dict[str, Any]]]:
    if one.entry is None:
        frame = one.frame | {"account_id": one.account_id, "occurred_at": iso(now())}
        return [(frame["type"], frame)] if one.frame else []
    return [
        (type_, detail | {"correlation_id": one.correlation_id})
        for type_, detail in views.bus_events(one.entry)
    ]


def _put(details: list[tuple[str, dict[str, Any]]]) -> None:
    entries = [(type_, json.dumps(detail, ensure_ascii=False)) for type_, detail in details]
    for some in _batches(entries):
        answer = clients.events().put_events(
            Entries=[
                {
                    "EventBusName": settings().event_bus,
                    "Source": SOURCE,
                    "DetailType": type_,
                    "Detail": detail,
                }
                for type_, detail in some
            ]
        )
        if answer["FailedEntryCount"]:
            raise RuntimeError(f"{answer['FailedEntryCount']} events were not taken by the bus")


def _batches(entries: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Entries in their order, as many together as one call takes by number and by size."""
    batch: list[tuple[str, str]] = []
    size = 0
    for entry in entries:
        bytes_ = len(entry[1].encode())
        if batch and (len(batch) == AT_ONCE or size + bytes_ > BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += bytes_
    if batch:
        yield batch


def _goes_out(entry: Entry) -> bool:
    """A message for a provider that waits to be sent, for the first time or again, or something
    done to one that the provider has. What is held (it says why) waits for something else."""
    if entry.type == "message.sent":
        return bool(entry.data["delivery"]["status"] == "queued")
    if entry.type == "delivery.updated":
        return entry.data["status"] == "queued" and not entry.data["error"]
    return bool(entry.data.get("act"))


def _outbound(one: stream.Told, entry: Entry) -> Any:
    body = {
        "account_id": one.account_id,
        "conversation_id": one.conversation_id,
        "seq": seq_of(entry.data.get("message_id", entry.id)),
        "attempt_of": entry.seq,
    }
    message: dict[str, Any] = {
        "MessageBody": json.dumps(body),
        "MessageGroupId": one.conversation_id,
        "MessageDeduplicationId": entry.id,
    }
    if one.correlation_id:
        value = {"DataType": "String", "StringValue": one.correlation_id}
        message["MessageAttributes"] = {"correlation_id": value}
    return message


def _wakes(told: list[stream.Told]) -> list[Any]:
    """Looks at the queues that entries may have changed. Which team's that is the head knows, so
    the heads of such entries are read, in one call."""
    about = [(one, one.entry) for one in told if one.entry and wakes.concerns(one.entry)]
    if not about:
        return []
    heads = service.load_many([(one.account_id, one.conversation_id) for one, _ in about])
    return [
        wakes.message(
            wakes.wake_of(entry, heads[one.conversation_id]), entry.id, one.correlation_id
        )
        for one, entry in about
        if one.conversation_id in heads
    ]


def _send(queue_url: str, messages: list[Any]) -> None:
    for start in range(0, len(messages), AT_ONCE):
        some = messages[start : start + AT_ONCE]
        answer = clients.sqs().send_message_batch(
            QueueUrl=queue_url,
            Entries=[{"Id": str(i)} | message for i, message in enumerate(some)],
        )
        if answer.get("Failed"):
            raise RuntimeError("a queue refused a message")


@bp.on_sqs_message(queue="purging", batch_size=1, name="purge")
def purge(event: SQSEvent) -> PartialItemFailureResponse:
    """`conversation.deleted`: all that was in it goes. A large one takes its time, so each has a
    run of its own; a run that ends half-way is taken up by the next delivery."""
    return batch.each_record(event.to_dict(), purge_one)


def purge_one(record: SQSRecord) -> None:
    """One deleted conversation."""
    detail = json.loads(record.body)["detail"]
    correlate(detail.get("correlation_id"))
    service.purge(detail["account_id"], detail["conversation_id"])
