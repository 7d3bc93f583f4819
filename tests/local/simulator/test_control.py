"""The simulator's own interface: outbox, failures, channels and the pages for people."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from local.demo import CUSTOMERS
from local.simulator.app import create_app
from local.simulator.channels import Channel, Channels
from local.simulator.mail import listing
from local.simulator.people import customers
from local.simulator.phones import Phones, Text
from local.simulator.world import World
from tests.local.simulator.conftest import ACCOUNT, COMPANY, CUSTOMER, TOKEN

MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"


def send(simulator: TestClient, body: str) -> None:
    simulator.post(
        MESSAGES, auth=(ACCOUNT, TOKEN), data={"To": CUSTOMER, "From": COMPANY, "Body": body}
    )


def test_accepted_and_refused_requests_are_recorded(simulator: TestClient) -> None:
    send(simulator, "Hei!")
    send(simulator, "")

    accepted, refused = simulator.get("/outbox", params={"provider": "twilio"}).json()
    assert (accepted["status"], refused["status"]) == (201, 400)
    assert (accepted["method"], accepted["path"]) == ("POST", MESSAGES)
    assert accepted["body"]["Body"] == "Hei!"


def test_the_outbox_never_holds_the_secret(simulator: TestClient) -> None:
    send(simulator, "Hei!")

    assert "authorization" not in simulator.get("/outbox").json()[0]["headers"]


def test_the_outbox_is_listed_since_a_time_and_cleared(simulator: TestClient) -> None:
    send(simulator, "Hei!")
    (sent,) = simulator.get("/outbox").json()

    assert simulator.get("/outbox", params={"since": sent["time"]}).json() == [sent]
    assert simulator.get("/outbox", params={"since": "2999-01-01T00:00:00.000Z"}).json() == []
    assert simulator.get("/outbox", params={"provider": "telegram"}).json() == []
    assert simulator.delete("/outbox").status_code == 204
    assert simulator.get("/outbox").json() == []


@pytest.mark.parametrize(
    "body",
    [{}, {"provider": "twilio", "fail": "fire"}, {"provider": "twilio", "fail": "500", "times": 0}],
)
def test_a_failure_that_does_not_exist_is_explained(
    simulator: TestClient, body: dict[str, object]
) -> None:
    answer = simulator.post("/simulate", json=body)

    assert answer.status_code == 400
    assert answer.json()["detail"].endswith(".")


def test_failures_are_listed_and_taken_back(simulator: TestClient) -> None:
    simulator.post("/simulate", json={"provider": "twilio", "fail": "500", "times": 2})
    assert simulator.get("/simulate").json() == {"twilio": ["500", "500"]}

    simulator.post("/simulate", json={"provider": "twilio", "fail": None})
    assert simulator.get("/simulate").json() == {}


def test_a_text_to_an_unknown_number_is_explained(simulator: TestClient) -> None:
    answer = simulator.post("/inbound", json={"from": CUSTOMER, "to": "+1", "text": "Hei"})

    assert answer.status_code == 404
    assert "+1" in answer.json()["detail"]


def test_channels_outlive_a_restart(tmp_path: Path) -> None:
    channel = Channel("chn_9", "twilio_sms", "+1", "http://door", {"account_sid": "AC"})
    Channels(tmp_path / "channels.json").connect(channel)

    assert list(Channels(tmp_path / "channels.json")) == [channel]


def test_phones_outlive_a_restart(tmp_path: Path) -> None:
    text = Text("SM1", "in", CUSTOMER, COMPANY, "Hei", "sent")
    phones = Phones(tmp_path / "phones.json")
    phones.add(text)
    phones.set_status("SM1", "received")

    (kept,) = Phones(tmp_path / "phones.json").thread(CUSTOMER, COMPANY)
    assert (kept["text"], kept["status"]) == ("Hei", "received")


def test_the_list_of_channels_shows_no_secret(simulator: TestClient) -> None:
    assert simulator.get("/channels").json() == {
        "items": [
            {
                "id": "chn_1",
                "kind": "twilio_sms",
                "label": "SMS",
                "name": "",
                "address": COMPANY,
                "provider": "twilio",
                "connected": True,
            }
        ]
    }


def test_an_account_connected_anew_replaces_itself(simulator: TestClient) -> None:
    again = {"id": "chn_2", "kind": "twilio_sms", "address": COMPANY, "webhook_url": "http://door"}
    assert simulator.post("/channels", json=again).status_code == 204

    (channel,) = simulator.get("/channels").json()["items"]
    assert (channel["id"], channel["connected"]) == ("chn_2", True)


def test_a_kind_that_no_provider_carries_is_refused(simulator: TestClient) -> None:
    answer = simulator.post("/channels", json={"id": "chn_3", "kind": "pigeon"})

    assert answer.status_code == 400
    assert "pigeon" in answer.json()["detail"]


def test_one_number_of_two_kinds_is_found_by_the_kind(tmp_path: Path) -> None:
    channels = Channels(tmp_path / "channels.json")
    for kind in ("twilio_sms", "whatsapp"):
        channels.connect(Channel(f"chn_{kind}", kind, COMPANY, "http://door", {}))

    found = channels.find(channel_id=None, address=COMPANY, kind="whatsapp")
    assert found.id == "chn_whatsapp"


def test_the_demo_people_and_whoever_else_wrote_are_listed(simulator: TestClient) -> None:
    for sender in ("+4790000001", CUSTOMERS[0].phone):
        simulator.post("/inbound", json={"to": COMPANY, "from": sender, "text": "Hei"})

    listed = simulator.get("/customers", params={"channel_id": "chn_1"}).json()["items"]
    assert listed == [
        *({"address": person.phone, "name": person.name} for person in CUSTOMERS),
        {"address": "+4790000001", "name": ""},
    ]


def test_a_webhook_is_pasted_at_the_provider(simulator: TestClient) -> None:
    spare = {"id": "spare", "kind": "twilio_sms", "address": "+47", "credentials": {"a": "b"}}
    simulator.post("/channels", json=spare)
    assert simulator.get("/channels").json()["items"][1]["connected"] is False

    answer = simulator.post("/channels/spare/webhook", json={"url": "http://door/hooks/chn_7"})

    assert answer.status_code == 204
    account = simulator.get("/channels/spare/account").json()
    assert (account["webhook_url"], account["credentials"]) == (
        "http://door/hooks/chn_7",
        {"a": "b"},
    )


def test_a_provider_that_nobody_calls_looks_itself_when_somebody_asks(
    world: World, tmp_path: Path
) -> None:
    looked: list[str] = []

    class Mailbox:
        NAME, KINDS = "email", ("twilio_sms",)

        def routes(self, world: World) -> list[BaseRoute]:
            return []

        async def inbound(
            self, world: World, channel: Channel, message: dict[str, Any]
        ) -> httpx2.Response:
            return httpx2.Response(200)

        async def refresh(self, world: World, channel: Channel) -> None:
            looked.append(channel.id)

    app = create_app(world, endpoints=tmp_path, aws="", providers=(Mailbox(),))
    with TestClient(app) as simulator:
        simulator.get("/thread", params={"customer": CUSTOMER, "company": "+1"})
        assert looked == []

        simulator.get("/thread", params={"customer": CUSTOMER, "company": COMPANY})
        simulator.get("/outbox")
        assert looked == ["chn_1", "chn_1"]


@pytest.mark.parametrize("body", [{}, {"url": ""}, {"url": 7}, {"url": "javascript:alert(1)"}])
def test_what_is_no_address_is_no_webhook(simulator: TestClient, body: dict[str, object]) -> None:
    answer = simulator.post("/channels/chn_1/webhook", json=body)

    assert (answer.status_code, answer.json()["detail"][:5]) == (400, "Paste")


def test_a_channel_that_nobody_knows_has_no_account(simulator: TestClient) -> None:
    assert simulator.get("/channels/chn_9/account").status_code == 404
    assert simulator.get("/customers").status_code == 404


@pytest.mark.parametrize(
    "kind", ["messenger", "instagram", "telegram", "x", "line", "viber", "api"]
)
def test_people_have_ids_of_their_own_on_each_kind_of_channel(kind: str) -> None:
    listed = [person["address"] for person in customers(kind, others=[])]

    assert len(set(listed)) == len(CUSTOMERS)
    assert listed == [person["address"] for person in customers(kind, others=[listed[0]])]


def test_the_shop_carries_our_snippet(simulator: TestClient, tmp_path: Path) -> None:
    assert simulator.get("/shop/").status_code == 503

    (tmp_path / "endpoints.json").write_text(
        json.dumps(
            {
                "api": "http://api/v1",
                "widget_script": "http://site/widget/loader.js",
                "channels": [{"id": "chn_web", "kind": "webchat"}],
            }
        )
    )

    assert (
        '<script async src="http://site/widget/loader.js" data-widget-id="chn_web" '
        'data-api="http://api/v1"></script>'
    ) in simulator.get("/shop/").text


@pytest.mark.parametrize("page", ["/phone/", "/mail/", "/assets/tokens.css", "/shop/shop.css"])
def test_the_pages_are_served(simulator: TestClient, page: str) -> None:
    assert simulator.get(page).status_code == 200


def test_mails_are_listed_newest_first_and_by_recipient() -> None:
    def mail(number: int, to: str) -> dict[str, object]:
        return {
            "MessageId": str(number),
            "Source": "a@b",
            "To": [to],
            "Subject": "s",
            "BodyText": "t",
            "BodyHtml": "",
            "Timestamp": number,
        }

    captured = {
        "messages": {
            "000000000000": [mail(1, "x@y"), mail(2, "z@y")],
            "111111111111": [mail(3, "x@y")],
        }
    }

    assert [item["id"] for item in listing(captured)] == ["3", "2", "1"]
    assert [item["id"] for item in listing(captured, to="x@y")] == ["3", "1"]
