"""From a visitor's message to the agent's socket, through every function of the local stack."""

import contextlib
import json
import statistics
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx2
from websockets.sync.client import ClientConnection, connect

from benchmarks.figures import Figure, main
from local.paths import ROOT, State
from local.stack import Stack
from tests.e2e.desk import Client, Desk

WARM, MESSAGES = 5, 60
HOW = f"{MESSAGES} messages one after another; from before the request until the frame is read"


def measure() -> list[Figure]:
    """Median and 95th percentile, and how long the visitor waits for the answer."""
    with desk() as found:
        visitor, agent = found.visitor(), found.agent("Astrid")
        with connect(agent.post("/realtime/tickets")["url"]) as socket:
            times = [one_message(visitor, socket) for _ in range(WARM + MESSAGES)][WARM:]
    answered, seen = ([1000 * seconds for seconds in column] for column in zip(*times, strict=True))
    return [
        Figure("message to the agent's socket, p50", statistics.median(seen), "ms", HOW, 200),
        Figure("message to the agent's socket, p95", percentile(seen, 95), "ms", HOW, 400),
        Figure("of that, the visitor's request, p50", statistics.median(answered), "ms", HOW),
    ]


def one_message(visitor: Client, socket: ClientConnection) -> tuple[float, float]:
    """Seconds until the visitor had an answer, and until the agent had the message."""
    client_id = uuid.uuid4().hex
    begun = time.perf_counter()
    visitor.post("/widget/messages", text="Do you ship to Norway?", client_id=client_id)
    answered = time.perf_counter() - begun
    while not _is_ours(json.loads(socket.recv(timeout=10)), client_id):
        pass  # frames of other conversations, and of suggestions
    return answered, time.perf_counter() - begun


def _is_ours(frame: dict[str, Any], client_id: str) -> bool:
    return bool(frame["type"] == "message.received" and frame["data"]["client_id"] == client_id)


@contextlib.contextmanager
def desk() -> Iterator[Desk]:
    """The stack that `make up` started, else one of its own that is stopped afterwards."""
    running = State().endpoints
    if running.exists():
        found = Desk.of(running)
        with contextlib.suppress(httpx2.TransportError):
            if httpx2.get(f"{found.endpoints['api']}/openapi.json", timeout=20).is_success:
                yield found
                return
    state = State(ROOT / ".build" / "bench" / "stack")
    state.folder.mkdir(parents=True, exist_ok=True)
    stack = Stack(state)
    try:
        stack.up()
        yield Desk.of(state.endpoints)
    finally:
        stack.down()


def percentile(values: list[float], rank: int) -> float:
    """The value that `rank` percent do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[rank - 1]


if __name__ == "__main__":
    main(measure)
