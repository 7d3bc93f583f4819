"""The inbound queue: what a customer or a provider did, in each sender's order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import SQSEvent

from chalicelib.channels.worker.blueprint import bp
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.channels import facts, service
    from chalicelib.channels.worker import telling
    from chalicelib.conversations import service as conversations
    from chalicelib.runtime import batch
else:
    facts = lazy("chalicelib.channels.facts")
    service = lazy("chalicelib.channels.service")
    telling = lazy("chalicelib.channels.worker.telling")
    conversations = lazy("chalicelib.conversations.service")
    batch = lazy("chalicelib.runtime.batch")

LOOKS = 3
"""A report may overtake our record of the message, a file may not be there yet: after this many
looks it is taken as it is."""


@bp.on_sqs_message(queue="inbound.fifo", batch_size=10, name="inbound")
def inbound(event: SQSEvent) -> PartialItemFailureResponse:
    """Facts that the webhook door verified."""
    return batch.each_record(event.to_dict(), take_in, fifo=True)


def take_in(record: SQSRecord) -> None:
    """Every fact of one sender, in the provider's order; or a channel's held messages."""
    body = json.loads(record.body)
    channel = service.find(body["channel_id"])
    at = now()
    if body.get("release"):
        _release(body["channel_id"], record)
        return
    service.health.heard(channel, at)
    last_try = int(record.attributes.approximate_receive_count or "1") >= LOOKS
    for told in body["facts"]:
        fact = facts.Fact.model_validate(told)
        meant = service.owner(channel, fact.sender if fact.kind == "status" else fact.recipient)
        service.health.heard(meant, at)
        telling.tell(meant, fact, at, last_try)


def _release(channel_id: str, record: SQSRecord) -> None:
    """Some of the messages that waited for new credentials (CH-34); the rest in another run,
    unless those were refused meanwhile, too."""
    channel, at = service.find(channel_id), now()
    if service.health.of(channel.account_id, channel.id).state == "unauthorized":
        return
    some = service.health.held(channel)
    for conversation_id, seq in some:
        conversations.let_go(channel.account_id, conversation_id, seq, at)
        service.health.released(channel, conversation_id, seq)
    if some:
        service.health.release_soon(channel, f"{record.message_id}-{iso(at)}")
