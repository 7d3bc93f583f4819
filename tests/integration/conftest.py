"""What the integration tests share: concurrent callers, and sockets that only listen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier, RLock
from typing import Any, ClassVar

import botocore.client
import pytest
import urllib3
from botocore.exceptions import ClientError

from chalicelib.channels import http, registry
from chalicelib.realtime.service import posting
from chalicelib.runtime import clients, outgoing
from chalicelib.timers import worker as timers
from tests.integration.gateway import Gateway


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


class Line:
    """Stands for the providers' APIs: keeps requests; answers as told, else that all is well."""

    FINE: ClassVar = {
        "sid": "SM1",
        "friendly_name": "Fjord Gear",
        "incoming_phone_numbers": [{"sid": "PN1"}],
    }

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any] | tuple[int, Any, dict[str, str]]] = []
        self.requests: list[tuple[str, str, dict[str, Any]]] = []
        self.meanwhile: Callable[[], Any] = lambda: None

    def request(self, method: str, url: str, **given: Any) -> urllib3.HTTPResponse:
        """As urllib3's pool; answers are used up one by one."""
        self.requests.append((method, url, given))
        self.meanwhile()
        status, body, *headers = self.answers.pop(0) if self.answers else (200, self.FINE)
        found = headers[0] if headers else {}
        return urllib3.HTTPResponse(json.dumps(body).encode(), found, status)

    def texts(self) -> list[str]:
        """What was said in the messages that were sent by SMS."""
        sent = [dict(g["fields"]) for m, u, g in self.requests if u.endswith("/Messages.json")]
        return [one["Body"] for one in sent if "Body" in one]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    """The providers' end of the line."""
    made = Line()
    monkeypatch.setattr(http, "pool", lambda: made)
    return made


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf500f0003860180bd8f2ae70000000049454e44ae426082"
)


class Files:
    """Stands for the hosts that customers' files are fetched from: a pixel, unless told."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: list[Exception | outgoing.Fetched] = []

    def fetch(self, url: str, headers: Any, limit: int) -> outgoing.Fetched:
        """As outgoing.fetch."""
        self.asked.append((url, dict(headers)))
        answer = self.answers.pop(0) if self.answers else outgoing.Fetched(PNG, "image/png", url)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """Where customers' files are."""
    made = Files()
    monkeypatch.setattr(outgoing, "fetch", made.fetch)
    return made


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """A provider that stands in Viber's place."""
    made = Gateway()
    monkeypatch.setitem(registry._loaded, "viber", made.provider)
    return made


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch, aws: object) -> list[int]:
    """For how many seconds each record of the outbound queue was hidden anew."""
    seen: list[int] = []
    monkeypatch.setattr(
        clients.sqs(),
        "change_message_visibility",
        lambda **given: seen.append(given["VisibilityTimeout"]),
    )
    return seen
