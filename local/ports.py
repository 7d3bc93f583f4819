"""Ports: the defaults when they are free, else the next free; a later run takes the same again."""

import json
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

HOST = "127.0.0.1"
GATEWAY, EDGE, SIMULATOR = 4566, 4570, 4580
TRIES = 200


@dataclass(frozen=True)
class Ports:
    gateway: int
    edge: int
    simulator: int


def is_free(port: int) -> bool:
    """Whether this machine would let a server listen on the port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def first_free(start: int, *, taken: frozenset[int] = frozenset()) -> int:
    """The first free port from `start` upwards that is not promised to somebody else."""
    for port in range(start, start + TRIES):
        if port not in taken and is_free(port):
            return port
    raise RuntimeError(f"No port from {start} to {start + TRIES - 1} is free: stop a server first.")


def recall(remembered: Path) -> Ports | None:
    """The ports of the last run."""
    return Ports(**json.loads(remembered.read_text())) if remembered.exists() else None


def choose(remembered: Path) -> Ports:
    """Last run's ports while they are free (so that bookmarks keep working), else the next free."""
    wanted = recall(remembered) or Ports(GATEWAY, EDGE, SIMULATOR)
    chosen: list[int] = []
    for port in (wanted.gateway, wanted.edge, wanted.simulator):
        chosen.append(first_free(port, taken=frozenset(chosen)))
    ports = Ports(*chosen)
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text(json.dumps(asdict(ports)))
    return ports
