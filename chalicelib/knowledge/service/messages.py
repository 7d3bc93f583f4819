"""Messages for the worker, and which hosts it may call without TLS."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from chalicelib.knowledge.domain import Source
from chalicelib.knowledge.domain.sources import WATCH_SECONDS
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.settings import settings


def plain_hosts() -> frozenset[str]:
    """Hosts that are called without TLS: the deployment's own stand-ins, as `runtime.outgoing`
    knows them."""
    bases = map(urlsplit, settings().provider_base_urls.values())
    return frozenset(base.netloc for base in bases if base.scheme == "http")


def send_first(begun: Source) -> None:
    """Put a walk's first step into the queue, and whoever looks whether it goes on."""
    send_step(begun)
    send_watch(begun)


def send_step(source: Source, delay: int = 0) -> None:
    """Put the step that is next into the queue."""
    send(_about(source, "step"), delay)


def send_watch(source: Source) -> None:
    """Have somebody look, in a while, whether this step was done."""
    send(_about(source, "watch"), WATCH_SECONDS)


def send(body: dict[str, Any], delay: int = 0) -> None:
    """A message for the worker."""
    sqs().send_message(
        QueueUrl=settings().gathering_queue_url, MessageBody=json.dumps(body), DelaySeconds=delay
    )


def _about(source: Source, act: str) -> dict[str, Any]:
    return {
        "act": act,
        "account_id": source.account_id,
        "source_id": source.id,
        "generation": source.generation,
        "step": source.step,
    }
