"""Another company's system at the far end of an API channel, played against our own folder."""

import json
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
import urllib3
from starlette.testclient import TestClient

from chalicelib.channels import http
from chalicelib.channels.api_channel.inbound import parse
from chalicelib.channels.api_channel.signature import headers as signed
from chalicelib.channels.api_channel.signature import new_secret, verify
from chalicelib.channels.domain import Act, HookRequest, OutgoingMessage
from chalicelib.channels.registry import provider_of
from chalicelib.runtime import outgoing
from local.simulator.channels import Channel
from local.simulator.partner.signing import is_genuine, signature
from local.simulator.world import World
from tests.builders import a_channel
from tests.local.simulator.conftest import Door

pytestmark = pytest.mark.feature("CH-32")

SECRET = new_secret()
URL = "http://door.example/hooks/chn_api"
EVENT = {"type": "message", "id": "cnv_1.2", "to": "kim", "text": "Hello", "attachments": []}


@pytest.fixture(autouse=True)
def channel(world: World) -> None:
    settings = {"callback_url": "http://simulator.example/partner/shop"}
    world.channels.connect(
        Channel("chn_api", "api", "Web shop", URL, {"signing_secret": SECRET}, settings)
    )


def call(
    simulator: TestClient, event: object, secret: str = SECRET, path: str = "chn_api"
) -> httpx2.Response:
    body = json.dumps(event).encode()
    return simulator.post(f"/partner/{path}", content=body, headers=signed("id-1", body, secret))


def write(simulator: TestClient, **message: object) -> httpx2.Response:
    return simulator.post("/inbound", json={"channel_id": "chn_api", "from": "kim", **message})


def hook(request: httpx2.Request) -> HookRequest:
    """A call of the webhook as our door sees it."""
    names = {name.lower(): value for name, value in request.headers.items()}
    return HookRequest(str(request.url), "POST", names, {}, request.content)


def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def test_the_two_ends_sign_alike_by_code_of_their_own() -> None:
    body = b'{"test": 2432232314}'
    given = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body
    )

    assert given == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert is_genuine(SECRET, signed("id-1", body, SECRET), body)
    assert not is_genuine(SECRET, signed("id-1", body, SECRET), body + b" ")
    assert not is_genuine(SECRET, {}, body)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ({"text": "Hello", "name": "Kim"}, "message"),
        ({"location": {"latitude": 59.9, "longitude": 10.7}}, "message"),
        ({"pressed": {"to": "ext_1", "id": "yes", "title": "Yes"}}, "message"),
    ],
)
def test_what_a_customer_says_is_understood_by_our_own_folder(
    simulator: TestClient, door: Door, message: dict[str, object], kind: str
) -> None:
    assert write(simulator, **message).status_code == 200

    request = hook(door.requests[-1])
    assert verify(request, a_channel(), {"signing_secret": SECRET})
    (fact,) = parse(request)
    assert (fact.kind, fact.sender) == (kind, "kim")


def test_files_come_as_addresses(simulator: TestClient, door: Door) -> None:
    file = simulator.post(
        "/media?name=a.pdf", content=b"%PDF", headers={"content-type": "application/pdf"}
    )
    write(simulator, media=[{"id": file.json()["id"]}])

    ((attachment,),) = [fact.attachments for fact in parse(hook(door.requests[-1]))]
    assert (attachment.filename, attachment.mime_type) == ("a.pdf", "application/pdf")
    assert attachment.url == f"http://simulator.example/media/{file.json()['id']}"


def test_what_is_done_to_a_message_is_told_and_shown(
    simulator: TestClient, door: Door, world: World
) -> None:
    write(simulator, text="Helo", id="m-1")
    write(simulator, edit={"to": "m-1", "text": "Hello"})
    write(simulator, reaction={"to": "m-1", "emoji": "👍"})
    shown = world.phones.find("m-1")
    assert shown
    assert (shown.text, shown.reactions) == ("Hello", {"in": "👍"})
    write(simulator, delete={"to": "m-1"})

    kinds = [fact.kind for request in door.requests for fact in parse(hook(request))]
    assert kinds == ["message", "edit", "reaction", "delete"]
    assert shown.deleted
    assert write(simulator, delete={"to": "nothing"}).status_code == 400


