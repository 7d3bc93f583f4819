"""The simulator's own interface: who is connected, what was sent, what fails, who writes."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.failures import Failure
from local.simulator.outbox import now
from local.simulator.world import Provider, World


class BadRequest(ValueError):
    """The request cannot be understood; the message says what it should hold."""


def routes(world: World, providers: Mapping[str, Provider]) -> list[BaseRoute]:
    """Routes of /channels, /outbox, /simulate, /inbound and /thread; providers by channel kind."""

    async def connect(request: Request) -> Response:
        """POST /channels {id, kind, address, webhook_url, credentials}"""
        body = await fields(request, "id", "kind", "address", "webhook_url", "credentials")
        world.channels.connect(Channel(**{name: body[name] for name in Channel.__annotations__}))
        return Response(status_code=204)

    async def channels(request: Request) -> Response:
        """GET /channels → the connected ones, without their secrets"""
        return JSONResponse({"items": [{"id": item.id, "kind": item.kind, "address": item.address}
                                       for item in world.channels]})

    async def outbox(request: Request) -> Response:
        """GET /outbox?provider=&since= → what was sent to providers"""
        query = request.query_params
        return JSONResponse(world.outbox.listing(provider=query.get("provider") or None,
                                                 since=query.get("since") or None))

    async def clear(request: Request) -> Response:
        """DELETE /outbox"""
        world.outbox.clear()
        return Response(status_code=204)

    async def simulate(request: Request) -> Response:
        """POST /simulate {provider, fail, times} → the failures still to come"""
        body = await fields(request, "provider")
        fail, times = body.get("fail"), body.get("times", 1)
        if fail is not None and fail not in list(Failure):
            raise BadRequest(f"fail is one of {', '.join(Failure)}, or null for none.")
        if not isinstance(times, int) or not 1 <= times <= 1000:
            raise BadRequest("times is a number from 1 to 1000.")
        world.failures.set(body["provider"], Failure(fail) if fail else None, times)
        return JSONResponse(world.failures.listing())

    async def failing(request: Request) -> Response:
        """GET /simulate → the failures still to come"""
        return JSONResponse(world.failures.listing())

    async def inbound(request: Request) -> Response:
        """POST /inbound {channel_id? | to, from, text} → how the webhook was answered"""
        body = await fields(request, "from", "text")
        channel = world.channels.find(channel_id=body.get("channel_id"), address=body.get("to"))
        answer = await providers[channel.kind].inbound(world, channel, body)
        return JSONResponse({"status": answer.status_code, "body": answer.text})

    async def thread(request: Request) -> Response:
        """GET /thread?customer=&company= → the texts of one phone"""
        query = request.query_params
        return JSONResponse({"now": now(), "customers": list(world.phones.customers()),
                             "items": world.phones.thread(query.get("customer", ""),
                                                          query.get("company", ""))})

    return [
        Route("/channels", channels), Route("/channels", connect, methods=["POST"]),
        Route("/outbox", outbox), Route("/outbox", clear, methods=["DELETE"]),
        Route("/simulate", failing), Route("/simulate", simulate, methods=["POST"]),
        Route("/inbound", inbound, methods=["POST"]), Route("/thread", thread),
    ]


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
