"""What a day consisted of, from the points at which somebody became something."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.accounts.domain import Availability, Pause
from chalicelib.availability.domain import Point, point, spans, summed

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
STATES = st.sampled_from(["available", "away", "offline"])


def after(minutes):
    return NINE + timedelta(minutes=minutes)


@pytest.mark.feature("RT-12", "ASG-27")
def test_a_day_is_summed_up_by_state_and_reason_with_what_is_paid():
    lunch = Pause("lunch", "Lunch", paid=False, since=after(180))
    points = [
        point("usr_1", Availability.AVAILABLE, None, NINE),
        point("usr_1", Availability.AWAY, lunch, after(180)),
        point("usr_1", Availability.AVAILABLE, None, after(210)),
        Point("usr_1", after(480), "offline"),
    ]

    found = spans(None, points, NINE, after(600), after(700))
    shares = {(s.state, s.name, s.paid): (s.seconds, s.times) for s in summed(found, after(700))}

    assert shares == {
        ("available", None, None): ((180 + 270) * 60, 2),
        ("offline", None, None): (120 * 60, 1),
        ("away", "Lunch", False): (30 * 60, 1),
    }


def test_what_was_before_the_time_counts_from_its_beginning():
    before = Point("usr_1", NINE - timedelta(days=2), "away", name="Training", paid=True)

    [span] = spans(before, [], NINE, after(60), after(90))

    assert (span.since, span.until, span.point.name) == (NINE, after(60), "Training")


def test_what_is_still_going_on_has_no_end():
    [span] = spans(None, [Point("usr_1", NINE, "available")], NINE, after(60), after(20))

    assert span.until is None
    assert span.seconds(after(20)) == 20 * 60


@given(st.lists(st.tuples(st.integers(-300, 900), STATES), max_size=30))
def test_spans_follow_each_other_without_gap_or_overlap(raw):
    points = [Point("usr_1", after(minutes), state) for minutes, state in sorted(raw)]
    before = next((p for p in reversed(points) if p.at < NINE), None)

    found = spans(before, points, NINE, after(600), after(1000))

    for one, following in pairwise(found):
        assert one.until == following.since
    if found:
        assert found[-1].until == after(600)
        whole = sum(span.seconds(after(1000)) for span in found)
        assert whole == (after(600) - found[0].since).total_seconds()
