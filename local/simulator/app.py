"""The simulator's web application: providers' APIs, what controls them, and pages for people."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from local.paths import PAGES
from local.simulator import (
    bedrock,
    email,
    line,
    mail,
    media,
    meta,
    partner,
    shop,
    telegram,
    translate,
    twilio,
    viber,
    x,
)
from local.simulator.channels import UnknownChannel
from local.simulator.control import Control
from local.simulator.message import BadRequest
from local.simulator.phones import UnknownText
from local.simulator.world import Provider, World

UNREACHABLE = "Switchboard does not answer. Does it run?"
TOO_SLOW = "Switchboard did not answer in time."

PROVIDERS: Sequence[Provider] = (
    twilio, meta, telegram, viber, line, x, email, partner, translate, bedrock,
)  # fmt: skip


def create_app(
    world: World, *, endpoints: Path, aws: str, providers: Sequence[Provider] = PROVIDERS
) -> Starlette:
    """The application around a world; `endpoints` is the stack's endpoints.json."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with world.http:
            yield

    routes: list[BaseRoute] = [
        Route("/health", health),
        Route("/", lambda request: RedirectResponse("/phone/")),
        *Control(world, {kind: module for module in providers for kind in module.KINDS}).routes(),
        *media.routes(world.media),
        *mail.routes(world.http, aws),
        *shop.routes(endpoints),
        Mount("/assets", StaticFiles(directory=PAGES / "assets")),
        Mount("/phone", StaticFiles(directory=PAGES / "phone", html=True)),
        Mount("/mail", StaticFiles(directory=PAGES / "mail", html=True)),
    ]
    for module in providers:
        routes += module.routes(world)
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={
            BadRequest: explained(400),
            UnknownChannel: explained(404),
            UnknownText: explained(404),
            httpx2.TransportError: explained(502, UNREACHABLE),
            httpx2.TimeoutException: explained(504, TOO_SLOW),
        },
    )


async def health(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def explained(
    status: int, sentence: str = ""
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """A handler that answers an exception with a sentence, its own unless another is given."""

    async def answer(request: Request, error: Exception) -> Response:
        return JSONResponse({"detail": sentence or str(error)}, status_code=status)

    return answer