@pytest.mark.parametrize("path", ["chn_api", "shop"])
def test_a_message_of_ours_is_shown_once_and_reported(
    simulator: TestClient, door: Door, world: World, path: str
) -> None:
    assert call(simulator, EVENT, path=path).json() == {"id": "ext_cnv_1.2"}
    assert call(simulator, EVENT, path=path).json() == {"id": "ext_cnv_1.2"}

    (text,) = world.phones.thread("kim", "Web shop")
    assert text["text"] == "Hello"
    eventually(lambda: len(door.requests) == 4)
    facts = [fact for request in door.requests for fact in parse(hook(request))]
    assert {(fact.kind, fact.ref) for fact in facts} == {("status", "cnv_1.2")}
    assert {fact.status for fact in facts} == {"delivered", "read"}


def test_a_message_of_ours_is_changed_by_its_id(simulator: TestClient, world: World) -> None:
    call(simulator, EVENT)
    shown = world.phones.find("ext_cnv_1.2")
    assert shown
    about = {"message": "ext_cnv_1.2", "to": "kim"}

    assert call(simulator, {"type": "edit", "text": "Bye", **about}).status_code == 200
    assert call(simulator, {"type": "reaction", "emoji": "👍", **about}).status_code == 200
    assert (shown.text, shown.reactions) == ("Bye", {"out": "👍"})
    assert call(simulator, {"type": "delete", **about}).status_code == 200
    assert shown.deleted
    assert call(simulator, {"type": "juggle", **about}).status_code == 422
    assert call(simulator, {"type": "delete", "message": "nothing"}).status_code == 404


def test_a_call_that_is_not_ours_is_refused(simulator: TestClient, world: World) -> None:
    assert call(simulator, EVENT, secret=new_secret()).status_code == 401
    assert simulator.post("/partner/chn_api", json=EVENT).status_code == 401
    assert call(simulator, EVENT, path="elsewhere").status_code == 410
    assert world.phones.thread("kim", "Web shop") == []


@pytest.mark.parametrize(
    ("fail", "status"), [("500", 500), ("429", 429), ("401", 401), ("timeout", 504)]
)
def test_it_fails_when_it_is_told_to(simulator: TestClient, fail: str, status: int) -> None:
    simulator.post("/simulate", json={"provider": "api", "fail": fail})

    assert [call(simulator, EVENT).status_code for _ in range(2)] == [status, 200]


def test_an_undeliverable_message_is_reported_with_the_reason(
    simulator: TestClient, door: Door
) -> None:
    simulator.post("/simulate", json={"provider": "api", "fail": "undeliverable"})
    call(simulator, EVENT)

    eventually(lambda: len(door.requests) == 1)
    (fact,) = parse(hook(door.requests[0]))
    assert (fact.status, fact.error) == ("failed", "The customer has left.")


def test_every_call_is_in_the_outbox(simulator: TestClient) -> None:
    call(simulator, EVENT)

    (sent,) = simulator.get("/outbox", params={"provider": "api"}).json()
    assert (sent["path"], sent["body"], sent["status"]) == ("/partner/chn_api", EVENT, 200)


def test_our_own_folder_is_understood_over_the_callback_url(
    simulator: TestClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def request(method: str, url: str, **given: Any) -> urllib3.HTTPResponse:
        answer = simulator.request(method, url, headers=given["headers"], content=given["body"])
        return urllib3.HTTPResponse(body=answer.content, status=answer.status_code)

    url = "http://testserver/partner/shop"
    bases = SimpleNamespace(provider_base_urls={"twilio": "http://testserver"})
    monkeypatch.setattr(http, "pool", lambda: SimpleNamespace(request=request))
    monkeypatch.setattr(outgoing, "settings", lambda: bases)
    channel = a_channel(kind="api", address="Web shop", settings={"callback_url": url})
    credentials = {"signing_secret": SECRET}
    provider = provider_of("api")
    assert provider.act
    message = OutgoingMessage("kim", "Web shop", "It is **here**.", "cnv_1.2", "")

    sid = provider.send(message, channel, credentials)
    provider.act(Act("reaction", "kim", sid, emoji="👍"), channel, credentials)

    text = world.phones.find(sid)
    assert text
    assert (text.text, text.reactions) == ("It is here.", {"out": "👍"})
