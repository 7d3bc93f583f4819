"""Our two servers beside the emulator: the simulator of the outside world, and the site's edge."""

import os
import sys
from dataclasses import dataclass

from local.emulator import answers
from local.paths import ROOT, State
from local.processes import Process


@dataclass(frozen=True)
class Server:
    """A module of this package that serves HTTP."""

    name: str
    module: str
    port: int
    health: str
    state: State

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def process(self) -> Process:
        return Process(self.name, self.state.logs, lambda: answers(f"{self.url}{self.health}"))

    def start(self, *arguments: str) -> None:
        """Start it, unless it runs already."""
        if self.process.pid() is None:
            self.process.start(
                [sys.executable, "-m", self.module, "--port", str(self.port), *arguments],
                {**os.environ, "PYTHONPATH": str(ROOT)},
            )


def simulator(state: State, port: int) -> Server:
    return Server("simulator", "local.simulator", port, "/health", state)


def edge(state: State, port: int) -> Server:
    return Server("edge", "local.edge", port, "/_edge/health", state)
