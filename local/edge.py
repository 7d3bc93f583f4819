"""The site's address: forwards to the CloudFront distribution inside the emulator.

The emulator serves a distribution under its host name only, `<label>.cloudfront.localhost`, which
not every browser resolves, and over HTTP, which production's distribution redirects to HTTPS. So
this stands where DNS and the TLS listener stand in production, and does nothing else.
"""

import argparse
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.ports import HOST

HOP_BY_HOP = frozenset({"connection", "content-length", "date", "keep-alive", "transfer-encoding"})


def create_app(*, aws: str, site: Path, http: httpx2.AsyncClient | None = None) -> Starlette:
    """The application; `site` is the file that holds the distribution's host name."""
    client = http or httpx2.AsyncClient(timeout=30)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    async def forward(request: Request) -> Response:
        answer = await client.request(
            request.method,
            f"{aws}{request.url.path}",
            headers={
                **{name: value for name, value in request.headers.items() if name != "host"},
                "host": viewer_host(site.read_text().strip()),
                "x-forwarded-proto": "https",
            },
        )
        headers = {name: value for name, value in answer.headers.items() if name not in HOP_BY_HOP}
        return Response(answer.content, answer.status_code, headers)

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/_edge/health", health),
            Route("/{path:path}", forward, methods=["GET", "HEAD"]),
        ],
    )


def viewer_host(domain: str) -> str:
    """The host name under which the emulator serves `<label>.cloudfront.net`."""
    return domain.replace(".cloudfront.net", ".cloudfront.localhost")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--aws", required=True, help="the emulator's address")
    parser.add_argument("--site", type=Path, required=True, help="file with the host name")
    given = parser.parse_args()
    uvicorn.run(
        create_app(aws=given.aws, site=given.site), host=HOST, port=given.port, log_level="warning"
    )


if __name__ == "__main__":
    main()
