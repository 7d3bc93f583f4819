"""One frame to many sockets: the wall time of `realtime.service.send`."""

import statistics
import time

from benchmarks.canned import network
from benchmarks.emulated import environment
from benchmarks.figures import Figure, main

SOCKETS, SECONDS_A_POST, ROUNDS = 200, 0.02, 9
HOW = f"20 ms a post at botocore's HTTP session, all else real; median of {ROUNDS}"


def measure() -> list[Figure]:
    """A frame of about 1 kB, as a message with its conversation is."""
    environment()
    from chalicelib.realtime import service
    from chalicelib.realtime.domain import Peer, Socket

    to = [Socket(f"socket-{number}", Peer("acc", "agent", "usr")) for number in range(SOCKETS)]
    frame = {"type": "message.received", "data": {"text": "x" * 1000}}
    wall, cpu = [], []
    with network([b""], SECONDS_A_POST):
        service.send(to[:2], frame)  # makes the client and the threads
        for _ in range(ROUNDS):
            begun, used = time.perf_counter(), time.process_time()
            service.send(to, frame)
            wall.append(time.perf_counter() - begun)
            cpu.append(time.process_time() - used)
    return [
        Figure(f"fan-out to {SOCKETS} sockets", 1000 * statistics.median(wall), "ms", HOW, 1000),
        Figure("of that, CPU", 1000 * statistics.median(cpu), "ms", HOW),
    ]


if __name__ == "__main__":
    main(measure)
