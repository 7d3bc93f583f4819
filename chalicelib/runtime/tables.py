"""What every PynamoDB model of ours shares."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.constants import STRING

from chalicelib.runtime.settings import settings


class Json(Attribute[Any]):
    """A value as JSON text. Unlike PynamoDB's own attribute without blanks and escapes: every
    begun kB is paid for with every write, and `\\u0436` is three times the size of `ж`."""

    attr_type = STRING

    def serialize(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def deserialize(self, value: str) -> Any:
        return json.loads(value)


def meta(table: str) -> dict[str, Any]:
    """The members of a model's `Meta`: the table's name, and where it is, from the settings."""
    members: dict[str, Any] = {"table_name": table, "region": settings().aws_region}
    if settings().aws_endpoint_url:
        members["host"] = settings().aws_endpoint_url
    return members


def expires(after: timedelta, at: datetime) -> int:
    """A TTL attribute: seconds since 1970."""
    return int((at + after).astimezone(UTC).timestamp())
