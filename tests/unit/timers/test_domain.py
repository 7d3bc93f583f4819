"""By which way a timer comes, and that no way brings it late."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.timers import domain
from chalicelib.timers.domain import Kind, Timer
from tests.builders import NOON, later


def a_timer(due=NOON, **facts):
    known = {"kind": Kind.SNOOZE, "account_id": "acc_1", "id": "cnv_1"}
    return Timer(**(known | facts), due=due)


@pytest.mark.parametrize(
    ("seconds", "delay"),
    [
        (-60, 0),
        (0, 0),
        (0.2, 1),
        (30, 30),
        (899.5, 900),
        (900, 900),
        (900.001, None),
        (86400, None),
    ],
)
def test_the_queue_holds_back_for_up_to_fifteen_minutes(seconds, delay):
    assert domain.delay(a_timer(later(seconds)), NOON) == delay


def test_a_schedule_comes_at_a_full_minute_in_utc_before_it_is_due():
    oslo = timezone(timedelta(hours=2))
    timer = a_timer(datetime(2026, 7, 1, 14, 30, 20, 500_000, oslo))

    assert domain.scheduled_for(timer) == datetime(2026, 7, 1, 12, 29, tzinfo=UTC)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.floats(901, 40_000_000))
def test_what_is_scheduled_is_in_the_future_and_leaves_what_a_queue_can_hold_back(moment, seconds):
    at = moment.replace(tzinfo=UTC)
    timer = a_timer(at + timedelta(seconds=seconds))

    # EventBridge Scheduler comes within the minute
    first, last = domain.scheduled_for(timer), domain.scheduled_for(timer) + timedelta(minutes=1)

    assert first > at
    assert last <= timer.due
    assert domain.delay(timer, first) is not None


def test_one_timer_is_one_schedule_and_a_moved_one_is_another():
    names = [domain.name(a_timer(due)) for due in (NOON, NOON, later(0.001), later(60))]

    assert names[0] == names[1] == "snooze-cnv_1-20260302T120000000"
    assert len(set(names)) == 3


@given(st.sampled_from(Kind), st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))
def test_every_name_is_one_that_the_scheduler_takes(kind, moment):
    timer = a_timer(moment.replace(tzinfo=UTC), kind=kind, id="cnv_" + "Z" * 26)

    assert len(domain.name(timer)) <= 64
    assert set(domain.name(timer)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
    )
