"""Reading what strangers send as JSON: whatever is of another type than it should be is absent.

A webhook's body is signed, yet its fields come and go, and some of them the customer chose.
"""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime
from typing import Any

from chalicelib.channels.domain import HookRequest
from chalicelib.runtime.errors import Invalid

LONGEST_ID = 512
"""Characters; no provider's identifier is longer, and keys of the tables have to hold it."""
EARLIEST, LATEST = 946_684_800, 4_102_444_800
"""2000 and 2100, in seconds: a time outside is a mistake."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_object(request: HookRequest) -> dict[str, Any]:
    """The body as a JSON object; Invalid where it is none."""
    try:
        body = json.loads(request.body, parse_constant=lambda name: None)
    except (ValueError, RecursionError) as error:
        raise Invalid("the body is not JSON") from error
    if not isinstance(body, dict):
        raise Invalid("the body is not a JSON object")
    return body


def mapping(value: Any) -> dict[str, Any]:
    """An object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listing(value: Any) -> list[Any]:
    """A list, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """A text that can be stored and shown, else an empty one."""
    if not isinstance(value, str):
        return ""
    return _SURROGATE.sub("\ufffd", value.replace("\x00", ""))


def ident(value: Any) -> str | None:
    """An identifier as text, also where it came as a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    said = text(value)
    return said if said and len(said) <= LONGEST_ID else None


def number(value: Any) -> float | None:
    """A finite number, also where it came as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        known = float(value)
    except (ValueError, OverflowError):
        return None
    return known if math.isfinite(known) else None


def whole(value: Any) -> int | None:
    """A count or a size, also where it came as text."""
    known = number(value)
    return int(known) if known is not None and 0 <= known < 2**63 else None


def moment(value: Any, per_second: int = 1) -> datetime | None:
    """A time in seconds (or so many units `per_second`) since 1970; None where it cannot be one."""
    known = number(value)
    if known is None or not EARLIEST <= known / per_second <= LATEST:
        return None
    return datetime.fromtimestamp(known / per_second, UTC)


def present(**fields: Any) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
