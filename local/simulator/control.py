"""The simulator's own interface: who is connected, what was sent, what fails, who writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.failures import Failure
from local.simulator.world import Provider, World

MOST_FAILURES = 1000


class BadRequest(ValueError):
    """The request cannot be understood; the message says what it should hold."""


@dataclass(frozen=True)
class Control:
    """The endpoints, over the world and the providers by the kind of channel they carry."""

    world: World
    providers: Mapping[str, Provider]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/channels", self.channels),
            Route("/channels", self.connect, methods=["POST"]),
            Route("/outbox", self.outbox),
            Route("/outbox", self.clear, methods=["DELETE"]),
            Route("/simulate", self.failing),
            Route("/simulate", self.simulate, methods=["POST"]),
            Route("/inbound", self.inbound, methods=["POST"]),
            Route("/thread", self.thread),
        ]

    async def connect(self, request: Request) -> Response:
        """POST /channels {id, kind, address, webhook_url, credentials}"""
        names = Channel.__annotations__
        body = await fields(request, *names)
        self.world.channels.connect(Channel(**{name: body[name] for name in names}))
        return Response(status_code=204)

    async def channels(self, request: Request) -> Response:
        """GET /channels → the connected ones, without their secrets"""
        return JSONResponse(
            {
                "items": [
                    {"id": channel.id, "kind": channel.kind, "address": channel.address}
                    for channel in self.world.channels
                ]
            }
        )

    async def outbox(self, request: Request) -> Response:
        """GET /outbox?provider=&since= → what was sent to providers"""
        provider, since = (request.query_params.get(name) or None for name in ("provider", "since"))
        return JSONResponse(self.world.outbox.listing(provider=provider, since=since))

    async def clear(self, request: Request) -> Response:
        """DELETE /outbox"""
        self.world.outbox.clear()
        return Response(status_code=204)

    async def simulate(self, request: Request) -> Response:
        """POST /simulate {provider, fail, times} → the failures still to come"""
        body = await fields(request, "provider")
        fail, times = body.get("fail"), body.get("times", 1)
        if fail is not None and fail not in list(Failure):
            raise BadRequest(f"fail is one of {', '.join(Failure)}, or null for none.")
        if not isinstance(times, int) or not 1 <= times <= MOST_FAILURES:
            raise BadRequest(f"times is a number from 1 to {MOST_FAILURES}.")
        self.world.failures.set(body["provider"], Failure(fail) if fail else None, times)
        return JSONResponse(self.world.failures.listing())

    async def failing(self, request: Request) -> Response:
        """GET /simulate → the failures still to come"""
        return JSONResponse(self.world.failures.listing())

    async def inbound(self, request: Request) -> Response:
        """POST /inbound {channel_id? | to, from, text} → how the webhook was answered"""
        body = await fields(request, "from", "text")
        channel = self.world.channels.find(
            channel_id=body.get("channel_id"), address=body.get("to")
        )
        answer = await self.providers[channel.kind].inbound(self.world, channel, body)
        return JSONResponse({"status": answer.status_code, "body": answer.text})

    async def thread(self, request: Request) -> Response:
        """GET /thread?customer=&company= → the texts of one phone, oldest first"""
        customer, company = (request.query_params.get(key, "") for key in ("customer", "company"))
        return JSONResponse({"items": self.world.phones.thread(customer, company)})


async def fields(request: Request, *required: str) -> dict[str, Any]:
    """The request's JSON object. Raises BadRequest that names what is missing."""
    try:
        body = await request.json()
    except ValueError as error:
        raise BadRequest("Send a JSON object.") from error
    if not isinstance(body, dict):
        raise BadRequest("Send a JSON object.")
    missing = [name for name in required if not body.get(name)]
    if missing:
        raise BadRequest(f"Missing: {', '.join(missing)}.")
    return body
