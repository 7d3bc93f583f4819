"""How fast a queue moves, and what those who wait are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.routing.domain import Pace, Place, arrived, departed, never_rising, place
from tests.builders import NOON, later


@pytest.mark.feature("WID-29")
def test_the_pace_is_the_mean_of_gaps_in_which_somebody_waited_the_newest_counting_most():
    pace = arrived(Pace(), NOON)
    pace = departed(pace, later(40), others_wait=True)
    assert pace.seconds == 40
    pace = departed(pace, later(120), others_wait=True)
    assert pace.seconds == 50

    assert departed(pace, later(140), others_wait=False) == Pace(42.5, None)


@pytest.mark.feature("WID-29")
def test_a_gap_begins_with_the_first_who_waits_and_not_with_the_next():
    pace = arrived(Pace(), NOON)

    assert arrived(pace, later(30)) == pace


def test_a_departure_that_is_told_twice_counts_once():
    once = departed(arrived(Pace(), NOON), later(40), others_wait=True)

    assert departed(once, later(40), others_wait=True) == once
    assert departed(once, later(10), others_wait=True) == once


def test_a_night_without_service_says_nothing_of_the_pace():
    pace = departed(arrived(Pace(), NOON), later(40), others_wait=True)

    assert departed(pace, later(8 * 3600), others_wait=True) == Pace(40, later(8 * 3600))


@pytest.mark.feature("WID-29")
def test_the_place_is_counted_in_the_queue_s_order_and_the_wait_is_that_many_departures():
    assert place("cnv_b", ["cnv_a", "cnv_b"], Pace(30.5)) == Place(2, 61)
    assert place("cnv_b", ["cnv_a", "cnv_b"], Pace()) == Place(2, None)
    assert place("cnv_z", [f"cnv_{n}" for n in range(100)] + ["cnv_z"], Pace()) is None


PLACES = st.builds(Place, st.integers(1, 200), st.one_of(st.none(), st.integers(0, 9999)))


@pytest.mark.feature("WID-29")
@given(st.lists(st.one_of(st.none(), PLACES), max_size=20))
def test_what_a_visitor_is_told_never_rises(places):
    told, positions, waits = None, [], []
    for now in places:
        told = never_rising(told, now)
        if told:
            positions.append(told.position)
            waits += [told.wait_seconds] if told.wait_seconds is not None else []

    assert positions == sorted(positions, reverse=True)
    assert waits == sorted(waits, reverse=True)
