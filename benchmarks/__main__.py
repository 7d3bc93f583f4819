"""python -m benchmarks [subject …] [--json]

Each subject runs in a process of its own, so that none warms, patches or configures another.
"""

import argparse
import json
import subprocess
import sys

from pydantic import TypeAdapter

from benchmarks.figures import Figure, table

SUBJECTS = (
    "imports",
    "package",
    "calls",
    "cpu",
    "fanout",
    "routing",
    "suggestions",
    "latency",
    "throughput",
    "contention",
)
FIGURES = TypeAdapter(list[Figure])


def main() -> int:
    """Measure, print, and exit with 1 when a subject could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the budgets")
    parser.add_argument("subjects", nargs="*", metavar="subject", help=", ".join(SUBJECTS))
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    if unknown := set(given.subjects) - set(SUBJECTS):
        known = ", ".join(SUBJECTS)
        parser.error(f"there is no subject {', '.join(sorted(unknown))}; known are {known}")
    measured: dict[str, list[dict[str, object]]] = {}
    failed = []
    for subject in given.subjects or SUBJECTS:
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{subject}", "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            failed.append(subject)
            print(f"\n{subject} could not be measured:\n{done.stderr[-2000:]}", file=sys.stderr)
            continue
        measured[subject] = json.loads(done.stdout)
        if not given.json:
            print(f"\n{subject}\n{table(FIGURES.validate_json(done.stdout))}", flush=True)
    if given.json:
        print(json.dumps(measured, indent=1))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
