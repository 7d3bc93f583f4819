"""Office hours as an account settles them: by name, with exceptions and public holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from chalicelib.hours.domain.calendar import Calendar, Span, span, texts

MOST = 30
"""Calendars of an account: all of them lie in one item."""
EXCEPTIONS_AT_MOST = 100
SPANS_AT_MOST = 12
"""Of one day."""

FIRST = "first"
"""The id of the calendar that an account has before it settled any."""


@dataclass(frozen=True, slots=True)
class Observance:
    """Whose public holidays are kept."""

    country: str
    """ISO 3166-1 alpha-2."""
    subdivision: str | None = None
    """The part of an ISO 3166-2 code after the hyphen: `BY` of DE-BY."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What holds on one date instead of the week's hours; without spans: closed."""

    date: date
    name: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Office hours under a name (SETA-06, SETA-09)."""

    id: str
    name: str
    time_zone: str
    week: Mapping[str, tuple[Span, ...]] = field(hash=False)
    observance: Observance | None = None
    exceptions: tuple[Dated, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    """Public holidays by name, as far as they were looked up (docs/decisions/0037)."""
    default: bool = False
    """Whether it is meant where no calendar is named."""
    managed_by: str | None = None
    """The stack that declares it."""

    def calendar(self) -> Calendar:
        """What rules ask."""
        dates = {one.date: one.spans for one in self.exceptions}
        return Calendar(self.time_zone, self.week, dates, frozenset(self.holidays))

    def covers(self, year: int) -> bool:
        """Whether a year's holidays were looked up; a year without any is not known of."""
        return any(day.year == year for day in self.holidays)


def years(at: datetime) -> tuple[int, ...]:
    """Whose holidays are kept at a time: at least the next 24 months'."""
    this = at.astimezone(UTC).year
    return (this, this + 1, this + 2)


def renewal(at: datetime) -> datetime:
    """When they are looked up again. All that look forward to it name the same moment, so that
    however often a calendar is saved it is one timer (timers/domain.py `name`)."""
    at = at.astimezone(UTC)
    this = datetime(at.year, 12, 1, tzinfo=UTC)
    return this if this > at else this.replace(year=at.year + 1)


def overlap(spans: Sequence[Span]) -> bool:
    """Whether two spans of a day share a minute."""
    ordered = sorted(spans)
    return any(one.end > other.start for one, other in pairwise(ordered))


def spans_of(day: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """A day's spans, in order."""
    return tuple(sorted(span(start, end) for start, end in day))


def week_of(week: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, tuple[Span, ...]]:
    """A week as people write it; days without spans are closed."""
    return {day: spans_of(spans) for day, spans in week.items() if spans}


def data(one: OfficeHours) -> dict[str, Any]:
    """Office hours as they are stored."""
    holidays = {day.isoformat(): name for day, name in sorted(one.holidays.items())}
    return {
        "id": one.id,
        "name": one.name,
        "time_zone": one.time_zone,
        "week": written(one.week),
        "observance": [one.observance.country, one.observance.subdivision]
        if one.observance
        else None,
        "exceptions": [
            [dated.date.isoformat(), dated.name, [texts(part) for part in dated.spans]]
            for dated in one.exceptions
        ],
        "holidays": holidays,
        "default": one.default,
        "managed_by": one.managed_by,
    }


def of(stored: Mapping[str, Any]) -> OfficeHours:
    """The office hours that were stored so."""
    observance = stored["observance"]
    return OfficeHours(
        stored["id"],
        stored["name"],
        stored["time_zone"],
        week_of(stored["week"]),
        Observance(*observance) if observance else None,
        tuple(
            Dated(date.fromisoformat(day), name, spans_of(spans))
            for day, name, spans in stored["exceptions"]
        ),
        {date.fromisoformat(day): name for day, name in stored["holidays"].items()},
        stored["default"],
        stored["managed_by"],
    )


def written(week: Mapping[str, Sequence[Span]]) -> dict[str, list[tuple[str, str]]]:
    """A week as people write it."""
    return {day: [texts(part) for part in spans] for day, spans in week.items()}


def first(hours: Mapping[str, Any]) -> OfficeHours:
    """The calendar of an account that settled none: what it was given when it was made."""
    week = week_of(hours["week"])
    return OfficeHours(FIRST, "Office hours", hours["time_zone"], week, default=True)
