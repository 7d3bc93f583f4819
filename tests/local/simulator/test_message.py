"""What a customer does is checked before a provider's module sees it."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from local.simulator.media import MediaStore
from local.simulator.message import BadRequest, checked
from local.simulator.world import World
from tests.local.simulator.conftest import COMPANY, CUSTOMER, Door


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"text": "Hei"}, "from"),
        ({"from": 47, "text": "Hei"}, "from"),
        ({"from": CUSTOMER}, "one of text, media"),
        ({"from": CUSTOMER, "text": ""}, "one of text, media"),
        ({"from": CUSTOMER, "text": ["Hei"]}, "text is a text"),
        ({"from": CUSTOMER, "text": "Hei", "reply_to": 7}, "reply_to"),
        ({"from": CUSTOMER, "media": {"id": "1"}}, "media is a list"),
        ({"from": CUSTOMER, "media": [{"id": "none"}]}, "POST /media"),
        ({"from": CUSTOMER, "media": ["none"]}, "POST /media"),
        ({"from": CUSTOMER, "reaction": {"to": "m1"}}, "emoji"),
        ({"from": CUSTOMER, "reaction": "👍"}, "reaction is an object"),
        ({"from": CUSTOMER, "edit": {"to": "m1", "text": ""}}, "edit"),
        ({"from": CUSTOMER, "delete": {"to": None}}, "delete"),
        ({"from": CUSTOMER, "pressed": {"to": "m1", "id": "yes"}}, "title"),
        ({"from": CUSTOMER, "location": {"latitude": "69", "longitude": 18.9}}, "latitude"),
        ({"from": CUSTOMER, "location": {"latitude": True, "longitude": 18.9}}, "latitude"),
    ],
)
def test_what_is_wrong_with_a_message_is_told(body: dict[str, Any], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        checked(body, MediaStore())


@pytest.mark.parametrize(
    "content",
    [
        {"text": "Hei"},
        {"reaction": {"to": "m1", "emoji": None}},
        {"delete": {"to": "m1"}},
        {"edit": {"to": "m1", "text": "Hei!"}},
        {"pressed": {"to": "m1", "id": "", "title": "Yes"}},
        {"location": {"latitude": 69.65, "longitude": 18}},
    ],
)
def test_each_thing_that_a_customer_can_do_is_enough_alone(content: dict[str, Any]) -> None:
    body = {"from": CUSTOMER, **content}

    assert checked(body, MediaStore()) == body


def test_files_are_named_by_their_id_alone() -> None:
    media = MediaStore()
    photo = media.put(b"\x89PNG", "image/png", "tent.png")

    message = checked({"from": CUSTOMER, "media": [{"id": photo}]}, media)

    assert message["media"] == [
        {"id": photo, "kind": "image", "mime_type": "image/png", "name": "tent.png"}
    ]


def test_a_message_that_does_not_fit_reaches_no_webhook(simulator: TestClient, door: Door) -> None:
    answer = simulator.post("/inbound", json={"to": COMPANY, "from": CUSTOMER})

    assert (answer.status_code, door.requests) == (400, [])


def test_an_account_that_nobody_connected_takes_no_messages(
    simulator: TestClient, world: World, door: Door
) -> None:
    account = {"id": "spare", "kind": "twilio_sms", "address": "+4759440999", "credentials": {}}
    simulator.post("/channels", json=account)

    answer = simulator.post("/inbound", json={"to": "+4759440999", "from": CUSTOMER, "text": "Hei"})

    assert (answer.status_code, door.requests) == (400, [])
    assert "webhook" in answer.json()["detail"]
