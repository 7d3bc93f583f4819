"""Facts from providers become messages and delivery states; answers go out to providers.

Inbound: a fact delivered again finds its mark and changes nothing. Outbound: a message is sent once
per queueing; a retryable refusal goes back to the queue with a growing wait and, after the last
attempt, becomes "failed" for the agent to see. What no guard closes is a crash between the
provider's yes and our record of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime import errors
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import count, logger
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.channels import domain, markdown, registry, service
    from chalicelib.conversations import service as conversations
    from chalicelib.conversations.domain import Entry
    from chalicelib.runtime import batch, clients, once, secrets
else:
    domain = lazy("chalicelib.channels.domain")
    markdown = lazy("chalicelib.channels.markdown")
    registry = lazy("chalicelib.channels.registry")
    service = lazy("chalicelib.channels.service")
    conversations = lazy("chalicelib.conversations.service")
    batch = lazy("chalicelib.runtime.batch")
    clients = lazy("chalicelib.runtime.clients")
    once = lazy("chalicelib.runtime.once")
    secrets = lazy("chalicelib.runtime.secrets")

bp = Blueprint(__name__)

UNMATCHED_ATTEMPTS = 3
"""A report may overtake our record of the message; after this many looks it is not ours."""


@bp.on_sqs_message(queue="inbound.fifo", batch_size=10, name="inbound")
def inbound(event: SQSEvent) -> PartialItemFailureResponse:
    """Facts that the webhook door verified."""
    return batch.each_record(event.to_dict(), take_in, fifo=True)


def take_in(record: SQSRecord) -> None:
    """Every fact of one sender, in the provider's order."""
    body = json.loads(record.body)
    channel = service.find(body["channel_id"])
    for fact in body["facts"]:
        if fact["fact"] == "message":
            _receive(channel, domain.InboundMessage.model_validate(fact))
        elif fact["fact"] == "status":
            report = domain.StatusReport.model_validate(fact)
            _report(channel, report, int(record.attributes.approximate_receive_count or "1"))
        else:
            count("FactIgnored")


def _receive(channel: domain.Channel, fact: domain.InboundMessage) -> None:
    message = conversations.Received(
        channel,
        fact.sender,
        fact.text,
        dedup=fact.provider_message_id,
        attachments=[attachment.model_dump() for attachment in fact.attachments],
    )
    conversations.receive(message, now())


def _report(channel: domain.Channel, fact: domain.StatusReport, looks: int) -> None:
    message = conversations.find_sent(
        channel.account_id, channel.id, fact.provider_message_id, fact.ref
    )
    if message and message.data["channel_id"] == channel.id:
        conversations.report_delivery(message, fact.status, fact.error, now())
    elif looks < UNMATCHED_ATTEMPTS:
        raise LookupError("a report on a message that is not stored yet")
    else:
        count("ReportUnmatched")


@bp.on_sqs_message(queue="outbound.fifo", batch_size=1, name="outbound")
def outbound(event: SQSEvent) -> PartialItemFailureResponse:
    """Messages to hand to providers."""
    return batch.each_record(event.to_dict(), deliver, fifo=True)


def deliver(record: SQSRecord) -> None:
    """One message of ours; body {account_id, conversation_id, seq, attempt_of}."""
    body = json.loads(record.body)
    message = conversations.load_entry(body["account_id"], body["conversation_id"], body["seq"])
    if message is None or message.data["delivery"]["status"] != "queued":
        return  # already sent: a report came before this delivery of the record
    if message.data.get("deleted_at"):
        return  # its author took it back in time
    try:
        once.once("outbound", f"{message.id}:{body['attempt_of']}", lambda: _send(message))
    except domain.SendError as error:
        attempts = int(record.attributes.approximate_receive_count or "1")
        logger().warning("not sent", extra={"message_id": message.id, "why": str(error)})
        if error.retryable and attempts < settings().outbound_attempts:
            _wait(record, attempts)
            raise
        conversations.report_delivery(message, "failed", str(error), now())


def _send(message: Entry) -> str:
    """Hand the message to its channel's provider, and keep the id it gives."""
    try:
        channel = service.get(message.account_id, message.data["channel_id"])
    except errors.NotFound as error:
        raise domain.SendError("Its channel is no longer connected.", retryable=False) from error
    head = conversations.load(message.account_id, message.conversation_id)
    route = head.route(channel.id) if head else None
    if route is None or channel.address is None:
        raise domain.SendError("The conversation or its number is gone.", retryable=False)
    ref = conversations.message_ref(message)
    outgoing = domain.OutgoingMessage(
        to=route.address,
        sender=channel.address,
        text=_text(message, channel),
        ref=ref,
        status_url=f"{service.hook_url(channel.id)}?ref={ref}",
    )
    credentials = secrets.read_credentials(channel.account_id, channel.id)
    provider_id = registry.provider_of(channel.kind).send(outgoing, channel, credentials)
    conversations.accepted(message, provider_id, now())
    return provider_id


def _text(message: Entry, channel: domain.Channel) -> str:
    """What is said, as the channel can show it (MSG-20)."""
    text: str = message.data["text"]
    if (
        message.data.get("format") == "markdown"
        and not service.capabilities(channel.kind).rich_text
    ):
        return markdown.to_plain(text)
    return text


def _wait(record: SQSRecord, attempts: int) -> None:
    """Come back after 1, 3, 9, 27 … times the base."""
    clients.sqs().change_message_visibility(
        QueueUrl=settings().outbound_queue_url,
        ReceiptHandle=record.receipt_handle,
        VisibilityTimeout=settings().outbound_backoff_seconds * 3 ** (attempts - 1),
    )
