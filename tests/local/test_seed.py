"""Seeding adds what is missing and nothing twice."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from local import demo
from local.seed import account, steps
from local.seed.api import Api, SeedFailed


class FakeApi(Api):
    """The API as a dictionary of lists."""

    def __init__(self, **lists: list[dict[str, Any]]) -> None:
        self.lists = lists
        self.posted: list[tuple[str, dict[str, Any]]] = []

    def items(self, path: str) -> Iterator[Any]:
        yield from self.lists.get(path.strip("/"), [])

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        self.posted.append((path, body or {}))
        return {"id": f"chn_{len(self.posted)}", "webhook_url": "http://door"}


def test_colleagues_are_added_once() -> None:
    api = FakeApi(users=[{"email": demo.AGENTS[0].email}])

    steps.add_people(api)

    assert [body["email"] for _, body in api.posted] == [demo.AGENTS[1].email]


def test_articles_are_added_once() -> None:
    api = FakeApi(articles=[{"title": title} for title in demo.ARTICLES])

    steps.add_articles(api)

    assert api.posted == []


def test_labels_and_templates_are_added_once() -> None:
    first = next(iter(demo.LABELS))
    api = FakeApi(labels=[{"name": first}], templates=[{"name": name} for name in demo.TEMPLATES])

    steps.add_labels(api)
    steps.add_templates(api)

    assert [body["name"] for _, body in api.posted] == [n for n in demo.LABELS if n != first]


def test_channels_carry_the_secrets_that_the_api_does_not_show() -> None:
    api = FakeApi(channels=[{"name": demo.WEBCHAT.name, "id": "chn_web", "webhook_url": None}])

    webchat, sms = steps.add_channels(api)

    assert webchat["id"] == "chn_web"
    assert sms["credentials"]["auth_token"] == demo.SMS.credentials["auth_token"]
    assert api.posted[0][1]["credentials"] == {"auth_token": sms["credentials"]["auth_token"]}


def test_the_code_is_read_from_the_captured_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    captured = {
        "messages": {
            "000000000000": [
                {
                    "MessageId": "1",
                    "Source": "a",
                    "To": ["x@y.example"],
                    "Subject": "Your code",
                    "BodyText": "Your verification code is 481516.",
                    "BodyHtml": "",
                    "Timestamp": 1.0,
                }
            ]
        }
    }
    monkeypatch.setattr(httpx2, "get", lambda url: httpx2.Response(200, json=captured))

    assert account.mailed_code("http://aws", "x@y.example") == "481516"


def test_a_refused_call_quotes_the_answer() -> None:
    api = Api("http://api/v1")
    api.http = httpx2.Client(
        transport=httpx2.MockTransport(
            lambda request: httpx2.Response(422, json={"detail": "Name is missing."})
        )
    )

    with pytest.raises(SeedFailed, match="Name is missing"):
        api.post("/users")


def test_lists_are_read_to_their_end() -> None:
    pages = {"": {"items": [1, 2], "next_cursor": "b"}, "b": {"items": [3], "next_cursor": None}}
    api = Api("http://api/v1")
    api.http = httpx2.Client(
        transport=httpx2.MockTransport(
            lambda request: httpx2.Response(200, json=pages[request.url.params.get("cursor", "")])
        )
    )

    assert list(api.items("/users")) == [1, 2, 3]
