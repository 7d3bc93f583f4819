"""Webhooks as Meta documents them, written by us: each builder takes what matters and fills in the
rest. And a wire that stands where the connections are."""

import json
from io import BytesIO
from typing import Any

import urllib3

from chalicelib.channels.domain import Channel, HookRequest, Link, OutgoingMessage
from tests.builders import a_channel, a_hook

SECRET, TOKEN = "app-secret-of-the-test", "EAAB-token-of-the-test"
CREDENTIALS = {"access_token": TOKEN, "app_secret": SECRET}
NUMBER, ACCOUNT, PAGE, IG = "106540352242922", "102290129340398", "111899832631525", "178414"
CUSTOMER, PERSON = "4791234567", "6012345678901234"
JSON = "application/json"


def hook(body: Any, **facts: Any) -> HookRequest:
    """A call with a JSON body (bytes stay as they are)."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return a_hook(raw, **{"headers": {"content-type": JSON}, **facts})


def whatsapp(value: dict[str, Any], field: str = "messages") -> HookRequest:
    """One change of the account."""
    around = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "4759440123", "phone_number_id": NUMBER},
    }
    change = {"field": field, "value": around | value}
    entry = {"id": ACCOUNT, "time": 1760000000, "changes": [change]}
    return hook({"object": "whatsapp_business_account", "entry": [entry]})


def written(**message: Any) -> HookRequest:
    """A customer's message on WhatsApp."""
    contact = {"wa_id": CUSTOMER, "profile": {"name": "Kari Nordmann"}}
    known = {"from": CUSTOMER, "id": "wamid.1", "timestamp": "1760000000"}
    return whatsapp({"contacts": [contact], "messages": [known | message]})


def events(*given: Any, of: str = "page", key: str = "messaging") -> HookRequest:
    """Events of a page or an Instagram account."""
    entry = {"id": PAGE, "time": 1760000000123, key: list(given)}
    return hook({"object": of, "entry": [entry]})


def event(**what: Any) -> dict[str, Any]:
    """One event from a customer to the page."""
    known = {
        "sender": {"id": PERSON},
        "recipient": {"id": PAGE},
        "timestamp": 1760000000123,
    }
    return known | what


def channel(kind: str) -> Channel:
    """A connected channel of a kind."""
    settings = {"phone_number_id": NUMBER, "waba_id": ACCOUNT, "verify_token": "open-sesame"}
    address = {"whatsapp": "+4759440123", "messenger": PAGE, "instagram": IG}[kind]
    return a_channel(kind=kind, address=address, settings=settings)


def outgoing(**facts: Any) -> OutgoingMessage:
    """A part of a message to hand over."""
    known: dict[str, Any] = {
        "to": "+4791234567",
        "sender": "+4759440123",
        "text": "Yes, we ship to Norway.",
        "ref": "cnv_1.2",
        "status_url": "https://api.example.com/api/hooks/chn_1?ref=cnv_1.2",
    }
    return OutgoingMessage(**(known | facts))


def a_file(kind: str = "image", name: str = "tent.jpg", mime_type: str = "image/jpeg") -> Link:
    """A file with a signed link."""
    return Link("https://files.example/tent?sig=1", name, mime_type, 1000, kind, lambda: b"tent")


class Wire:
    """Stands where the connections are: keeps requests and answers as told, the last one again."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.requests = list(answers), []

    def request(self, method: str, url: str, **given: Any) -> urllib3.HTTPResponse:
        self.requests.append((method, url, given))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, body, *headers = answer
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return urllib3.HTTPResponse(
            body=BytesIO(raw), status=status, headers=headers[0] if headers else {}
        )

    def bodies(self) -> list[Any]:
        """What was posted, in order."""
        return [json.loads(given["body"]) for _, _, given in self.requests if "body" in given]

    def paths(self) -> list[str]:
        """What was called, in order, without the query."""
        return [f"{method} {url.partition('?')[0]}" for method, url, _ in self.requests]


def refused(code: int, message: str = "", status: int = 400, **more: Any) -> tuple[int, Any]:
    """An error of the Graph API."""
    return status, {"error": {"code": code, "message": message, "type": "OAuthException", **more}}
