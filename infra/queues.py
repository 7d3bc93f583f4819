"""Queues with their dead-letter queues, the rules that feed them, and who reads them.

One row per queue is all that a new consumer needs; everything that must never be forgotten (a
dead-letter queue, encryption, partial batch failures, an alarm) follows from it.
"""

from dataclasses import dataclass
from typing import Any

RETENTION = 14 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue, the function that reads it, and the events that a rule puts in."""

    name: str
    function: str
    timeout: int
    """Seconds the function may take; a message stays hidden six times as long (Lambda docs:
    "Using Lambda with Amazon SQS")."""
    fifo: bool = False
    attempts: int = 5
    batch_window: int = 0
    """Seconds to collect a batch, for work that many messages share."""
    at_once: int | None = None
    """How many batches are worked on at once, for work in the background."""
    events: tuple[str, ...] = ()

    @property
    def resource(self) -> str:
        """The queue's logical id."""
        return f"{self.name.title()}Queue"


QUEUES = (
    Queue("inbound", "Inbound", timeout=60, fifo=True),
    Queue("outbound", "Outbound", timeout=30, fifo=True, attempts=10),
    Queue("mail", "Mail", timeout=60),
    Queue("routing", "Routing", timeout=30, fifo=True),
    Queue("suggestions", "Suggest", timeout=30, events=("message.received", "message.sent")),
    Queue(
        "answering",
        "Answer",
        timeout=60,
        events=("message.received", "conversation.assigned", "conversation.closed"),
    ),
    Queue("responding", "Respond", timeout=30, events=("message.received",)),
    Queue(
        "understanding",
        "Understand",
        timeout=30,
        events=("message.received", "message.edited", "message.deleted"),
    ),
    Queue("gathering", "Gather", timeout=120, at_once=5),
    Queue(
        "training",
        "Train",
        timeout=900,
        batch_window=5,
        at_once=2,
        events=("conversation.closed", "conversation.deleted"),
    ),
    Queue("purging", "Purge", timeout=300, events=("conversation.deleted",)),
    Queue(
        "notifications",
        "Notify",
        timeout=30,
        events=(
            "conversation.created",
            "conversation.reopened",
            "conversation.assigned",
            "conversation.closed",
            "conversation.invited",
            "conversation.snoozed",
            "conversation.transferred",
            "conversation.woken",
            "note.added",
            "note.edited",
            "scheduled.updated",
            "channel.unauthorized",
            "sla.warned",
            "sla.breached",
        ),
    ),
    Queue(
        "timers",
        "Timers",
        timeout=30,
        events=(
            "conversation.closed",
            "conversation.handed_over",
            "conversation.reopened",
            "conversation.snoozed",
            "conversation.transferred",
            "message.received",
            "message.sent",
            "offer.made",
            "scheduled.updated",
        ),
    ),
    Queue(
        "search",
        "Search",
        timeout=30,
        events=(
            "conversation.created",
            "conversation.updated",
            "conversation.deleted",
            "message.received",
            "message.sent",
            "message.edited",
            "message.deleted",
            "note.added",
            "note.edited",
            "note.deleted",
        ),
    ),
)


def resources() -> dict[str, Any]:
    """All queues, their dead-letter queues, rules, policies and event sources."""
    made: dict[str, Any] = {}
    for queue in QUEUES:
        made |= _queue(queue)
        if queue.events:
            made |= _rule(queue)
    return made


def _queue(queue: Queue) -> dict[str, Any]:
    dead = f"{queue.resource}DeadLetters"
    common: dict[str, Any] = {"SqsManagedSseEnabled": True, "MessageRetentionPeriod": RETENTION}
    if queue.fifo:
        common["FifoQueue"] = True
    source: dict[str, Any] = {
        # a Sub on purpose: it replaces the Sub that Chalice wrote, where a GetAtt would join it
        "Queue": {"Fn::Sub": f"${{{queue.resource}.Arn}}"},
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "MaximumBatchingWindowInSeconds": queue.batch_window,
    }
    if queue.at_once:
        source["ScalingConfig"] = {"MaximumConcurrency": queue.at_once}
    return {
        dead: {"Type": "AWS::SQS::Queue", "Properties": common},
        queue.resource: {
            "Type": "AWS::SQS::Queue",
            "Properties": {
                **common,
                "VisibilityTimeout": 6 * queue.timeout,
                "RedrivePolicy": {
                    "deadLetterTargetArn": {"Fn::GetAtt": [dead, "Arn"]},
                    "maxReceiveCount": queue.attempts,
                },
            },
        },
        queue.function: {
            "Properties": {
                "Timeout": queue.timeout,
                "Environment": {"Variables": {"IMPORT_AT_START": "1"}},
                "Events": {
                    f"{queue.function}SqsEventSource": {
                        "Type": "SQS",
                        "Properties": source,
                    }
                },
            }
        },
    }


def _rule(queue: Queue) -> dict[str, Any]:
    rule = f"{queue.name.title()}Rule"
    arn = {"Fn::GetAtt": [queue.resource, "Arn"]}
    return {
        rule: {
            "Type": "AWS::Events::Rule",
            "Properties": {
                "EventBusName": {"Ref": "Bus"},
                "EventPattern": {"source": ["switchboard"], "detail-type": list(queue.events)},
                "Targets": [
                    {
                        "Id": queue.name,
                        "Arn": arn,
                        "DeadLetterConfig": {
                            "Arn": {"Fn::GetAtt": [f"{queue.resource}DeadLetters", "Arn"]}
                        },
                    }
                ],
            },
        },
        f"{queue.resource}Policy": {
            "Type": "AWS::SQS::QueuePolicy",
            "Properties": {
                "Queues": [{"Ref": queue.resource}, {"Ref": f"{queue.resource}DeadLetters"}],
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "events.amazonaws.com"},
                            "Action": "sqs:SendMessage",
                            "Resource": [
                                arn,
                                {"Fn::GetAtt": [f"{queue.resource}DeadLetters", "Arn"]},
                            ],
                            "Condition": {
                                "ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": [rule, "Arn"]}}
                            },
                        }
                    ],
                },
            },
        },
    }
