"""The Graph API takes and refuses what Meta does, and tells what becomes of messages, signed."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from local.simulator import meta
from local.simulator.app import create_app
from local.simulator.channels import Channel
from local.simulator.people import customers
from local.simulator.phones import Text
from local.simulator.world import World
from tests.local.simulator.conftest import COMPANY, CUSTOMER, Door

TOKEN, SECRET, NUMBER, ACCOUNT = "EAAB-of-the-test", "app-secret", "106540352242922", "1022901"
PAGE, IG, PERSON = "111899832631525", "17841452691600098", "7012345678901234"
HOOKS = "http://door.example/hooks"
AUTH = {"Authorization": f"Bearer {TOKEN}"}
CREDENTIALS = {"access_token": TOKEN, "app_secret": SECRET}
ADDRESSES = {"whatsapp": COMPANY, "messenger": PAGE, "instagram": IG}
SENDING = {
    "whatsapp": f"/graph/v25.0/{NUMBER}/messages",
    "messenger": f"/graph/v25.0/{PAGE}/messages",
    "instagram": "/instagram/v25.0/me/messages",
}


@pytest.fixture
def simulator(tmp_path: Path, world: World) -> Iterator[TestClient]:
    """The Graph API around a number, a page and an Instagram account."""
    for kind, address in ADDRESSES.items():
        settings = {"phone_number_id": NUMBER, "waba_id": ACCOUNT} if kind == "whatsapp" else {}
        world.channels.connect(
            Channel(kind, kind, address, f"{HOOKS}/{kind}", CREDENTIALS, settings, "Nordlys")
        )
    app = create_app(world, endpoints=tmp_path / "e.json", aws="http://aws", providers=(meta,))
    with TestClient(app) as client:
        yield client


def wrote(world: World, kind: str, hours_ago: float = 0, id_: str = "in-1") -> None:
    """A customer's message, some hours ago."""
    at = (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat()
    customer = CUSTOMER if kind == "whatsapp" else PERSON
    world.phones.add(Text(id_, "in", customer, ADDRESSES[kind], "Hi", "received", time=at))


def send(simulator: TestClient, kind: str, **changes: Any) -> httpx2.Response:
    """A text to the customer, with other fields."""
    if kind == "whatsapp":
        body: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "to": CUSTOMER[1:],
            "type": "text",
            "text": {"body": "Hei!"},
        }
    else:
        body = {
            "recipient": {"id": PERSON},
            "messaging_type": "RESPONSE",
            "message": {"text": "Hei!"},
        }
    return simulator.post(SENDING[kind], json=body | changes, headers=AUTH)


def code(answer: httpx2.Response) -> int:
    """The error's code."""
    number: int = answer.json()["error"]["code"]
    return number


def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def told(door: Door) -> list[Any]:
    """What was posted to our webhooks, after its signatures were checked."""
    bodies = []
    for request in door.requests:
        made = hmac.new(SECRET.encode(), request.content, hashlib.sha256).hexdigest()
        assert request.headers["x-hub-signature-256"] == f"sha256={made}"
        assert request.content.isascii()
        bodies.append(json.loads(request.content))
    return bodies


def statuses(door: Door) -> list[dict[str, Any]]:
    values = [body["entry"][0]["changes"][0]["value"] for body in told(door)]
    return [value["statuses"][0] for value in values]


def events(door: Door) -> list[dict[str, Any]]:
    return [body["entry"][0]["messaging"][0] for body in told(door)]


KINDS = pytest.mark.parametrize("kind", list(ADDRESSES))


@KINDS
def test_a_text_is_taken_within_a_day(simulator: TestClient, world: World, kind: str) -> None:
    wrote(world, kind, hours_ago=23)

    answer = send(simulator, kind)

    assert answer.status_code == 200
    body = answer.json()
    id_ = body["messages"][0]["id"] if kind == "whatsapp" else body["message_id"]
    text = world.phones.find(id_)
    assert text is not None
    assert (text.direction, text.text) == ("out", "Hei!")


