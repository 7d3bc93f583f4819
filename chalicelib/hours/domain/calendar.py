"""When somebody is there: spans of the clock on the wall, by weekday and by date, in a time zone.

All rules follow from one: it is open whenever the clock on the wall shows a time within a span. So
an hour that is skipped in spring is no hour, and one that comes twice in autumn counts twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MIDNIGHT = 24 * 60
"""Minutes of a day on the wall, however long it is."""

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
HORIZON = 800
"""Days ahead that are looked at: what is not open within them is taken as never open."""
FORESEEN = 60
"""Days ahead in which an end is looked for: nobody asks when a hotline closes in spring."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` to `end`, in minutes since midnight of the day on which it begins; beyond
    `MIDNIGHT` it ends on the next day."""

    start: int
    end: int


def span(start: str, end: str) -> Span:
    """A span as people write it: "09:00" to "17:00", "22:00" to "06:00" of the next day, "00:00" to
    "24:00". ValueError for anything else, also for one that ends when it begins."""
    begins, ends = _minutes(start), _minutes(end)
    if begins == MIDNIGHT:
        raise ValueError("a day begins at 00:00")
    if begins == ends:
        raise ValueError("a span that ends when it begins is none; all day is 00:00 to 24:00")
    return Span(begins, ends if ends > begins else ends + MIDNIGHT)


def texts(one: Span) -> tuple[str, str]:
    """A span as people write it."""
    end = one.end if one.end <= MIDNIGHT else one.end - MIDNIGHT
    return _text(one.start), _text(end)


def _minutes(text: str) -> int:
    hours, colon, minutes = text.partition(":")
    fits = colon and len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal()
    total = int(hours) * 60 + int(minutes) if fits and text.isascii() else -1
    if not fits or total < 0 or int(minutes) > 59 or total > MIDNIGHT:
        raise ValueError("write a time as 09:00, from 00:00 to 24:00")
    return total


def _text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@cache
def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name; ValueError for none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # most functions need no zone

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name[:64]!r}") from error


@dataclass(frozen=True, slots=True)
class Calendar:
    """Office hours. A span belongs to the day on which it begins, so what a date says of itself
    leaves the night shift alone that began the evening before."""

    time_zone: str
    week: Mapping[str, tuple[Span, ...]] = field(hash=False)
    """By `DAYS`; a day without spans is closed."""
    dates: Mapping[date, tuple[Span, ...]] = field(default_factory=dict, hash=False)
    """Dated exceptions: what holds on that date instead; no span: closed."""
    holidays: Collection[date] = frozenset()
    """Closed, unless the date has spans of its own."""

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at this moment; a span's end is not in it."""
        return self._open_at(self._wall(at))

    def opens(self, at: datetime) -> datetime | None:
        """From when it is open: `at` itself while it is; None: not within `HORIZON`."""
        return next((start for start, _ in self.stretches(at)), None)

    def closes(self, at: datetime) -> datetime | None:
        """Until when it is open without a break; None while it is closed, and where that is further
        than `FORESEEN`."""
        until = at.astimezone(UTC)
        for start, end in self.stretches(at, FORESEEN):
            if start > until:
                break
            until = end
        last = at.astimezone(UTC) + FORESEEN * DAY
        return None if until in (at, last) else until

    def add(self, at: datetime, minutes: float) -> datetime | None:
        """When so many minutes of office hours have passed; `at` for none of them. None if that
        takes longer than `HORIZON`."""
        return self.after(at, round(minutes * 60))

    def after(self, at: datetime, seconds: float) -> datetime | None:
        """The same in seconds."""
        left = timedelta(seconds=seconds)
        if left <= timedelta():
            return at
        for start, end in self.stretches(at):
            if end - start >= left:
                return start + left
            left -= end - start
        return None

    def business_seconds(self, a: datetime, b: datetime) -> float:
        """Seconds of office hours from `a` to `b`, as far as `HORIZON`; 0 when `b` is not later."""
        total = timedelta()
        for start, end in self.stretches(a):
            if start >= b:
                break
            total += min(end, b) - start
        return total.total_seconds()

    def stretches(self, at: datetime, days: int = HORIZON) -> Iterator[tuple[datetime, datetime]]:
        """When it is open from then on, in UTC: in order, apart or touching, for so many days."""
        since = at.astimezone(UTC)
        known: dict[date, list[tuple[datetime, datetime]]] = {}
        for number in range(days):
            start, end = since + number * DAY, since + (number + 1) * DAY
            day, last = self._wall(start).date() - DAY, self._wall(end).date()
            found = []
            while day <= last:
                if day not in known:
                    known[day] = self._day(day)
                found += known[day]
                day += DAY
            yield from _disjoint(found, start, end)

    def _spans(self, day: date) -> tuple[Span, ...]:
        if day in self.dates:
            return self.dates[day]
        return () if day in self.holidays else self.week.get(DAYS[day.weekday()], ())

    def _open_at(self, wall: datetime) -> bool:
        minutes = wall.hour * 60 + wall.minute
        today = self._spans(wall.date())
        before = self._spans(wall.date() - DAY)
        return any(one.start <= minutes < one.end for one in today) or any(
            minutes < one.end - MIDNIGHT for one in before
        )

    def _wall(self, at: datetime) -> datetime:
        return at.astimezone(zone(self.time_zone)).replace(tzinfo=None)

    def _day(self, day: date) -> list[tuple[datetime, datetime]]:
        """A date's spans in UTC. Around most dates the clock is not changed, and then all of them
        are as far from it."""
        spans = self._spans(day)
        if not spans:
            return []
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        offset = self._offset(midnight - DAY)
        if offset != self._offset(midnight + 3 * DAY):
            return [one for part in spans for one in self._real(day, part)]
        there = midnight - offset
        return [(there + part.start * MINUTE, there + part.end * MINUTE) for part in spans]

    def _real(self, day: date, part: Span) -> list[tuple[datetime, datetime]]:
        """When the clock on the wall shows a time within a day's span: one stretch, or two where
        the clock is changed meanwhile."""
        midnight = datetime(day.year, day.month, day.day)
        a, b = midnight + part.start * MINUTE, midnight + part.end * MINUTE
        first = min(self._utc(a, fold) for fold in (0, 1))
        last = max(self._utc(b, fold) for fold in (0, 1))
        before, after = self._offset(first), self._offset(last)
        begin, end = (a - before).replace(tzinfo=UTC), (b - before).replace(tzinfo=UTC)
        if before == after:
            return [(begin, end)]
        change = self._change(first, last)
        begin_after, end_after = (a - after).replace(tzinfo=UTC), (b - after).replace(tzinfo=UTC)
        pieces = [(begin, min(end, change)), (max(begin_after, change), end_after)]
        return [(start, stop) for start, stop in pieces if start < stop]

    def _utc(self, wall: datetime, fold: int) -> datetime:
        return wall.replace(tzinfo=zone(self.time_zone), fold=fold).astimezone(UTC)

    def _offset(self, at: datetime) -> timedelta:
        return at.astimezone(zone(self.time_zone)).utcoffset() or timedelta()

    def _change(self, a: datetime, b: datetime) -> datetime:
        """When the clock is changed between two moments, to the second."""
        before = self._offset(a)
        low, high = int(a.timestamp()), int(b.timestamp())
        while high - low > 1:
            middle = (low + high) // 2
            if self._offset(datetime.fromtimestamp(middle, UTC)) == before:
                low = middle
            else:
                high = middle
        return datetime.fromtimestamp(high, UTC)


def _disjoint(
    found: list[tuple[datetime, datetime]], since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """What of these lies within a time, in order, nothing twice."""
    for start, end in sorted(found):
        begin, stop = max(start, since), min(end, until)
        if begin < stop:
            yield begin, stop
            since = stop


ALWAYS = Calendar("UTC", {day: (Span(0, MIDNIGHT),) for day in DAYS})
"""Open around the clock."""
