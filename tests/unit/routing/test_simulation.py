"""The simulated day: what it measures must hold for any day."""

import pytest

from benchmarks.routing import day, optimum
from benchmarks.routing.__main__ import gini
from benchmarks.routing.simulation import Simulation
from chalicelib.accounts.domain import STRATEGIES, Routing

SMALL = day.make(agents=12, teams=3, conversations=1500, seed=7)


@pytest.mark.feature("ASG-14", "ASG-16", "ASG-20", "ASG-26")
@pytest.mark.parametrize("missed", [None, 0.15])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_no_limit_is_passed_and_nobody_is_lost(strategy, missed):
    outcome = Simulation(SMALL, Routing(strategy=strategy), missed, seed=7).run()

    assert outcome.violations == 0
    assert len(outcome.waits) == 1500
    assert min(outcome.waits) >= 0
    assert missed is None or outcome.offers > 1500


def test_the_same_seed_is_the_same_day():
    assert day.make(12, 3, 1500, 7) == SMALL
    assert day.make(12, 3, 1500, 8) != SMALL


def test_the_central_queue_waits_less_than_any_team_can():
    best = optimum.waits(SMALL)
    outcome = Simulation(SMALL, Routing(), None, seed=7).run()

    assert len(best) == 1500
    assert sum(best) < sum(outcome.waits)


def test_books_that_are_wrong_are_found_out():
    simulation = Simulation(SMALL, Routing(), None, seed=7)
    for user in simulation.workers:
        simulation.workers[user] = day.Worker(user, 1, simulation.workers[user].team_ids, 0, 86_400)

    assert simulation.run().violations > 0


def test_gini_is_nothing_among_equals_and_nears_one_when_one_has_all():
    assert gini([2.0] * 10) == pytest.approx(0)
    assert gini([0.0] * 99 + [5.0]) == pytest.approx(0.99)
