"""The edge forwards to the distribution as production's DNS and TLS listener would."""

from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from local.edge import create_app


@pytest.fixture
def site(tmp_path: Path) -> Path:
    file = tmp_path / "site.txt"
    file.write_text("d123.cloudfront.net\n")
    return file


def test_a_request_reaches_the_distribution_over_https(site: Path) -> None:
    seen: list[httpx2.Request] = []

    def emulator(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, text="<h1>", headers={"Content-Type": "text/html"})

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(emulator))
    with TestClient(create_app(aws="http://emulator:1", site=site, http=http)) as client:
        answer = client.get("/assets/a.js")

    assert (answer.status_code, answer.text) == (200, "<h1>")
    assert answer.headers["content-type"] == "text/html"
    assert seen[0].url == "http://emulator:1/assets/a.js"
    assert seen[0].headers["host"] == "d123.cloudfront.localhost"
    assert seen[0].headers["x-forwarded-proto"] == "https"
