"""Seeding adds what is missing and nothing twice."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from local import demo
from local.seed import account, conversations, steps
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
        return {"id": f"chn_{len(self.posted)}", "webhook_url": "http://door", "settings": {}}


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


class Simulator:
    """The simulator's list of accounts, in place of httpx2's functions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *accounts: dict[str, Any]) -> None:
        self.accounts = list(accounts)
        self.connected: list[dict[str, Any]] = []
        monkeypatch.setattr(httpx2, "get", self.get)
        monkeypatch.setattr(httpx2, "post", self.post)

    def get(self, url: str) -> httpx2.Response:
        request = httpx2.Request("GET", url)
        return httpx2.Response(200, json={"items": self.accounts}, request=request)

    def post(self, url: str, json: dict[str, Any]) -> httpx2.Response:
        self.connected.append(json)
        refused = json["kind"] == "pigeon"
        return httpx2.Response(400 if refused else 204, text="No provider carries pigeon.")


def test_channels_carry_the_secrets_that_the_api_does_not_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Simulator(monkeypatch)
    webchat = {
        "id": "chn_web",
        "kind": "webchat",
        "address": None,
        "webhook_url": None,
        "settings": {},
    }
    api = FakeApi(channels=[webchat])

    channels = steps.add_channels(api, "http://providers")

    by_kind = {channel["kind"]: channel for channel in channels}
    assert by_kind["webchat"]["id"] == "chn_web"
    assert by_kind["twilio_sms"]["credentials"] == {
        "account_sid": demo.SMS.settings["account_sid"],
        "auth_token": demo.SMS.credentials["auth_token"],
    }
    (posted,) = (body for _, body in api.posted if body["kind"] == "twilio_sms")
    assert posted["credentials"] == demo.SMS.credentials


def test_a_provider_knows_the_account_before_it_is_connected_and_the_webhook_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    simulator = Simulator(monkeypatch)

    steps.add_channels(FakeApi(), "http://providers")

    address = demo.SMS.address
    first, second = (each for each in simulator.connected if each["address"] == address)
    assert (first["webhook_url"], second["webhook_url"]) == ("", "http://door")
    assert second["id"].startswith("chn_")


def test_channels_that_were_renamed_are_not_connected_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Simulator(monkeypatch)
    there = [
        {
            "id": f"chn_{channel.name}",
            "kind": channel.kind,
            "name": "Another name",
            "address": channel.address,
            "webhook_url": "http://door",
            "settings": {},
        }
        for channel in demo.CHANNELS
    ]
    api = FakeApi(channels=there)

    steps.add_channels(api, "http://providers")

    assert api.posted == []


def test_an_account_that_somebody_has_connected_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken, free = demo.SPARE
    simulator = Simulator(monkeypatch, {"kind": taken.kind, "address": taken.address})

    steps.add_channels(FakeApi(), "http://providers")

    addresses = [each["address"] for each in simulator.connected]
    assert free.address in addresses
    assert taken.address not in addresses


def test_what_the_simulator_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Simulator(monkeypatch)

    with pytest.raises(SeedFailed, match="No provider carries"):
        steps.connect("http://providers", {"kind": "pigeon"})


def test_the_simulators_address_is_filled_into_settings() -> None:
    channel = demo.Channel("api", "Shop", {"callback_url": "{providers}/partner", "retries": 3})

    assert channel.request("http://here")["settings"] == {
        "callback_url": "http://here/partner",
        "retries": 3,
    }


class Inbox(FakeApi):
    """The conversations that the admin sees, one look after the other."""

    def __init__(self, *looks: list[str]) -> None:
        super().__init__()
        self.looks = list(looks)

    def get(self, path: str) -> Any:
        shown = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        return {"items": [{"id": text, "preview": {"text": text}} for text in shown]}


def test_conversations_are_waited_for_until_each_has_arrived(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conversations, "LOOK_AGAIN_SECONDS", 0)
    inbox = Inbox([], ["Where is it?"], ["Where is it?", "A long qu…"])

    found = conversations._arrived(inbox, ["Where is it?", "A long question\nof two lines"])

    assert found["A long question\nof two lines"]["id"] == "A long qu…"


def test_a_message_that_does_not_arrive_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "ARRIVES_SECONDS", 0.01)
    monkeypatch.setattr(conversations, "LOOK_AGAIN_SECONDS", 0)

    with pytest.raises(SeedFailed, match="Where is it"):
        conversations._arrived(Inbox([""]), ["Where is it?"])


def test_every_talk_of_the_demo_is_on_a_channel_of_the_demo() -> None:
    assert all(talk.channel in demo.CHANNELS for talk in demo.TALKS)
    assert all(bool(talk.answer) == bool(talk.agent) for talk in demo.TALKS)
    assert all(talk.agent for talk in demo.TALKS if talk.then)


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
