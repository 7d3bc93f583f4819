"""Office hours: the clock on the wall, exceptions, and arithmetic that agrees with both."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.hours.domain import ALWAYS, DAYS, Calendar, Span, span, texts

OSLO = ZoneInfo("Europe/Oslo")
WORKDAYS = {day: (span("09:00", "17:00"),) for day in DAYS[:5]}
MINUTE = timedelta(minutes=1)


def oslo(*when: int, fold: int = 0) -> datetime:
    """A moment by the clock in Oslo."""
    return datetime(*when, tzinfo=OSLO, fold=fold)


def nights(time_zone: str = "Europe/Oslo") -> Calendar:
    """Every night from ten to six."""
    return Calendar(time_zone, {day: (span("22:00", "06:00"),) for day in DAYS})


@pytest.mark.feature("SETA-06")
def test_it_is_open_from_the_first_minute_of_a_span_and_no_more_at_its_end():
    calendar = Calendar("Europe/Oslo", WORKDAYS)

    assert not calendar.is_open(oslo(2026, 3, 2, 8, 59))
    assert calendar.is_open(oslo(2026, 3, 2, 9, 0))
    assert calendar.is_open(oslo(2026, 3, 2, 16, 59))
    assert not calendar.is_open(oslo(2026, 3, 2, 17, 0))
    assert not calendar.is_open(oslo(2026, 3, 1, 12, 0))


@pytest.mark.feature("SETA-09")
def test_a_break_at_noon_is_closed_and_no_minute_of_it_counts():
    week = {"mon": (span("08:00", "12:00"), span("13:00", "16:00"))}
    calendar = Calendar("Europe/Oslo", week)

    assert not calendar.is_open(oslo(2026, 3, 2, 12, 30))
    assert calendar.closes(oslo(2026, 3, 2, 9, 0)) == oslo(2026, 3, 2, 12, 0)
    assert calendar.opens(oslo(2026, 3, 2, 12, 30)) == oslo(2026, 3, 2, 13, 0)
    assert calendar.add(oslo(2026, 3, 2, 11, 30), 60) == oslo(2026, 3, 2, 13, 30)


@pytest.mark.feature("SETA-09")
def test_a_span_past_midnight_goes_on_through_it_and_two_that_touch_are_one():
    calendar = Calendar(
        "Europe/Oslo", {"fri": (span("20:00", "24:00"),), "sat": (span("00:00", "04:00"),)}
    )

    assert nights().is_open(oslo(2026, 3, 3, 5, 59))
    assert nights().closes(oslo(2026, 3, 2, 23, 0)) == oslo(2026, 3, 3, 6, 0)
    assert calendar.closes(oslo(2026, 3, 6, 21, 0)) == oslo(2026, 3, 7, 4, 0)
    assert calendar.business_seconds(oslo(2026, 3, 6, 0, 0), oslo(2026, 3, 8, 0, 0)) == 8 * 3600


@pytest.mark.feature("SETA-09")
def test_a_date_says_what_holds_on_it_and_a_holiday_is_closed_unless_the_date_says_otherwise():
    dates = {date(2026, 12, 23): (span("09:00", "12:00"),), date(2026, 12, 26): (Span(600, 660),)}
    holidays = {date(2026, 12, 25), date(2026, 12, 26)}
    calendar = Calendar("Europe/Oslo", WORKDAYS, dates, holidays)

    assert calendar.closes(oslo(2026, 12, 23, 10, 0)) == oslo(2026, 12, 23, 12, 0)
    assert not calendar.is_open(oslo(2026, 12, 25, 10, 0))
    assert calendar.is_open(oslo(2026, 12, 26, 10, 30))
    assert calendar.opens(oslo(2026, 12, 26, 11, 0)) == oslo(2026, 12, 28, 9, 0)


@pytest.mark.feature("SETA-09")
def test_an_exception_may_go_past_midnight_and_a_closed_date_leaves_the_night_before_alone():
    eve = {date(2026, 12, 31): (span("18:00", "03:00"),), date(2027, 1, 1): ()}
    calendar = Calendar("Europe/Oslo", nights().week, eve)

    assert calendar.is_open(oslo(2027, 1, 1, 2, 30))
    assert not calendar.is_open(oslo(2027, 1, 1, 4, 0))
    assert not calendar.is_open(oslo(2027, 1, 1, 23, 0))
    assert calendar.opens(oslo(2027, 1, 1, 3, 0)) == oslo(2027, 1, 2, 22, 0)


@pytest.mark.feature("SETA-09")
@pytest.mark.parametrize(
    ("time_zone", "spring", "autumn"),
    [
        ("Europe/Oslo", (2026, 3, 28), (2026, 10, 24)),
        ("America/New_York", (2026, 3, 7), (2026, 10, 31)),
        ("Australia/Sydney", (2026, 10, 3), (2026, 4, 4)),
    ],
)
def test_a_night_shift_is_an_hour_shorter_in_spring_and_an_hour_longer_in_autumn(
    time_zone, spring, autumn
):
    here, calendar = ZoneInfo(time_zone), nights(time_zone)

    def hours(evening):
        start = datetime(*evening, 22, tzinfo=here)
        end = calendar.closes(start)
        assert end
        assert end.astimezone(here).hour == 6
        return calendar.business_seconds(start, end) / 3600

    assert hours(spring) == 7
    assert hours(autumn) == 9


def test_lord_howe_moves_its_clock_by_half_an_hour():
    calendar = nights("Australia/Lord_Howe")
    start = datetime(2026, 10, 3, 22, tzinfo=ZoneInfo("Australia/Lord_Howe"))

    assert calendar.business_seconds(start, calendar.closes(start)) == 7.5 * 3600


def test_a_span_in_the_skipped_hour_is_none_and_one_that_begins_there_begins_after_it():
    inside = Calendar("Europe/Oslo", {"sun": (span("02:00", "03:00"),)})
    across = Calendar("Europe/Oslo", {"sun": (span("02:30", "04:00"),)})
    night, morning = oslo(2026, 3, 29, 0, 0), oslo(2026, 3, 29, 12, 0)

    assert inside.business_seconds(night, morning) == 0
    assert across.opens(night) == oslo(2026, 3, 29, 3, 0)
    assert across.business_seconds(night, morning) == 3600


def test_the_hour_that_comes_twice_counts_twice():
    calendar = Calendar("Europe/Oslo", {"sun": (span("02:00", "03:00"),)})
    first = oslo(2026, 10, 25, 2, 0)

    assert calendar.is_open(oslo(2026, 10, 25, 2, 30, fold=0))
    assert calendar.is_open(oslo(2026, 10, 25, 2, 30, fold=1))
    assert calendar.business_seconds(first, oslo(2026, 10, 25, 12, 0)) == 2 * 3600


def test_a_calendar_that_is_never_open_keeps_nobody_waiting_for_an_answer():
    never = Calendar("UTC", {})
    at = datetime(2026, 3, 2, tzinfo=UTC)

    assert never.add(at, 1) is None
    assert never.opens(at) is None
    assert never.closes(at) is None
    assert never.business_seconds(at, at + timedelta(days=5000)) == 0
    assert never.add(at, 0) == at


def test_around_the_clock_never_closes():
    at = datetime(2026, 3, 2, 12, 34, tzinfo=UTC)

    assert ALWAYS.opens(at) == at
    assert ALWAYS.closes(at) is None
    assert ALWAYS.add(at, 90) == at + timedelta(minutes=90)


@pytest.mark.parametrize(
    "written",
    [
        ("9:00", "17:00"), ("09:00", "17:60"), ("09:00", "24:01"), ("24:00", "06:00"), ("", ""),
        ("09:00", "09:00"), ("09.00", "17.00"), ("-1:00", "02:00"), ("٠٩:٠٠", "17:00"),
    ],
)  # fmt: skip
def test_what_is_no_span_is_refused(written):
    with pytest.raises(ValueError, match=r"\w"):
        span(*written)


@pytest.mark.parametrize("written", [("00:00", "24:00"), ("22:00", "06:00"), ("09:00", "17:30")])
def test_a_span_is_written_as_it_was_read(written):
    assert texts(span(*written)) == written


spans = st.builds(
    lambda start, length: Span(start, start + length),
    st.integers(0, 1439),
    st.integers(1, 1440),
)
calendars = st.builds(
    Calendar,
    st.sampled_from(["Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
    st.dictionaries(st.sampled_from(DAYS), st.lists(spans, max_size=3).map(tuple), min_size=1),
    st.dictionaries(
        st.dates(date(2026, 3, 20), date(2026, 4, 10)),
        st.lists(spans, max_size=2).map(tuple),
        max_size=4,
    ),
    st.frozensets(st.dates(date(2026, 3, 20), date(2026, 4, 10)), max_size=3),
)
nightly = st.sampled_from(
    [
        datetime(2026, 3, 28, 12, tzinfo=UTC),  # Oslo's spring
        datetime(2026, 10, 24, 12, tzinfo=UTC),  # its autumn
        datetime(2026, 3, 7, 20, tzinfo=UTC),  # New York's
        datetime(2026, 10, 31, 20, tzinfo=UTC),
        datetime(2026, 4, 4, 2, tzinfo=UTC),  # Lord Howe's
        datetime(2026, 10, 3, 2, tzinfo=UTC),
    ]
)
moments = st.builds(
    lambda start, minutes: start + minutes * MINUTE, nightly, st.integers(-2880, 2880)
)


@given(calendars, moments, st.integers(1, 1500))
@settings(max_examples=150, deadline=None)
def test_what_is_added_is_what_passed(calendar, at, minutes):
    then = calendar.add(at, minutes)

    if then is not None:
        assert calendar.business_seconds(at, then) == minutes * 60
        assert calendar.is_open(then - MINUTE)


@given(calendars, moments, moments)
@settings(max_examples=150, deadline=None)
def test_what_passed_brings_back_to_the_last_open_moment(calendar, a, b):
    a, b = min(a, b), max(a, b)
    passed = calendar.business_seconds(a, b)
    then = calendar.after(a, passed)

    assert then is not None
    assert then <= b
    assert calendar.business_seconds(then, b) == 0
    assert then in (a, b) or not calendar.is_open(b - timedelta(microseconds=1))


@given(calendars, moments, st.lists(st.integers(0, 3000), min_size=2, max_size=5))
@settings(max_examples=100, deadline=None)
def test_more_minutes_never_end_earlier_and_a_later_start_never_either(calendar, at, minutes):
    ends = [calendar.add(at, some) for some in sorted(minutes)]
    known = [end for end in ends if end is not None]
    starts = [calendar.add(at + some * MINUTE, 30) for some in sorted(minutes)]
    begun = [end for end in starts if end is not None]

    assert all(a <= b for a, b in pairwise(known))
    assert all(a <= b for a, b in pairwise(begun))


@given(calendars, nightly)
@settings(max_examples=60, deadline=None)
def test_the_arithmetic_is_what_somebody_counts_who_looks_at_the_wall_each_minute(calendar, start):
    open_ = [calendar.is_open(start + n * MINUTE) for n in range(1440)]

    assert calendar.business_seconds(start, start + 1440 * MINUTE) == 60 * sum(open_)
    assert (calendar.opens(start) == start) is open_[0]
    first = open_.index(True) if True in open_ else None
    if first is not None:
        assert calendar.opens(start) == start + first * MINUTE
