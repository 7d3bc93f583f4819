"""WhatsApp through Twilio as the simulator plays it: windows, templates, buttons, files."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from starlette.testclient import TestClient

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.twilio.signature import verify
from chalicelib.channels.twilio_whatsapp.content import template
from chalicelib.channels.twilio_whatsapp.inbound import parse
from local.simulator.channels import Channel
from local.simulator.twilio.content import CONTENTS
from local.simulator.world import World
from tests.builders import a_channel
from tests.local.simulator.conftest import ACCOUNT, CUSTOMER, DOOR, TOKEN, Door

NUMBER = "+4759440199"
AUTH = (ACCOUNT, TOKEN)
BASE = f"/2010-04-01/Accounts/{ACCOUNT}"


@pytest.fixture(autouse=True)
def whatsapp(world: World) -> None:
    credentials, settings = {"auth_token": TOKEN}, {"account_sid": ACCOUNT}
    world.channels.connect(
        Channel("chn_wa", "twilio_whatsapp", NUMBER, DOOR, credentials, settings)
    )


def send(simulator: TestClient, **changes: str) -> httpx2.Response:
    form = {
        "To": f"whatsapp:{CUSTOMER}",
        "From": f"whatsapp:{NUMBER}",
        "Body": "Hei!",
        "StatusCallback": "http://door.example/status",
    }
    form |= changes
    return simulator.post(f"{BASE}/Messages.json", data=form, auth=AUTH)


def write(simulator: TestClient, **message: object) -> httpx2.Response:
    return simulator.post("/inbound", json={"channel_id": "chn_wa", "from": CUSTOMER, **message})


def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def states(door: Door) -> list[str]:
    return [form["MessageStatus"] for form in door.forms() if "MessageStatus" in form]


def test_a_customers_message_is_understood_by_our_own_folder(
    simulator: TestClient, door: Door
) -> None:
    write(simulator, text="Hei!", name="Kari Nordmann")

    (request,) = door.requests
    hook = HookRequest(
        str(request.url),
        "POST",
        {name.lower(): value for name, value in request.headers.items()},
        {},
        request.content,
    )
    assert verify(hook, a_channel(), {"auth_token": TOKEN})
    (fact,) = parse(hook)
    assert (fact.sender, fact.recipient, fact.text) == (CUSTOMER, NUMBER, "Hei!")
    assert fact.sender_name == "Kari Nordmann"


def test_an_answer_within_a_day_is_delivered_and_read(simulator: TestClient, door: Door) -> None:
    write(simulator, text="Hei!")
    assert send(simulator).status_code == 201

    eventually(lambda: len(states(door)) == 4)
    assert states(door) == ["queued", "sent", "delivered", "read"]


@pytest.mark.parametrize("days", [None, 2])
def test_free_text_outside_the_window_is_accepted_and_never_arrives(
    simulator: TestClient, world: World, door: Door, days: int | None
) -> None:
    if days:
        write(simulator, text="Hei!", id="SM1")
        heard = world.phones.find("SM1")
        assert heard
        heard.time = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    assert send(simulator).status_code == 201

    eventually(lambda: states(door)[-1:] == ["undelivered"])
    assert door.forms()[-1]["ErrorCode"] == "63016"


def test_a_template_reaches_who_never_wrote_with_buttons_to_press(
    simulator: TestClient, world: World, door: Door
) -> None:
    sid = str(CONTENTS[1]["sid"])
    answer = send(simulator, Body="", ContentSid=sid, ContentVariables='{"1": "Ola"}')
    assert answer.status_code == 201

    (text,) = world.phones.thread(CUSTOMER, NUMBER)
    assert text["text"].startswith("Hi Ola,")
    assert text["options"][0] == {"id": "yes", "title": "Yes, please"}
    eventually(lambda: states(door)[-1:] == ["read"])

    write(simulator, pressed={"to": text["id"], **text["options"][0]})
    pressed = door.forms()[-1]
    assert (pressed["ButtonPayload"], pressed["Body"]) == ("yes", "Yes, please")
    assert pressed["OriginalRepliedMessageSid"] == text["id"]


def test_a_template_that_whatsapp_rejected_never_arrives(simulator: TestClient, door: Door) -> None:
    assert send(simulator, Body="", ContentSid=str(CONTENTS[2]["sid"])).status_code == 201

    eventually(lambda: states(door)[-1:] == ["undelivered"])
    assert door.forms()[-1]["ErrorCode"] == "63040"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ContentSid": "HX0"}, 21655),
        ({"ContentSid": CONTENTS[0]["sid"], "ContentVariables": "{"}, 21656),
        ({"ContentSid": CONTENTS[0]["sid"], "ContentVariables": '{"1": 1}'}, 21656),
        ({"From": NUMBER}, 21910),
        ({"To": "whatsapp:91234567"}, 21211),
        ({"From": "whatsapp:+15005550006"}, 21606),
    ],
)
def test_what_twilio_refuses(simulator: TestClient, changes: dict[str, str], code: int) -> None:
    answer = send(simulator, **changes)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_picture_is_fetched_with_the_accounts_token_and_the_redirect_without(
    simulator: TestClient, door: Door
) -> None:
    file = simulator.post(
        "/media?name=cat.png", content=b"png", headers={"content-type": "image/png"}
    )
    write(simulator, text="Look", media=[{"id": file.json()["id"]}])

    form = door.forms()[-1]
    assert (form["NumMedia"], form["MessageType"]) == ("1", "image")
    path = form["MediaUrl0"].partition("simulator.example")[2]
    assert simulator.get(path, follow_redirects=False).status_code == 401
    moved = simulator.get(path, auth=AUTH, follow_redirects=False)
    assert moved.status_code == 307
    assert simulator.get(moved.headers["location"].partition("simulator.example")[2]).content == (
        b"png"
    )


def test_a_place_and_an_answer_are_told(simulator: TestClient, door: Door) -> None:
    write(simulator, location={"latitude": 59.9, "longitude": 10.7, "name": "Office"})
    assert door.forms()[-1]["Latitude"] == "59.9"

    write(simulator, text="This one", reply_to="MM7")
    assert door.forms()[-1]["OriginalRepliedMessageSid"] == "MM7"


@pytest.mark.parametrize(
    "message",
    [
        {"reaction": {"to": "SM1", "emoji": "👍"}},
        {"edit": {"to": "SM1", "text": "x"}},
        {"delete": {"to": "SM1"}},
    ],
)
def test_what_twilio_does_not_hand_out_is_explained(
    simulator: TestClient, message: dict[str, object]
) -> None:
    answer = write(simulator, **message)

    assert answer.status_code == 400
    assert "does not hand out" in answer.json()["detail"]


def test_templates_are_listed_in_pages_that_our_own_folder_understands(
    simulator: TestClient,
) -> None:
    path = "/twilio-content/v1/ContentAndApprovals"
    assert simulator.get(path).status_code == 401

    first = simulator.get(path, auth=AUTH).json()
    second = simulator.get(f"{path}?Page=1", auth=AUTH).json()
    assert second["meta"]["next_page_url"] is None
    found = [template(one) for one in first["contents"] + second["contents"]]
    assert [one.status for one in found if one] == ["approved", "approved", "rejected"]
    assert json.dumps(first).count(ACCOUNT) == 2


def test_a_webhook_is_set_at_the_number(simulator: TestClient, world: World) -> None:
    assert simulator.get(f"{BASE}.json", auth=AUTH).json()["status"] == "active"
    numbers = f"{BASE}/IncomingPhoneNumbers"
    sms = world.channels.of_kind("twilio_sms")[0]
    world.channels.connect(replace(sms, webhook_url=""))

    (number,) = simulator.get(
        f"{numbers}.json", params={"PhoneNumber": sms.address}, auth=AUTH
    ).json()["incoming_phone_numbers"]
    answer = simulator.post(
        f"{numbers}/{number['sid']}.json", data={"SmsUrl": "http://door.example/x"}, auth=AUTH
    )

    assert answer.status_code == 200
    assert world.channels.of_kind("twilio_sms")[0].webhook_url == "http://door.example/x"
    assert simulator.post(f"{numbers}/PN0.json", data={}, auth=AUTH).status_code == 404
    assert simulator.get(f"{numbers}.json", auth=(ACCOUNT, "wrong")).status_code == 401
