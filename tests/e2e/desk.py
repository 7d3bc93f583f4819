"""The demo company as HTTP clients see it: agents, visitors, providers, mail."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from twilio.request_validator import RequestValidator

from local.simulator.mail import CAPTURED, listing

T = TypeVar("T")


def eventually(look: Callable[[], T], within: float = 10) -> T:
    """What `look` finds, as soon as it finds something true; the last answer fails the test."""
    until = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < until, f"still {found!r} after {within} s"
        time.sleep(0.05)
    return found


@dataclass
class Client:
    """Someone with a token."""

    api: str
    http: httpx2.Client
    token: str

    def get(self, path: str, **query: Any) -> Any:
        """The JSON that a path answers."""
        return self.call("GET", path, params=query).raise_for_status().json()

    def post(self, path: str, **body: object) -> Any:
        """The JSON that a path answers to a body."""
        answer = self.call("POST", path, json=body).raise_for_status()
        return answer.json() if answer.content else None

    def call(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """The bare answer."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.http.request(method, f"{self.api}{path}", headers=headers, **options)


@dataclass
class Desk:
    """Everything that endpoints.json tells."""

    endpoints: dict[str, Any]
    http: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=30))

    @classmethod
    def of(cls, path: Path) -> Desk:
        """The desk of a running stack."""
        return cls(json.loads(path.read_text()))

    def user(self, name: str) -> dict[str, str]:
        """A demo user by first name."""
        found: dict[str, str] = next(
            user for user in self.endpoints["users"] if user["name"].startswith(name)
        )
        return found

    def agent(self, name: str) -> Client:
        """A signed-in demo user."""
        user = self.user(name)
        answer = self.http.post(
            f"{self.endpoints['api']}/auth/login",
            json={"email": user["email"], "password": user["password"]},
        ).raise_for_status()
        return Client(self.endpoints["api"], self.http, answer.json()["access_token"])

    def channel(self, kind: str) -> dict[str, Any]:
        """The demo channel of a kind."""
        found: dict[str, Any] = next(c for c in self.endpoints["channels"] if c["kind"] == kind)
        return found

    def visitor(self, widget_id: str | None = None) -> Client:
        """A new visitor of the demo shop."""
        widget = widget_id or self.channel("webchat")["id"]
        answer = self.http.post(
            f"{self.endpoints['api']}/widget/{widget}/sessions",
            json={},
            headers={"Origin": self.endpoints["providers"]},
        ).raise_for_status()
        return Client(self.endpoints["api"], self.http, answer.json()["token"])

    def sms(
        self, text: str, sender: str, sid: str | None = None, token: str | None = None
    ) -> httpx2.Response:
        """An incoming SMS, signed as Twilio signs (or with another token)."""
        channel = self.channel("twilio_sms")
        return self.hook(
            channel["webhook_url"],
            {
                "MessageSid": sid or f"SM{uuid.uuid4().hex}",
                "AccountSid": channel["credentials"]["account_sid"],
                "From": sender,
                "To": channel["address"],
                "Body": text,
                "NumMedia": "0",
                "ToCity": "",
            },
            token or channel["credentials"]["auth_token"],
        )

    def hook(self, url: str, fields: dict[str, str], token: str) -> httpx2.Response:
        """A form post to a webhook with the signature that Twilio's own library makes."""
        signature = RequestValidator(token).compute_signature(url, fields)
        return self.http.post(url, data=fields, headers={"X-Twilio-Signature": signature})

    def outbox(self, **query: Any) -> list[dict[str, Any]]:
        """What was sent to providers."""
        answer = self.http.get(f"{self.endpoints['providers']}/outbox", params=query)
        found: list[dict[str, Any]] = answer.raise_for_status().json()
        return found

    def sent_to(self, number: str) -> list[dict[str, Any]]:
        """The provider calls that carried a message to a number."""
        return [call for call in self.outbox(provider="twilio") if number in _text(call["body"])]

    def simulate(self, fail: str | None, times: int = 1) -> None:
        """Make the provider fail."""
        self.http.post(
            f"{self.endpoints['providers']}/simulate",
            json={"provider": "twilio", "fail": fail, "times": times},
        ).raise_for_status()

    def mails(self, to: str) -> list[dict[str, Any]]:
        """The mails that the product sent to an address."""
        answer = self.http.get(f"{self.endpoints['aws']}{CAPTURED}").raise_for_status()
        return listing(answer.json(), to=to)

    def conversation_of(self, agent: Client, text: str) -> dict[str, Any] | None:
        """The open conversation whose last message is this text."""
        rows = agent.get("/conversations", inbox="all", limit=100)["items"]
        return next((row for row in rows if row["preview"]["text"] == text), None)


def _text(body: object) -> str:
    return body if isinstance(body, str) else json.dumps(body)


def a_number() -> str:
    """A Norwegian mobile number that no other test uses."""
    return f"+479{uuid.uuid4().int % 10_000_000:07d}"
