"""What every provider's API does with a request: it fails where it shall, refuses what it must, and
leaves a trace in the outbox without the secrets that came along."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.simulator.failures import Failure
from local.simulator.outbox import Sent
from local.simulator.world import World

Json = dict[str, Any]
SECRET_HEADERS = frozenset({"authorization", "x-viber-auth-token"})
SECRET_FIELDS = frozenset({"secret_token", "auth_token"})


@dataclass(frozen=True)
class Upload:
    """A file in a form."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True)
class Call:
    """A request that has been read. `unreachable` says that what is accepted shall never arrive."""

    request: Request
    body: Json
    unreachable: bool = False


class Refused(Exception):
    """The provider's answer to what it does not accept."""

    def __init__(self, status: int, body: Json, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status}: {body}")
        self.status, self.body, self.headers = status, body, headers


class Desk:
    """Where one provider's requests are taken in; `refusals` are its answers when it shall fail."""

    def __init__(
        self,
        world: World,
        name: str,
        refusals: Mapping[Failure, Refused],
        shown: Callable[[str], str] = str,
    ) -> None:
        """`shown` takes secrets out of a path."""
        self._world, self._name = world, name
        self._refusals, self._shown = refusals, shown
        self._tasks: set[asyncio.Task[None]] = set()

    def route(self, method: str, path: str, handle: Callable[[Call], Awaitable[Json]]) -> Route:
        """An endpoint that answers JSON, with 200 unless `handle` raises Refused."""

        async def answer(request: Request) -> JSONResponse:
            body = await _read(request)
            failure = self._world.failures.take(self._name)
            if failure is Failure.TIMEOUT:  # nothing is accepted, and nobody hears of it in time
                self._record(request, body, 504)
                await asyncio.sleep(self._world.timeout_seconds)
                return JSONResponse({}, status_code=504)
            try:
                if failure and failure in self._refusals:
                    raise self._refusals[failure]
                said = await handle(Call(request, body, failure is Failure.UNDELIVERABLE))
            except Refused as refused:
                self._record(request, body, refused.status)
                return JSONResponse(refused.body, refused.status, refused.headers)
            self._record(request, body, 200)
            return JSONResponse(said)

        return Route(path, answer, methods=[method])

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something after the answer, such as telling what became of a message."""
        task = asyncio.create_task(work)
        self._tasks.add(task)  # asyncio itself keeps only a weak reference to a running task
        task.add_done_callback(self._tasks.discard)

    def _record(self, request: Request, body: Json, status: int) -> None:
        headers = {
            name: value for name, value in request.headers.items() if name not in SECRET_HEADERS
        }
        path = self._shown(request.url.path)
        shown = {
            name: "…" if name in SECRET_FIELDS else _described(value)
            for name, value in body.items()
        }
        self._world.outbox.record(Sent(self._name, request.method, path, headers, shown, status))


async def _read(request: Request) -> Json:
    """A JSON object or a form; {} for anything else."""
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = await request.json()
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}
    async with request.form() as form:
        return {name: await _field(value) for name, value in form.items()}


async def _field(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    mime_type = value.content_type or "application/octet-stream"
    return Upload(value.filename or "", mime_type, await value.read())


def _described(value: Any) -> Any:
    if isinstance(value, Upload):
        return {"name": value.name, "mime_type": value.mime_type, "size": len(value.data)}
    return value
