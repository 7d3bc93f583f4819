"""What the integration tests share: concurrent callers, and sockets that only listen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier, RLock
from typing import Any

import botocore.client
import pytest
from botocore.exceptions import ClientError

from chalicelib.realtime.service import posting
from chalicelib.timers import worker as timers


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """Run all at the same time and answer what each returned or raised.

    moto is not atomic over threads as DynamoDB is, so each call has it to itself; between calls
    the threads interleave as they like.
    """
    patched, alone = botocore.client.BaseClient._make_api_call, RLock()

    def serialised(client: Any, operation: str, parameters: Any) -> Any:
        with alone:
            return patched(client, operation, parameters)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", serialised)

    def run(acts: Sequence[Callable[[], Any]]) -> list[Any]:
        start = Barrier(len(acts))

        def one(act: Callable[[], Any]) -> Any:
            start.wait()
            try:
                return act()
            except Exception as error:
                return error

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    return run


class Listeners:
    """Stands for API Gateway's side of open sockets: keeps what was posted to each."""

    def __init__(self) -> None:
        self.frames: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.gone: set[str] = set()
        self.broken: set[str] = set()

    def post_to_connection(self, *, ConnectionId: str, Data: bytes) -> None:
        """As the service answers, also when a socket has gone."""
        for code, sockets in (("GoneException", self.gone), ("LimitExceeded", self.broken)):
            if ConnectionId in sockets:
                raise ClientError({"Error": {"Code": code, "Message": ""}}, "PostToConnection")
        self.frames[ConnectionId].append(json.loads(Data))

    def delete_connection(self, *, ConnectionId: str) -> None:
        """Close a socket from our side."""
        if ConnectionId in self.gone:
            raise ClientError({"Error": {"Code": "GoneException", "Message": ""}}, "Delete")
        self.gone.add(ConnectionId)

    def types(self, socket: str) -> list[str]:
        """The types of what a socket heard."""
        return [frame["type"] for frame in self.frames[socket]]


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listeners]:
    """Open sockets, as far as the service can tell."""
    listeners = Listeners()
    monkeypatch.setattr(posting, "sockets", lambda: listeners)
    return listeners


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets what time the worker of timers believes it is."""
    return lambda at: monkeypatch.setattr(timers, "now", lambda: at)
