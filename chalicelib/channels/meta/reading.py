"""What Meta's webhooks have in common, read with care as in channels/payload.py: none of it raises
for what is merely odd."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Fact, ignored
from chalicelib.channels.payload import json_object, listing, number, text

Json = dict[str, Any]

DEEPEST = 8
"""Levels of a provider's object that are kept; theirs are flat, hostile ones are not."""
LARGEST = 2**63
MILLISECONDS = 100_000_000_000
"""A larger number is a time in milliseconds: as seconds it would be in the year 5138."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def entries(request: HookRequest, of: str) -> Iterator[Json]:
    """The entries of a webhook about `of` (Meta docs: Webhooks, "Event notifications"); none when
    it is about something else. Raises Invalid when the body is no JSON object."""
    whole = json_object(request)
    if whole.get("object", of) == of:
        yield from records(whole.get("entry"))


def records(value: object) -> list[Json]:
    """The objects of a list."""
    return [one for one in listing(value) if isinstance(one, dict)]


def flag(value: object) -> bool | None:
    """True or false; None when it is neither."""
    return value if isinstance(value, bool) else None


def moment(value: object) -> datetime | None:
    """A time as Meta writes it: seconds or milliseconds, as number or text, or ISO 8601. None when
    it cannot be read."""
    given = number(value)
    if given is None:
        return _written(value) if isinstance(value, str) else None
    if given <= 0:
        return None
    unit = "milliseconds" if given > MILLISECONDS else "seconds"
    try:
        return EPOCH + timedelta(**{unit: given})
    except OverflowError:
        return None


def _written(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said.strip())
        zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def plain(value: object, depth: int = 0) -> Any:
    """Any JSON value, safe to store: clean texts, numbers within 64 bits, not too deep."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < LARGEST else str(value)
    if isinstance(value, float):
        return number(value)
    if depth == DEEPEST:
        return None
    if isinstance(value, dict):
        return {text(key): plain(one, depth + 1) for key, one in value.items()}
    return [plain(one, depth + 1) for one in listing(value)]


def known(**fields: object) -> Json:
    """The fields that say something, for `Fact.details`."""
    return {key: plain(value) for key, value in fields.items() if value not in (None, "", [], {})}


def or_ignored(facts: list[Fact]) -> list[Fact]:
    """The facts; when there are none, the one that says so."""
    return facts or [ignored("no events")]
