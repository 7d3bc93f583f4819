"""The door: what providers call us with is verified, understood, queued."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from chalicelib.channels.domain import Channel, Credentials, HookAnswer, HookRequest, Provider
from chalicelib.channels.facts import Fact
from chalicelib.channels.registry import provider_of
from chalicelib.channels.service.reading import find
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.errors import Forbidden
from chalicelib.runtime.logging import correlation_id
from chalicelib.runtime.secrets import read_credentials, renewed_credentials
from chalicelib.runtime.settings import settings

AT_ONCE = 10
"""Messages that one call of SendMessageBatch takes."""
BYTES_AT_ONCE = 200_000
"""What we put into one call and one message; SQS takes 256 kB (quotas)."""


def accept_webhook(channel_id: str, request: HookRequest) -> HookAnswer:
    """Verify a provider's call and queue its facts; answers what acknowledges it, or its challenge.

    One channel read and one queue call, both on the way to an answer within milliseconds: what the
    facts mean is decided by the inbound worker.
    """
    channel = find(channel_id)
    provider = provider_of(channel.kind)
    if not provider.fields:
        raise Forbidden("this channel has no webhook")
    credentials = read_credentials(channel.account_id, channel.id)
    answer = _proven(provider, request, channel, credentials)
    if answer is None:
        newer = renewed_credentials(channel.account_id, channel.id, credentials)
        answer = _proven(provider, request, channel, newer) if newer else None
    if answer is None:
        raise Forbidden("the signature of this request is missing or wrong")
    if answer is not provider.answer:
        return answer  # to a challenge
    facts = provider.parse(request)
    if facts:
        _queue(channel, facts, request.body)
    return provider.answer


def _proven(
    provider: Provider, request: HookRequest, channel: Channel, credentials: Credentials
) -> HookAnswer | None:
    """The answer to a challenge, or what acknowledges a call that these credentials signed."""
    if provider.challenge:
        answer = provider.challenge(request, channel, credentials)
        if answer is not None:
            return answer
    signed = request.method == "POST" and provider.verify(request, channel, credentials)
    return provider.answer if signed else None


def _queue(channel: Channel, facts: list[Fact], body: bytes) -> None:
    """FIFO messages by sender keep each sender's order; an equal call within five minutes is
    dropped by the queue, a later one by the mark in the message's transaction."""
    entries = []
    for number, (sender, grouped) in enumerate(_grouped(facts)):
        entries.append(
            {
                "Id": str(number % AT_ONCE),
                "MessageBody": json.dumps(
                    {
                        "account_id": channel.account_id,
                        "channel_id": channel.id,
                        "facts": grouped,
                    }
                ),
                "MessageGroupId": _digest(f"{channel.id}#{sender}".encode()),
                "MessageDeduplicationId": _digest(f"{channel.id}#{number}#".encode() + body),
                "MessageAttributes": _attributes(),
            }
        )
    for batch in _batches(entries):
        answer = sqs().send_message_batch(QueueUrl=settings().inbound_queue_url, Entries=batch)
        if answer.get("Failed"):
            raise RuntimeError("the inbound queue refused a message; the provider will call again")


def _grouped(facts: list[Fact]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Facts by sender, in their order, in pieces that one queue message holds."""
    groups: dict[str, list[list[dict[str, Any]]]] = {}
    sizes: dict[str, int] = {}
    for fact in facts:
        told = fact.model_dump(mode="json", exclude_defaults=True) | {"kind": fact.kind}
        size = len(json.dumps(told))
        pieces = groups.setdefault(fact.group, [[]])
        if pieces[-1] and sizes[fact.group] + size > BYTES_AT_ONCE:
            pieces.append([])
            sizes[fact.group] = 0
        pieces[-1].append(told)
        sizes[fact.group] = sizes.get(fact.group, 0) + size
    return [(sender, piece) for sender, pieces in groups.items() for piece in pieces]


def _batches(entries: list[dict[str, Any]]) -> list[Any]:
    batches: list[list[dict[str, Any]]] = [[]]
    size = 0
    for entry in entries:
        more = len(entry["MessageBody"])
        if len(batches[-1]) == AT_ONCE or (batches[-1] and size + more > BYTES_AT_ONCE):
            batches.append([])
            size = 0
        batches[-1].append(entry)
        size += more
    return batches


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _attributes() -> dict[str, Any]:
    id_ = correlation_id()
    return {"correlation_id": {"DataType": "String", "StringValue": id_}} if id_ else {}
