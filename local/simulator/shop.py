"""The demo company's web shop: a page of somebody else's, with our snippet on it."""

import json
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from local.paths import PAGES

PAGE = PAGES / "shop" / "index.html"
PLACE = "<!-- chat widget -->"
NOT_READY = "The shop opens as soon as the demo account is there. Reload in a moment."


def routes(endpoints: Path) -> list[BaseRoute]:
    """GET /shop/ → the page, the snippet filled in with the demo account's widget."""

    async def page(request: Request) -> Response:
        if not endpoints.exists():
            return HTMLResponse(NOT_READY, status_code=503)
        html = PAGE.read_text().replace(PLACE, snippet(json.loads(endpoints.read_text())))
        return HTMLResponse(html, headers={"Cache-Control": "no-cache"})

    return [
        Route("/shop", lambda request: RedirectResponse("/shop/")),
        Route("/shop/", page),
        Mount("/shop", StaticFiles(directory=PAGES / "shop")),
    ]


def snippet(endpoints: dict[str, Any]) -> str:
    """What a company pastes into its pages, with the address of this stack."""
    widget = next(item["id"] for item in endpoints["channels"] if item["kind"] == "webchat")
    return (
        f'<script async src="{endpoints["widget_script"]}" data-widget-id="{widget}" '
        f'data-api="{endpoints["api"]}"></script>'
    )
