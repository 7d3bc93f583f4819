"""A customer's text reaches the webhook signed and complete."""

import base64
import hashlib
import hmac

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.local.simulator.conftest import COMPANY, CUSTOMER, DOOR, TOKEN, Door

FIELDS = {
    "AccountSid",
    "ApiVersion",
    "Body",
    "From",
    "FromCity",
    "FromCountry",
    "FromState",
    "FromZip",
    "MessageSid",
    "NumMedia",
    "NumSegments",
    "SmsMessageSid",
    "SmsSid",
    "SmsStatus",
    "To",
    "ToCity",
    "ToCountry",
    "ToState",
    "ToZip",
}


def by_hand(url: str, form: dict[str, str]) -> str:
    """The signature as Twilio documents it, without Twilio's library."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(TOKEN.encode(), text.encode(), hashlib.sha1).digest()).decode()


def text(simulator: TestClient, body: str, **more: str) -> dict[str, object]:
    message = {"to": COMPANY, "from": CUSTOMER, "text": body, **more}
    answer = simulator.post("/inbound", json=message)
    assert answer.status_code == 200
    result: dict[str, object] = answer.json()
    return result


def test_the_webhook_carries_every_field_of_a_real_one(simulator: TestClient, door: Door) -> None:
    text(simulator, "Hei på deg 🏔️")

    (form,) = door.forms()
    assert set(form) == FIELDS
    assert (form["From"], form["To"], form["Body"]) == (CUSTOMER, COMPANY, "Hei på deg 🏔️")
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"]


def test_the_signature_covers_the_exact_address_and_form(simulator: TestClient, door: Door) -> None:
    text(simulator, "Hei på deg 🏔️")

    (request,), (form,) = door.requests, door.forms()
    assert str(request.url) == DOOR
    assert request.headers["X-Twilio-Signature"] == by_hand(DOOR, form)


def test_a_repeated_webhook_is_the_same_one(simulator: TestClient, door: Door) -> None:
    for _ in range(2):
        text(simulator, "Hei", id="SM" + "a" * 32)

    first, second = door.requests
    assert first.content == second.content
    assert (
        first.headers["I-Twilio-Idempotency-Token"] == second.headers["I-Twilio-Idempotency-Token"]
    )


def test_keywords_are_marked(simulator: TestClient, door: Door) -> None:
    text(simulator, "Stop")

    assert door.forms()[0]["OptOutType"] == "STOP"


def test_the_answer_of_the_door_is_passed_on(simulator: TestClient, door: Door) -> None:
    door.status = 403

    assert text(simulator, "Hei")["status"] == 403


def test_the_phone_shows_what_was_refused(simulator: TestClient, door: Door) -> None:
    door.status = 500
    text(simulator, "Hei")

    thread = simulator.get("/thread", params={"customer": CUSTOMER, "company": COMPANY}).json()
    assert [item["status"] for item in thread["items"]] == ["failed"]


@pytest.mark.parametrize(
    ("error", "status"),
    [(httpx2.ConnectError("refused"), 502), (httpx2.ReadTimeout("silence"), 504)],
)
def test_a_door_that_does_not_answer_is_explained(
    simulator: TestClient, door: Door, error: httpx2.TransportError, status: int
) -> None:
    door.error = error

    answer = simulator.post("/inbound", json={"to": COMPANY, "from": CUSTOMER, "text": "Hei"})

    assert answer.status_code == status
    assert answer.json()["detail"].startswith("Switchboard")
    thread = simulator.get("/thread", params={"customer": CUSTOMER, "company": COMPANY}).json()
    assert [item["status"] for item in thread["items"]] == ["failed"]
