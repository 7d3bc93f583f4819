"""A measured figure beside its budget, and how figures are printed."""

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; `how` is its method in a line. Without a budget it is for information."""

    name: str
    value: float
    unit: str
    how: str
    budget: float | None = None

    @property
    def verdict(self) -> str:
        """Whether it keeps its budget; nothing where there is none."""
        if self.budget is None:
            return ""
        return "within" if self.value <= self.budget else "OVER"


def main(measure: Callable[[], list[Figure]]) -> None:
    """Run one subject alone, as a table or, with --json, for `python -m benchmarks`."""
    parser = argparse.ArgumentParser(description=sys.modules[measure.__module__].__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    with contextlib.redirect_stdout(sys.stderr):  # metric lines and the stack's steps
        figures = measure()
    print(to_json(figures) if as_json else table(figures))


def to_json(figures: Iterable[Figure]) -> str:
    """The figures for a machine."""
    return json.dumps([asdict(one) | {"verdict": one.verdict} for one in figures], indent=1)


def table(figures: Iterable[Figure]) -> str:
    """The figures for a person: what, measured, budget, and within or over."""
    rows = [
        (
            one.name,
            f"{_number(one.value)} {one.unit}",
            "" if one.budget is None else f"{_number(one.budget)} {one.unit}",
            one.verdict,
        )
        for one in figures
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return "\n".join(
        f"  {what:<{widths[0]}}  {value:>{widths[1]}}  {budget:>{widths[2]}}  {verdict}".rstrip()
        for what, value, budget, verdict in rows
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or value >= 1000 else f"{value:,.3g}"
