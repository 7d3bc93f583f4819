"""Twilio's Messages API refuses what Twilio refuses and accepts the rest."""

import re
import time
from collections.abc import Callable
from dataclasses import replace

import httpx2
import pytest
from starlette.testclient import TestClient

from local.simulator.twilio.api import BODY_LIMIT
from local.simulator.world import World
from tests.local.simulator.conftest import ACCOUNT, COMPANY, CUSTOMER, TOKEN, Door

PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"


def send(
    simulator: TestClient,
    changes: dict[str, str] | None = None,
    auth: tuple[str, str] = (ACCOUNT, TOKEN),
) -> httpx2.Response:
    """Send a message; changes are fields of the form, empty ones are left out."""
    form = {"To": CUSTOMER, "From": COMPANY, "Body": "Hei!"} | (changes or {})
    return simulator.post(
        PATH, data={name: value for name, value in form.items() if value}, auth=auth
    )


def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def test_an_accepted_message_is_queued(simulator: TestClient) -> None:
    answer = send(simulator)

    assert answer.status_code == 201
    message = answer.json()
    assert message["status"] == "queued"
    assert re.fullmatch("SM[0-9a-f]{32}", message["sid"])
    assert (message["from"], message["to"], message["body"]) == (COMPANY, CUSTOMER, "Hei!")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": ""}, 21604),
        ({"From": ""}, 21603),
        ({"Body": ""}, 21602),
        ({"To": "91234567"}, 21211),
        ({"From": "+15005550006"}, 21606),
        ({"Body": "x" * (BODY_LIMIT + 1)}, 21617),
    ],
)
def test_what_twilio_refuses(simulator: TestClient, changes: dict[str, str], code: int) -> None:
    answer = send(simulator, changes)

    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["message"]


@pytest.mark.parametrize("auth", [(ACCOUNT, "wrong"), ("AC999", TOKEN)])
def test_wrong_credentials_are_refused(simulator: TestClient, auth: tuple[str, str]) -> None:
    answer = send(simulator, auth=auth)

    assert answer.status_code == 401
    assert answer.json()["code"] == 20003


def test_missing_credentials_are_refused(simulator: TestClient) -> None:
    assert simulator.post(PATH, data={"To": CUSTOMER}).status_code == 401


def test_a_message_of_full_length_is_accepted(simulator: TestClient) -> None:
    assert send(simulator, {"Body": "x" * BODY_LIMIT}).status_code == 201


def test_who_wrote_stop_is_left_alone_until_start(simulator: TestClient) -> None:
    inbound = {"channel_id": "chn_1", "from": CUSTOMER}
    simulator.post("/inbound", json={**inbound, "text": " stop "})
    assert send(simulator).json()["code"] == 21610

    simulator.post("/inbound", json={**inbound, "text": "please do not stop"})
    assert send(simulator).json()["code"] == 21610

    simulator.post("/inbound", json={**inbound, "text": "START"})
    assert send(simulator).status_code == 201


def test_states_are_told_in_order_and_one_at_a_time(simulator: TestClient, door: Door) -> None:
    sid = send(simulator, {"StatusCallback": "http://door.example/status"}).json()["sid"]

    eventually(lambda: len(door.requests) == 3)
    assert [form["MessageStatus"] for form in door.forms()] == ["queued", "sent", "delivered"]
    assert {form["MessageSid"] for form in door.forms()} == {sid}


def test_an_unreachable_phone_ends_undelivered(simulator: TestClient, door: Door) -> None:
    simulator.post("/simulate", json={"provider": "twilio", "fail": "undeliverable"})
    assert send(simulator, {"StatusCallback": "http://door.example/status"}).status_code == 201

    eventually(lambda: len(door.requests) == 3)
    assert door.forms()[-1]["MessageStatus"] == "undelivered"
    assert door.forms()[-1]["ErrorCode"] == "30003"


@pytest.mark.parametrize(("fail", "status"), [("500", 500), ("429", 429), ("timeout", 504)])
def test_failures_end_after_as_many_times_as_were_set(
    simulator: TestClient, fail: str, status: int
) -> None:
    simulator.post("/simulate", json={"provider": "twilio", "fail": fail, "times": 2})

    assert [send(simulator).status_code for _ in range(3)] == [status, status, 201]


def test_a_failed_attempt_leaves_no_message_on_the_phone(simulator: TestClient) -> None:
    simulator.post("/simulate", json={"provider": "twilio", "fail": "timeout"})
    send(simulator)

    thread = simulator.get("/thread", params={"customer": CUSTOMER, "company": COMPANY}).json()
    assert thread["items"] == []


def test_pictures_are_fetched_and_put_on_the_phone(
    simulator: TestClient, world: World, door: Door
) -> None:
    form = [("To", CUSTOMER), ("From", COMPANY)]
    form += [("MediaUrl", f"http://files.example/{name}") for name in ("cat.jpg", "dog.jpg")]
    answer = simulator.post(PATH, data=dict_of(form), auth=(ACCOUNT, TOKEN))

    assert answer.status_code == 201
    assert answer.json()["num_media"] == "2"
    assert answer.json()["sid"].startswith("MM")
    (text,) = world.phones.thread(CUSTOMER, COMPANY)
    assert len(text["media"]) == 2
    assert [request.url.path for request in door.requests[:2]] == ["/cat.jpg", "/dog.jpg"]


def dict_of(form: list[tuple[str, str]]) -> dict[str, list[str]]:
    """A form whose names may repeat, as the client wants it."""
    return {name: [value for key, value in form if key == name] for name, _ in form}


def test_a_picture_that_is_not_there_is_refused(simulator: TestClient, door: Door) -> None:
    door.status = 404

    answer = send(simulator, {"MediaUrl": "http://files.example/cat.jpg"})

    assert (answer.status_code, answer.json()["code"]) == (400, 21620)


def test_eleven_pictures_are_too_many(simulator: TestClient) -> None:
    urls = [("MediaUrl", f"http://files.example/{i}") for i in range(11)]
    form = dict_of([("To", CUSTOMER), ("From", COMPANY), *urls])

    assert simulator.post(PATH, data=form, auth=(ACCOUNT, TOKEN)).json()["code"] == 21623


def test_a_messaging_service_sends_from_its_number(simulator: TestClient, world: World) -> None:
    service = "MG" + "0" * 32
    assert send(simulator, {"MessagingServiceSid": service}).json()["code"] == 21606

    (sms,) = world.channels.of_kind("twilio_sms")
    world.channels.connect(replace(sms, settings={"messaging_service_sid": service}))
    assert send(simulator, {"MessagingServiceSid": service}).status_code == 201
    alone = send(simulator, {"From": "", "MessagingServiceSid": service})
    assert alone.status_code == 201
    assert len(world.phones.thread(CUSTOMER, COMPANY)) == 2


def test_expired_credentials_are_refused(simulator: TestClient) -> None:
    simulator.post("/simulate", json={"provider": "twilio", "fail": "401"})

    assert send(simulator).json()["code"] == 20003
    assert send(simulator).status_code == 201
