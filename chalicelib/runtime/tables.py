"""What every PynamoDB model of ours shares."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.runtime.settings import settings


def meta(table: str) -> dict[str, Any]:
    """The members of a model's `Meta`: the table's name, and where it is, from the settings."""
    members: dict[str, Any] = {"table_name": table, "region": settings().aws_region}
    if settings().aws_endpoint_url:
        members["host"] = settings().aws_endpoint_url
    return members


def expires(after: timedelta, at: datetime) -> int:
    """A TTL attribute: seconds since 1970."""
    return int((at + after).astimezone(UTC).timestamp())
