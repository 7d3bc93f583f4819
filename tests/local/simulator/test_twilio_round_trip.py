"""Our own Twilio folders against the simulator, over the paths of the local stack."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import urllib3
from starlette.testclient import TestClient

from chalicelib.channels import http
from chalicelib.channels.domain import (
    Channel,
    Link,
    OutgoingMessage,
    Provider,
    SendError,
    TemplateUse,
)
from chalicelib.channels.registry import provider_of
from local.addresses import API_PATHS
from local.simulator.channels import Channel as Connected
from local.simulator.world import World
from tests.builders import a_channel
from tests.local.simulator.conftest import ACCOUNT, COMPANY, CUSTOMER, DOOR, TOKEN

HERE = "http://testserver"
BASES = {name: f"{HERE}{path}" for name, path in API_PATHS.items()}
CREDENTIALS = {"auth_token": TOKEN}
WHATSAPP = "+4759440199"
MESSAGE = OutgoingMessage(
    to=CUSTOMER, sender=COMPANY, text="Hei!", ref="cnv_1.2", status_url=f"{DOOR}?ref=cnv_1.2"
)


@pytest.fixture(autouse=True)
def line(
    simulator: TestClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """What our folders ask goes to the simulator, as urllib3 would carry it."""

    def request(method: str, url: str, **given: Any) -> urllib3.HTTPResponse:
        assert url.startswith(HERE)
        fields: dict[str, list[str]] = {}
        for name, value in given.get("fields") or []:
            fields.setdefault(name, []).append(value)
        answer = simulator.request(method, url, headers=given["headers"], data=fields or None)
        return urllib3.HTTPResponse(
            body=answer.content, status=answer.status_code, headers=dict(answer.headers)
        )

    monkeypatch.setattr(http, "pool", lambda: SimpleNamespace(request=request))
    monkeypatch.setattr(http, "settings", lambda: SimpleNamespace(provider_base_urls=BASES))
    settings = {"account_sid": ACCOUNT}
    world.channels.connect(
        Connected("chn_wa", "twilio_whatsapp", WHATSAPP, DOOR, CREDENTIALS, settings)
    )
    return request


def ours(kind: str, address: str, token: str = TOKEN) -> tuple[Provider, Channel, dict[str, str]]:
    channel = a_channel(kind=kind, address=address, settings={"account_sid": ACCOUNT})
    return provider_of(kind), channel, {"auth_token": token}


SMS = ("twilio_sms", COMPANY)
WA = ("twilio_whatsapp", WHATSAPP)


@pytest.mark.feature("CH-12")
def test_a_text_with_a_picture_arrives(world: World) -> None:
    sms, channel, credentials = ours(*SMS)
    file = Link("http://files.example/cat.jpg", "cat.jpg", "image/jpeg", 9, "image", lambda: b"")
    message = OutgoingMessage(
        CUSTOMER, COMPANY, "Look", "cnv_1.2", f"{DOOR}?ref=cnv_1.2", files=(file,)
    )

    sid = sms.send(message, channel, credentials)

    text = world.phones.find(sid)
    assert text
    assert (text.text, len(text.media)) == ("Look", 1)


@pytest.mark.feature("CH-16")
def test_who_wrote_stop_is_found_out(simulator: TestClient) -> None:
    simulator.post("/inbound", json={"channel_id": "chn_1", "from": CUSTOMER, "text": "STOP"})
    sms, channel, credentials = ours(*SMS)

    with pytest.raises(SendError) as refusal:
        sms.send(MESSAGE, channel, credentials)

    assert refusal.value.opted_out


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize("where", [SMS, WA])
def test_connecting_proves_the_token(where: tuple[str, str], world: World) -> None:
    provider, channel, credentials = ours(*where)
    assert provider.register
    told = provider.register(channel, credentials, "http://door.example/new")

    assert told == {"account_name": "Demo account"}
    with pytest.raises(SendError) as refusal:
        provider.register(channel, {"auth_token": "old"}, "http://door.example/new")
    assert refusal.value.unauthorized
    (number,) = world.channels.of_kind("twilio_sms")
    assert number.webhook_url == ("http://door.example/new" if where == SMS else DOOR)


@pytest.mark.feature("CH-20")
def test_templates_are_synchronised_and_sent(world: World) -> None:
    whatsapp, channel, credentials = ours(*WA)
    assert whatsapp.templates
    parcel, interested, _ = whatsapp.templates(channel, credentials)

    assert (parcel.name, parcel.status) == ("parcel_on_its_way", "approved")
    assert parcel.id.endswith(":1,2,2")
    use = TemplateUse(interested.id, interested.name, interested.language, body=("Ola",))
    sid = whatsapp.send(
        OutgoingMessage(CUSTOMER, WHATSAPP, "", "cnv_1.2", DOOR, template=use),
        channel,
        credentials,
    )
    text = world.phones.find(sid)
    assert text
    assert text.text.startswith("Hi Ola,")
    assert [option["title"] for option in text.options] == ["Yes, please", "Not now"]


@pytest.mark.parametrize(("fail", "retryable"), [("429", True), ("500", True), ("401", False)])
def test_failures_are_understood(simulator: TestClient, fail: str, retryable: bool) -> None:
    simulator.post("/simulate", json={"provider": "twilio", "fail": fail})
    sms, channel, credentials = ours(*SMS)

    with pytest.raises(SendError) as refusal:
        sms.send(MESSAGE, channel, credentials)

    assert refusal.value.retryable is retryable
    assert refusal.value.unauthorized is (fail == "401")


def test_a_received_picture_is_fetched_where_the_webhook_says(
    simulator: TestClient, world: World
) -> None:
    world.media.base_url = HERE
    file = simulator.post("/media", content=b"png", headers={"content-type": "image/png"}).json()
    simulator.post(
        "/inbound", json={"channel_id": "chn_wa", "from": CUSTOMER, "media": [{"id": file["id"]}]}
    )
    whatsapp, channel, credentials = ours(*WA)
    assert whatsapp.fetch
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/{file['id']}"

    url, headers = whatsapp.fetch(f"{HERE}{path}", channel, credentials)

    assert simulator.get(url).status_code == 401
    assert simulator.get(url, headers=dict(headers)).content == b"png"
