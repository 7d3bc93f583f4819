"""Setting timers."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from chalicelib.runtime.clients import scheduler, sqs
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.logging import correlation_id
from chalicelib.runtime.settings import settings
from chalicelib.timers import domain
from chalicelib.timers.domain import Kind, Timer


def set(timer: Timer, at: datetime) -> None:
    """Have a timer come when it is due, at once if it is due already; as of `at`.

    Set twice it may come twice, and there is no taking it back: whoever it wakes looks at the
    state. What is stored in a conversation has its timer set by the event that tells of it, so
    nothing is stored and then forgotten.
    """
    body = json.dumps(message(timer))
    seconds = domain.delay(timer, at)
    if seconds is None:
        _schedule(timer, body)
    else:
        sqs().send_message(
            QueueUrl=settings().timers_queue_url, MessageBody=body, DelaySeconds=seconds
        )


def _schedule(timer: Timer, body: str) -> None:
    client = scheduler()
    moment = domain.scheduled_for(timer).strftime("%Y-%m-%dT%H:%M:%S")
    try:
        client.create_schedule(
            Name=domain.name(timer),
            GroupName=settings().timers_group,
            ScheduleExpression=f"at({moment})",
            FlexibleTimeWindow={"Mode": "OFF"},
            ActionAfterCompletion="DELETE",
            Target={
                "Arn": settings().timers_queue_arn,
                "RoleArn": settings().timers_role_arn,
                "Input": body,
                "DeadLetterConfig": {"Arn": settings().timers_dead_letters_arn},
            },
        )
    except client.exceptions.ConflictException:
        return  # this very timer is set already


def message(timer: Timer) -> dict[str, Any]:
    """A timer as the queue carries it."""
    return {
        "kind": timer.kind,
        "account_id": timer.account_id,
        "id": timer.id,
        "due": iso(timer.due),
        "conversation_id": timer.conversation_id,
        "correlation_id": correlation_id(),
    }


def read(body: dict[str, Any]) -> Timer:
    """The timer that a message of the queue is."""
    return Timer(
        Kind(body["kind"]),
        body["account_id"],
        body["id"],
        parse_iso(body["due"]),
        body["conversation_id"],
    )