@KINDS
@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}"])
def test_another_token_is_refused(simulator: TestClient, kind: str, token: str) -> None:
    answer = simulator.post(SENDING[kind], json={}, headers={"Authorization": token})

    assert (answer.status_code, code(answer)) == (401, 190)


def test_a_wrong_app_secret_is_found_out(simulator: TestClient) -> None:
    proof = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
    url = f"/graph/v25.0/{NUMBER}"

    right = simulator.get(url, params={"appsecret_proof": proof}, headers=AUTH)
    wrong = simulator.get(url, params={"appsecret_proof": "0" * 64}, headers=AUTH)

    assert right.json()["verified_name"] == "Nordlys"
    assert (wrong.status_code, code(wrong)) == (400, 100)


def test_the_token_leaves_no_trace(simulator: TestClient, world: World) -> None:
    wrote(world, "whatsapp")
    send(simulator, "whatsapp")

    [sent] = simulator.get("/outbox", params={"provider": "graph"}).json()
    assert sent["path"] == SENDING["whatsapp"]
    assert TOKEN not in json.dumps(sent)


@pytest.mark.parametrize(
    ("kind", "refused"), [("whatsapp", 131047), ("messenger", 10), ("instagram", 10)]
)
def test_a_closed_window_is_refused(
    simulator: TestClient, world: World, kind: str, refused: int
) -> None:
    wrote(world, kind, hours_ago=25)

    assert code(send(simulator, kind)) == refused


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
@pytest.mark.parametrize(("hours", "status"), [(160, 200), (170, 403)])
def test_a_person_has_seven_days(
    simulator: TestClient, world: World, kind: str, hours: int, status: int
) -> None:
    wrote(world, kind, hours_ago=hours)

    answer = send(simulator, kind, messaging_type="MESSAGE_TAG", tag="HUMAN_AGENT")

    assert answer.status_code == status


@pytest.mark.parametrize(("kind", "refused"), [("whatsapp", 131047), ("messenger", 100)])
def test_who_never_wrote_cannot_be_written_to(
    simulator: TestClient, kind: str, refused: int
) -> None:
    assert code(send(simulator, kind)) == refused


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"to": ""}, 100),
        ({"to": "12"}, 131009),
        ({"messaging_product": "sms"}, 100),
        ({"text": {"body": ""}}, 100),
        ({"text": {"body": "x" * 4097}}, 100),
        ({"type": "poll", "poll": {}}, 100),
        ({"type": "image", "image": {"caption": "x" * 1025, "link": "http://x"}}, 100),
        ({"type": "image", "image": {}}, 100),
        ({"type": "reaction", "reaction": {"message_id": "nope", "emoji": "👍"}}, 131009),
        ({"type": "interactive", "interactive": {"type": "button", "action": {}}}, 131009),
        ({"type": "template", "template": {"name": "nope", "language": {"code": "en"}}}, 132001),
        (
            {
                "type": "template",
                "template": {"name": "return_received", "language": {"code": "en"}},
            },
            132001,
        ),
        (
            {
                "type": "template",
                "template": {"name": "continue_conversation", "language": {"code": "en"}},
            },
            132000,
        ),
    ],
)
def test_what_whatsapp_refuses(
    simulator: TestClient, world: World, changes: dict[str, Any], refused: int
) -> None:
    wrote(world, "whatsapp")

    assert code(send(simulator, "whatsapp", **changes)) == refused


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
@pytest.mark.parametrize(
    "changes",
    [
        {"messaging_type": "NOW"},
        {"messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"},
        {"message": {}},
        {"message": {"text": "x" * 2001}},
        {"message": {"text": "x", "quick_replies": [{"title": "x" * 21}]}},
        {"message": {"attachment": {"type": "image", "payload": {}}}},
        {"sender_action": "react", "payload": {"message_id": "nope", "reaction": "love"}},
    ],
)
def test_what_pages_and_accounts_are_refused(
    simulator: TestClient, world: World, kind: str, changes: dict[str, Any]
) -> None:
    wrote(world, kind)

    assert code(send(simulator, kind, **changes)) == 100


