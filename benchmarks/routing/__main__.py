"""Routing through a made-up day: waits, fairness, offers, and limits that must never be passed."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from statistics import mean, quantiles

from benchmarks.figures import Figure, main
from benchmarks.routing import day as days
from benchmarks.routing import optimum
from benchmarks.routing.simulation import Outcome, Simulation
from chalicelib.accounts.domain import STRATEGIES, Routing

AGENTS, TEAMS, CONVERSATIONS, SEED = 200, 20, 50_000, 20260302
MISSED = 0.15


@dataclass(frozen=True, slots=True)
class Case:
    """A strategy, with or without offers."""

    strategy: str
    missed: float | None = None

    @property
    def name(self) -> str:
        return self.strategy if self.missed is None else f"{self.strategy}, offers"


CASES = [*(Case(strategy) for strategy in STRATEGIES), Case(STRATEGIES[0], MISSED)]


def measure() -> list[Figure]:
    """The same day under every strategy, beside the central queue that knows everything."""
    best = optimum.waits(a_day())
    in_turn = optimum.waits(a_day(), knowing=False)
    of = f"{AGENTS} agents, {TEAMS} teams, {CONVERSATIONS:,} conversations, seed {SEED}"
    pool_ = "one pool of all who are there"
    found = [
        Figure("central queue: mean wait", mean(best), "s", f"{of}; {pool_}, shortest first"),
        Figure("central queue: wait p95", percentile(best, 95), "s", "the same"),
        Figure("central queue in turn: mean wait", mean(in_turn), "s", f"{pool_}, nothing known"),
    ]
    with ProcessPoolExecutor() as pool:
        for case, outcome in zip(CASES, pool.map(run, CASES), strict=True):
            found += figures(case, outcome, best)
    return found


def a_day() -> days.Day:
    """The day that is measured; every process makes the same."""
    return days.make(AGENTS, TEAMS, CONVERSATIONS, SEED)


def run(case: Case) -> Outcome:
    """A day under one strategy."""
    return Simulation(a_day(), Routing(strategy=case.strategy), case.missed, SEED).run()


def figures(case: Case, outcome: Outcome, best: list[float]) -> list[Figure]:
    """What came of it."""
    how = "assigned at once" if case.missed is None else f"{case.missed:.0%} of offers missed"
    waits, name = outcome.waits, case.name
    found = [
        Figure(f"{name}: wait p50", percentile(waits, 50), "s", how),
        Figure(f"{name}: wait p95", percentile(waits, 95), "s", how),
        Figure(f"{name}: mean wait", mean(waits), "s", how),
        Figure(
            f"{name}: mean wait against the central queue",
            mean(waits) / mean(best),
            "x",
            "the central queue has no teams and knows every handling time",
        ),
        Figure(
            f"{name}: Gini of load",
            gini(list(outcome.work.values())),
            "",
            "over agents, of the share of their room that they used while there; 0 is equal",
        ),
        Figure(f"{name}: violations of limits", outcome.violations, "", "by books of its own", 0),
    ]
    if case.missed is not None:
        each = outcome.offers / len(waits)
        found.append(Figure(f"{name}: offers per conversation", each, "", how))
    return found


def percentile(values: list[float], which: int) -> float:
    """The value below which so many of a hundred are."""
    return quantiles(values, n=100)[which - 1]


def gini(values: list[float]) -> float:
    """How unequal values are: 0 all the same, 1 one has everything."""
    ordered = sorted(values)
    total = sum(ordered)
    ranked = sum(rank * value for rank, value in enumerate(ordered, 1))
    count = len(ordered)
    return (2 * ranked / (count * total) - (count + 1) / count) if total else 0.0


if __name__ == "__main__":
    main(measure)
