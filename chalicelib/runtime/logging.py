"""One structured logger; a correlation id travels from the door to the last worker."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger, Metrics


@cache
def logger() -> Logger:
    """The logger of this process (Powertools: JSON lines)."""
    from aws_lambda_powertools import Logger

    return Logger(service="switchboard")


@cache
def metrics() -> Metrics:
    """Counters written as embedded metric format lines; nothing is called over the network."""
    from aws_lambda_powertools import Metrics

    return Metrics(namespace="Switchboard", service="switchboard")


def count(name: str, value: int = 1) -> None:
    """Add to the metric `name` and write it out at once, so that no handler must remember to."""
    from aws_lambda_powertools.metrics import MetricUnit

    sink = metrics()
    sink.add_metric(name=name, unit=MetricUnit.Count, value=value)
    sink.flush_metrics()


def correlate(correlation_id: str | None) -> None:
    """Say for whom this process works from here on."""
    if correlation_id:
        logger().set_correlation_id(correlation_id)


def correlation_id() -> str | None:
    """The id set by the door or taken from the message being worked on."""
    return logger().get_correlation_id()