def test_a_template_reaches_who_never_wrote(simulator: TestClient, world: World) -> None:
    parameters = [
        {"type": "text", "parameter_name": "first_name", "text": "Kari"},
        {"type": "text", "parameter_name": "agent", "text": "Anna"},
    ]
    template = {
        "name": "continue_conversation",
        "language": {"code": "en"},
        "components": [{"type": "body", "parameters": parameters}],
    }

    answer = send(simulator, "whatsapp", type="template", template=template)

    text = world.phones.find(answer.json()["messages"][0]["id"])
    assert text is not None
    assert text.text == "Hi Kari, this is Anna of Nordlys Outdoor. May we go on?"
    assert [option["title"] for option in text.options] == ["Yes, please", "Not now"]


def test_templates_are_listed_in_pages(simulator: TestClient) -> None:
    url, names, after = f"/graph/v25.0/{ACCOUNT}/message_templates", [], ""
    for _ in range(9):
        query = {"limit": "3", "after": after}
        page = simulator.get(url, params=query, headers=AUTH).json()
        names += [one["name"] for one in page["data"]]
        after = page["paging"]["cursors"]["after"]
        if "next" not in page["paging"]:
            break

    assert names == ["order_shipped", "continue_conversation", "winter_sale", "return_received"]


@pytest.mark.parametrize(
    ("fail", "status", "refused"), [("500", 500, 131000), ("429", 429, 80007), ("401", 401, 190)]
)
def test_failures_on_demand(
    simulator: TestClient, world: World, fail: str, status: int, refused: int
) -> None:
    wrote(world, "whatsapp")
    simulator.post("/simulate", json={"provider": "graph", "fail": fail})

    answer = send(simulator, "whatsapp")

    assert (answer.status_code, code(answer)) == (status, refused)
    assert send(simulator, "whatsapp").status_code == 200


def test_whatsapp_tells_what_becomes_of_a_message(
    simulator: TestClient, world: World, door: Door
) -> None:
    wrote(world, "whatsapp")
    send(simulator, "whatsapp", biz_opaque_callback_data="cnv_1.2")

    eventually(lambda: len(door.requests) == 3)
    reports = statuses(door)
    assert [one["status"] for one in reports] == ["sent", "delivered", "read"]
    assert {one["biz_opaque_callback_data"] for one in reports} == {"cnv_1.2"}
    assert {one["recipient_id"] for one in reports} == {CUSTOMER[1:]}


def test_a_phone_out_of_reach_ends_as_failed(
    simulator: TestClient, world: World, door: Door
) -> None:
    wrote(world, "whatsapp")
    simulator.post("/simulate", json={"provider": "graph", "fail": "undeliverable"})
    send(simulator, "whatsapp")

    eventually(lambda: len(door.requests) == 2)
    failed = statuses(door)[-1]
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131026)


def test_messenger_echoes_and_tells_what_becomes_of_a_message(
    simulator: TestClient, world: World, door: Door
) -> None:
    wrote(world, "messenger")
    message = {"text": "Hei!", "metadata": "cnv_1.2"}
    mid = send(simulator, "messenger", message=message).json()["message_id"]

    eventually(lambda: len(door.requests) == 3)
    echo, delivery, read = events(door)
    assert echo["message"]["is_echo"]
    assert (echo["message"]["metadata"], echo["sender"]["id"]) == ("cnv_1.2", PAGE)
    assert delivery["delivery"]["mids"] == [mid]
    assert read["read"]["watermark"] > 1_700_000_000_000


def test_instagram_tells_which_message_was_seen(
    simulator: TestClient, world: World, door: Door
) -> None:
    wrote(world, "instagram")
    mid = send(simulator, "instagram").json()["message_id"]

    eventually(lambda: len(door.requests) == 2)
    assert events(door)[-1]["read"] == {"mid": mid}


def test_a_reaction_is_on_the_phone(simulator: TestClient, world: World) -> None:
    for kind, changes in {
        "whatsapp": {"type": "reaction", "reaction": {"message_id": "w", "emoji": "👍"}},
        "instagram": {
            "sender_action": "react",
            "payload": {"message_id": "i", "reaction": "love"},
        },
    }.items():
        wrote(world, kind, id_=kind[0])
        assert send(simulator, kind, **changes).status_code == 200

    found = [world.phones.find(id_) for id_ in ("w", "i")]
    assert [text.reactions for text in found if text] == [{"out": "👍"}, {"out": "❤️"}]


