"""The outbound queue: messages of ours for providers, and what is done to those they have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import SQSEvent

from chalicelib.channels.worker.blueprint import bp
from chalicelib.runtime import errors
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import logger
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.channels import domain, parts, service
    from chalicelib.channels.worker import addressing
    from chalicelib.conversations import service as conversations
    from chalicelib.conversations.domain import Entry
    from chalicelib.runtime import batch, clients, once, secrets
else:
    domain = lazy("chalicelib.channels.domain")
    parts = lazy("chalicelib.channels.parts")
    service = lazy("chalicelib.channels.service")
    addressing = lazy("chalicelib.channels.worker.addressing")
    conversations = lazy("chalicelib.conversations.service")
    batch = lazy("chalicelib.runtime.batch")
    clients = lazy("chalicelib.runtime.clients")
    once = lazy("chalicelib.runtime.once")
    secrets = lazy("chalicelib.runtime.secrets")

LONGEST_WAIT = 900
"""Seconds: nobody waits longer for a second try."""


@bp.on_sqs_message(queue="outbound.fifo", batch_size=1, name="outbound")
def outbound(event: SQSEvent) -> PartialItemFailureResponse:
    """Messages to hand to providers."""
    return batch.each_record(event.to_dict(), deliver, fifo=True)


def deliver(record: SQSRecord) -> None:
    """One message of ours, or (when `attempt_of` is an entry about it) what was done to it; body
    {account_id, conversation_id, seq, attempt_of}."""
    body = json.loads(record.body)
    account_id, conversation_id = body["account_id"], body["conversation_id"]
    message = conversations.load_entry(account_id, conversation_id, body["seq"])
    if message is None:
        return
    if body["attempt_of"] != body["seq"]:
        done = conversations.load_entry(account_id, conversation_id, body["attempt_of"])
        if done is not None and done.data.get("act"):
            _act(record, message, done)
            return
    if message.type != "message.sent" or message.data["delivery"]["status"] != "queued":
        return  # already sent: a report came before this delivery of the record
    if message.data.get("deleted_at"):
        return  # its author took it back in time
    try:
        _send(message, body["attempt_of"])
    except domain.SendError as error:
        _refused(record, message, error)


def _send(message: Entry, attempt_of: int) -> None:
    """Hand the message to its channel's provider, part by part, and keep the ids it gives."""
    to = addressing.target(message)
    outgoing = addressing.outgoing(message, to)
    pieces = parts.parts(outgoing, to.provider.capabilities)
    for number, piece in enumerate(pieces):

        def hand_over(piece: domain.OutgoingMessage = piece) -> str:
            return to.provider.send(piece, to.channel, to.credentials)

        key = f"{message.id}:{attempt_of}" + (f":{number}" if number else "")
        provider_id = once.once("outbound", key, hand_over)
        conversations.accepted(message, addressing.key(to, provider_id), now())
    if "sent" not in to.provider.capabilities.receipts:
        conversations.report_delivery(message, "sent", None, now())


def _refused(record: SQSRecord, message: Entry, error: domain.SendError) -> None:
    """Later again, held until there are new credentials, or failed for the agent to see."""
    attempts = int(record.attributes.approximate_receive_count or "1")
    logger().warning("not sent", extra={"message_id": message.id, "why": str(error)})
    if error.unauthorized:
        channel = service.get(message.account_id, message.data["channel_id"])
        used = secrets.read_credentials(channel.account_id, channel.id)
        if secrets.renewed_credentials(channel.account_id, channel.id, used):
            _wait(record, attempts, None)
            raise error  # an admin has renewed them since they were cached here
        service.health.refused(channel, str(error), now())
        service.health.hold(channel, message.conversation_id, message.seq)
        conversations.hold(message, "Waits until an admin has authorised the channel again.", now())
        return
    if error.retryable and attempts < settings().outbound_attempts:
        _wait(record, attempts, error.after)
        raise error
    if error.opted_out:
        addressing.opt_out(message, now())
    conversations.report_delivery(message, "failed", str(error), now())


def _act(record: SQSRecord, message: Entry, done: Entry) -> None:
    """A reaction, a correction or a deletion, told to the provider that has the message. The
    company's own thread keeps it whatever the provider says; a refusal is logged."""
    attempts = int(record.attributes.approximate_receive_count or "1")
    try:
        to = addressing.target(message)
        acts = addressing.acts(message, done, to)
        for number, act in enumerate(acts):

            def tell(act: domain.Act = act) -> str:
                if to.provider.act:
                    to.provider.act(act, to.channel, to.credentials)
                return act.kind

            once.once("acts", f"{done.id}:{number}", tell)
    except domain.SendError as error:
        logger().warning("not told", extra={"message_id": message.id, "why": str(error)})
        if error.retryable and attempts < settings().outbound_attempts:
            _wait(record, attempts, error.after)
            raise
    except errors.NotFound:
        logger().warning("not told", extra={"message_id": message.id, "why": "it is gone"})


def _wait(record: SQSRecord, attempts: int, after: float | None) -> None:
    """Come back after 1, 3, 9, 27 … times the base, or when the provider says."""
    usual = settings().outbound_backoff_seconds * 3 ** (attempts - 1)
    clients.sqs().change_message_visibility(
        QueueUrl=settings().outbound_queue_url,
        ReceiptHandle=record.receipt_handle,
        VisibilityTimeout=min(LONGEST_WAIT, max(usual, round(after or 0))),
    )
