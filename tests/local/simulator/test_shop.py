"""The demo shop is a real small site: every link leads somewhere, and a crawler finds it all."""

import json
import re
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from chalicelib.knowledge.domain import cut
from chalicelib.knowledge.reading import html, robots, sitemaps
from local.simulator import shop

BASE = "http://testserver"


@pytest.fixture
def client(tmp_path):
    endpoints = tmp_path / "endpoints.json"
    known = {
        "api": "http://api",
        "widget_script": "http://w.js",
        "channels": [{"id": "chn_1", "kind": "webchat"}],
    }
    endpoints.write_text(json.dumps(known))
    return TestClient(Starlette(routes=shop.routes(endpoints)))


@pytest.fixture
def pages(client):
    """All pages by address."""
    listed = ElementTree.fromstring(client.get("/shop/sitemap.xml").content)
    urls = [one.text for one in listed.iter() if one.tag.endswith("loc")]
    assert len(urls) >= 9
    return {url: client.get(url.removeprefix(BASE)) for url in urls}


def test_every_page_has_the_chat_and_says_what_it_is(pages):
    for url, page in pages.items():
        assert page.status_code == 200
        assert page.text.count('data-widget-id="chn_1"') == 1, url
        assert f'<link rel="canonical" href="{url}">' in page.text
        assert "<!--" not in page.text
    titles = [re.search("<title>(.*?)</title>", page.text)[1] for page in pages.values()]
    assert len(set(titles)) == len(titles)


def test_every_link_leads_somewhere(client, pages):
    for url, page in pages.items():
        for link in set(re.findall(r'href="([^"]+)"', page.text)):
            if link.startswith(("data:", "#", "http")):
                continue
            path, _, anchor = link.partition("#")
            where = path if path.startswith("/") else url.removeprefix(BASE) + path
            found = client.get(where)
            assert found.status_code == 200, (url, link)
            assert not anchor or f'id="{anchor}"' in found.text, (url, link)


def test_its_robots_txt_lets_in_to_the_shop_only(client):
    rules = robots.read(client.get("/robots.txt").text)

    assert rules.allows(f"{BASE}/shop/returns/")
    assert not rules.allows(f"{BASE}/phone/")
    assert sitemaps.read(client.get("/shop/sitemap.xml").content).pages
    assert rules.sitemaps == (f"{BASE}/shop/sitemap.xml",)


def test_an_unchanged_page_is_not_sent_again(client):
    first = client.get("/shop/shipping/")

    again = client.get("/shop/shipping/", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/shop/nothing/", "/shop/frame/", "/shop/../../paths/"])
def test_what_is_no_page_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_until_the_account_is_there_the_shop_asks_to_come_back(tmp_path):
    client = TestClient(Starlette(routes=shop.routes(tmp_path / "endpoints.json")))

    answer = client.get("/shop/")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")


@pytest.mark.parametrize(
    ("page", "title", "fact"),
    [
        ("shipping", "Shipping › What it costs and how long it takes", "Svalbard: Carrier Posten"),
        ("returns", "Returns and exchanges › When do I get my money back?", "5 working days"),
        ("contact", "Contact and opening hours › When are you open?", "Saturday 10:00 to 16:00"),
        ("de/versand", "Versand und Rückgabe › Kann ich etwas zurückgeben?", "60 Tage"),
    ],
)
def test_its_facts_become_passages(client, page, title, fact):
    answer = client.get(f"/shop/{page}/")
    read = html.read(answer.content, answer.headers["content-type"], f"{BASE}/shop/{page}/")

    found = {one.title: one for one in cut(read.text, read.title, read.anchors)}

    assert fact in found[title].text
    assert found[title].anchor
    assert read.language == page.partition("/")[0][:2] if "/" in page else "en"
