"""What a cold start imports: `app`, and each worker, beside the libraries that none can avoid."""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure, main

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 11
HTTP = "chalice.app, pydantic"
WORKER = "chalice.app, pynamodb.models, aws_lambda_powertools.utilities.batch"
CHANNELS = f"{WORKER}, aws_lambda_powertools.utilities.idempotency"  # it holds the outbound worker
WORKERS = {
    name: CHANNELS if name == "chalicelib.channels.worker" else WORKER
    for name in sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "chalicelib").rglob("worker*")
        if path.suffix == ".py" or (path / "__init__.py").exists()
    )
}
HOW = f"CPU time of the import in fresh processes, interleaved, median of {ROUNDS}, bytecode there"


def measure() -> list[Figure]:
    """The ratio of each to its baseline, from medians of the same rounds."""
    targets = ["app", HTTP, *WORKERS, WORKER, CHANNELS]
    seconds: dict[str, list[float]] = {target: [] for target in targets}
    for target in targets:
        cold(target)  # writes the bytecode
    for _ in range(ROUNDS):
        for target in targets:
            seconds[target].append(cold(target))
    median = {target: statistics.median(all_) for target, all_ in seconds.items()}
    return [
        Figure("import app", median["app"] / median[HTTP], "x", f"{HOW}; against {HTTP}", 2.0),
        Figure("import app, CPU", 1000 * median["app"], "ms", HOW),
        *(
            Figure(f"import {one}", median[one] / median[base], "x", f"{HOW}; against {base}", 1.3)
            for one, base in WORKERS.items()
        ),
        Figure("import of the workers' baseline, CPU", 1000 * median[WORKER], "ms", HOW),
    ]


def cold(modules: str) -> float:
    """Seconds of CPU that importing takes in a new interpreter, as in a function that starts."""
    code = (
        "import time; begun = time.process_time()\n"
        f"import {modules}\n"
        "print(time.process_time() - begun)"
    )
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment |= {
        "AWS_REGION": "eu-north-1",
        "AWS_DEFAULT_REGION": "eu-north-1",
        "IMPORT_AT_START": "" if modules == "app" else "1",
        "PYTHONPYCACHEPREFIX": str(ROOT / ".build" / "bench" / "bytecode"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


if __name__ == "__main__":
    main(measure)
