"""The demo company's web shop: a site of somebody else's, with our snippet on each page, with a
robots.txt and a sitemap, so that there is something to gather knowledge from."""

import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from local.paths import PAGES

SITE = PAGES / "shop"
FRAME = SITE / "frame.html"
HOME = "home"
PLACE = "<!-- chat widget -->"
NOT_READY = "The shop opens as soon as the demo account is there. Reload in a moment."
LATER = {"Retry-After": "10"}


def routes(endpoints: Path) -> list[BaseRoute]:
    """GET /shop/ and /shop/{page}/ → pages, the snippet filled in with the demo account's widget;
    /robots.txt and /shop/sitemap.xml → what a crawler asks for."""

    async def page(request: Request) -> Response:
        name = request.path_params.get("name", HOME)
        if name not in names():
            return HTMLResponse("There is no such page.", status_code=404)
        if not endpoints.exists():
            return HTMLResponse(NOT_READY, 503, LATER)
        text = framed((SITE / f"{name}.html").read_text(), name, address(request, name))
        text = text.replace(PLACE, snippet(json.loads(endpoints.read_text())))
        tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
        headers = {"Cache-Control": "no-cache", "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return HTMLResponse(text, headers=headers)

    return [
        Route("/robots.txt", robots),
        Route("/shop", lambda request: RedirectResponse("/shop/")),
        Route("/shop/", page),
        Route("/shop/sitemap.xml", sitemap),
        Route("/shop/{name:path}/", page),
        Mount("/shop", StaticFiles(directory=SITE)),
    ]


def names() -> set[str]:
    """The pages, by their paths."""
    found = {path.relative_to(SITE).with_suffix("").as_posix() for path in SITE.rglob("*.html")}
    return found - {"frame"}


def framed(content: str, name: str, where: str) -> str:
    """A page's content in the frame that all share. The content begins with its title and
    description; pages in a folder `de` are German."""
    title = re.search("<title>(.*?)</title>", content)
    told = re.search('<meta name="description" content="(.*?)">', content)
    assert title, f"{name} has no title"
    assert told, f"{name} has no description"
    filled = {
        "language": "de" if name.startswith("de/") else "en",
        "title": title[1],
        "description": told[1],
        "address": html.escape(where),
        "content": content.replace(title[0], "").replace(told[0], "").strip(),
    }
    text = FRAME.read_text()
    for mark, value in filled.items():
        text = text.replace(f"<!-- {mark} -->", value)
    return text


def address(request: Request, name: str) -> str:
    """A page's address as the world calls it."""
    base = f"{request.url.scheme}://{request.url.netloc}/shop/"
    return base if name == HOME else f"{base}{name}/"


async def robots(request: Request) -> Response:
    """The shop may be read; the workbench around it is nobody's knowledge."""
    where = f"{request.url.scheme}://{request.url.netloc}/shop/sitemap.xml"
    return PlainTextResponse(f"User-agent: *\nAllow: /shop/\nDisallow: /\n\nSitemap: {where}\n")


async def sitemap(request: Request) -> Response:
    """Every page of the shop."""
    listed = "".join(f"<url><loc>{address(request, name)}</loc></url>" for name in sorted(names()))
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>',
        media_type="application/xml",
    )


def snippet(endpoints: dict[str, Any]) -> str:
    """What a company pastes into its pages, with the address of this stack."""
    widget = next(item["id"] for item in endpoints["channels"] if item["kind"] == "webchat")
    return (
        f'<script async src="{endpoints["widget_script"]}" data-widget-id="{widget}" '
        f'data-api="{endpoints["api"]}"></script>'
    )
