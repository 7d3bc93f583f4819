"""The simulator's own interface: outbox, failures, channels and the pages for people."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from local.simulator.channels import Channel, Channels
from local.simulator.mail import listing
from local.simulator.phones import Phones, Text
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
        "items": [{"id": "chn_1", "kind": "twilio_sms", "address": COMPANY}]
    }


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