@pytest.mark.parametrize("trust", [True, False])
def test_a_webhook_is_set_when_it_answers_the_challenge(
    simulator: TestClient, world: World, monkeypatch: pytest.MonkeyPatch, trust: bool
) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        query = request.url.params
        assert query["hub.mode"] == "subscribe"
        right = trust and query["hub.verify_token"] == "open-sesame"
        return httpx2.Response(200 if right else 403, text=query["hub.challenge"])

    monkeypatch.setattr(world, "http", httpx2.AsyncClient(transport=httpx2.MockTransport(answer)))
    override = {"override_callback_uri": f"{HOOKS}/new", "verify_token": "open-sesame"}

    said = simulator.post(
        f"/graph/v25.0/{NUMBER}", json={"webhook_configuration": override}, headers=AUTH
    )

    [number] = world.channels.of_kind("whatsapp")
    assert number.webhook_url == (f"{HOOKS}/new" if trust else f"{HOOKS}/whatsapp")
    assert said.status_code == (200 if trust else 400)


def test_a_page_and_an_account_tell_who_they_are(simulator: TestClient) -> None:
    page = simulator.get("/graph/v25.0/me", headers=AUTH).json()
    account = simulator.get("/instagram/v25.0/me", headers=AUTH).json()
    fields = {"subscribed_fields": "messages"}
    subscribed = [
        simulator.post(path, json=fields, headers=AUTH).json()
        for path in (
            f"/graph/v25.0/{PAGE}/subscribed_apps",
            f"/graph/v25.0/{ACCOUNT}/subscribed_apps",
            "/instagram/v25.0/me/subscribed_apps",
        )
    ]

    assert (page["id"], account["user_id"]) == (PAGE, IG)
    assert subscribed == [{"success": True}] * 3


def test_a_customer_has_a_name(simulator: TestClient) -> None:
    ids = {kind: customers(kind, [])[0]["address"] for kind in ("messenger", "instagram")}

    face = simulator.get(f"/graph/v25.0/{ids['messenger']}", headers=AUTH).json()
    insta = simulator.get(f"/instagram/v25.0/{ids['instagram']}", headers=AUTH).json()

    assert (face["first_name"], face["last_name"]) == ("Kari", "Nordmann")
    assert (insta["name"], insta["username"]) == ("Kari Nordmann", "kari.nordmann")
    assert code(simulator.get("/instagram/v25.0/1", headers=AUTH)) == 100


def test_a_customers_file_is_downloaded_with_the_token_alone(
    simulator: TestClient, world: World
) -> None:
    id_ = world.media.put(b"a tent", "image/jpeg", "tent.jpg")

    about = simulator.get(f"/graph/v25.0/{id_}", headers=AUTH).json()

    path = about["url"].removeprefix(world.media.base_url)
    assert about["mime_type"] == "image/jpeg"
    assert simulator.get(path, headers=AUTH).content == b"a tent"
    assert simulator.get(path).status_code == 401


def test_an_upload_is_named_by_its_id(simulator: TestClient, world: World) -> None:
    files = {"file": ("tent.jpg", b"a tent", "image/jpeg")}
    uploaded = simulator.post(
        f"/graph/v25.0/{NUMBER}/media",
        data={"messaging_product": "whatsapp"},
        files=files,
        headers=AUTH,
    ).json()
    wrote(world, "whatsapp")

    answer = send(simulator, "whatsapp", type="image", image={"id": uploaded["id"]})

    text = world.phones.find(answer.json()["messages"][0]["id"])
    assert text is not None
    assert [file["name"] for file in text.media] == ["tent.jpg"]


@pytest.mark.parametrize("path", ["999", "999/message_templates"])
def test_what_is_not_there_is_said_to_be_missing(simulator: TestClient, path: str) -> None:
    answer = simulator.get(f"/graph/v25.0/{path}", headers=AUTH)

    assert (answer.status_code, code(answer)) == (400, 100)
