"""The simulator's own interface: who is connected, what was sent, what fails, who writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulator import people
from local.simulator.channels import Channel
from local.simulator.failures import Failure
from local.simulator.message import BadRequest, checked
from local.simulator.world import LooksItself, Provider, World

MOST_FAILURES = 1000


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
            Route("/customers", self.customers),
            Route("/channels/{channel_id}/account", self.account),
            Route("/channels/{channel_id}/webhook", self.set_webhook, methods=["POST"]),
        ]

    async def connect(self, request: Request) -> Response:
        """POST /channels {id, kind, address?, webhook_url?, credentials, settings?, name?}"""
        body = await fields(request, "id", "kind")
        channel = Channel(
            id=body["id"],
            kind=body["kind"],
            address=body.get("address") or "",
            webhook_url=body.get("webhook_url") or "",
            credentials=body.get("credentials") or {},
            settings=body.get("settings") or {},
            name=body.get("name") or "",
        )
        if channel.kind not in self.providers:
            raise BadRequest(f"No provider carries {channel.kind}.")
        self.world.channels.connect(channel)
        return Response(status_code=204)

    async def channels(self, request: Request) -> Response:
        """GET /channels → the connected ones, without their secrets"""
        return JSONResponse(
            {
                "items": [
                    {
                        "id": channel.id,
                        "kind": channel.kind,
                        "label": channel.label,
                        "name": channel.name,
                        "address": channel.address,
                        "provider": self.providers[channel.kind].NAME,
                        "connected": bool(channel.webhook_url),
                    }
                    for channel in self.world.channels
                    if channel.kind in self.providers
                ]
            }
        )

    async def outbox(self, request: Request) -> Response:
        """GET /outbox?provider=&since= → what was sent to providers"""
        provider, since = (request.query_params.get(name) or None for name in ("provider", "since"))
        await self._look([each for each in self.world.channels if each.webhook_url])
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
        """POST /inbound {channel_id? | to, kind?, from, text …} → how the webhook was answered"""
        body = checked(await fields(request), self.world.media)
        channel = self.world.channels.find(
            channel_id=body.get("channel_id"), address=body.get("to"), kind=body.get("kind")
        )
        if not channel.webhook_url:
            raise BadRequest("Nobody has told this account a webhook's URL yet.")
        answer = await self.providers[channel.kind].inbound(self.world, channel, body)
        return JSONResponse({"status": answer.status_code, "body": answer.text})

    async def thread(self, request: Request) -> Response:
        """GET /thread?customer=&company= → the messages of one phone, oldest first"""
        customer, company = (request.query_params.get(key, "") for key in ("customer", "company"))
        await self._look([each for each in self.world.channels if each.address == company])
        return JSONResponse({"items": self.world.phones.thread(customer, company)})

    async def customers(self, request: Request) -> Response:
        """GET /customers?channel_id= → {address, name} of who may write there, and of who did"""
        channel = self._channel(request.query_params.get("channel_id"))
        others = self.world.phones.customers(channel.address)
        return JSONResponse({"items": people.customers(channel.kind, others)})

    async def account(self, request: Request) -> Response:
        """GET /channels/{id}/account → what a company sees in the provider's own console"""
        channel = self._channel(request.path_params["channel_id"])
        return JSONResponse(
            {
                "address": channel.address,
                "settings": channel.settings,
                "credentials": channel.credentials,
                "webhook_url": channel.webhook_url,
            }
        )

    async def set_webhook(self, request: Request) -> Response:
        """POST /channels/{id}/webhook {url}: pasted into the provider's own console"""
        channel = self._channel(request.path_params["channel_id"])
        url = (await fields(request)).get("url")
        if not isinstance(url, str) or not url.startswith(("http://", "https://")):
            raise BadRequest("Paste the webhook's URL: it begins with http:// or https://.")
        self.world.channels.connect(replace(channel, webhook_url=url.strip()))
        return Response(status_code=204)

    async def _look(self, channels: list[Channel]) -> None:
        """Have providers look for what these channels have sent, where nobody tells them."""
        for channel in channels:
            provider = self.providers.get(channel.kind)
            if isinstance(provider, LooksItself):
                await provider.refresh(self.world, channel)

    def _channel(self, channel_id: str | None) -> Channel:
        return self.world.channels.find(channel_id=channel_id or "", address=None)


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
