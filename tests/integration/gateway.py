"""A provider of our own for the tests of connecting, and how an admin connects it."""

from __future__ import annotations

from typing import Any

from chalicelib.channels import registry
from chalicelib.channels.domain import Field, HookAnswer, Provider, Template
from tests.builders import Company
from tests.door import Answer, call

HELLO = Template("hello", "hello", "en", "approved", body="Hi {{1}}")


class Gateway:
    """A provider of our own, as strict as the strictest: it calls the webhook with a challenge
    before it lets itself be registered."""

    def __init__(self) -> None:
        self.registered: list[tuple[str, dict[str, str]]] = []
        self.refusal: Exception | None = None
        self.challenged: list[tuple[int, str]] = []
        self.found = [HELLO]
        self.provider = Provider(
            kind="viber",
            label="Gateway",
            capabilities=registry.provider_of("whatsapp").capabilities,
            fields=(
                Field("account", "Account", "settings"),
                Field("token", "Token", "credentials"),
                Field("verify_token", "Verify token", "settings", generated=True),
                Field("secret", "Secret", "credentials", generated=True),
            ),
            steps=("Paste {webhook_url} and {verify_token}.",),
            verify=lambda request, channel, credentials: False,
            parse=lambda request: [],
            send=lambda message, channel, credentials: "1",
            challenge=self.challenge,
            register=self.register,
            templates=lambda channel, credentials: self.listed(),
        )

    def challenge(self, request: Any, channel: Any, credentials: Any) -> HookAnswer | None:
        """As Meta: the token that the admin pasted, and a word to say back."""
        if request.query.get("verify_token") != channel.settings["verify_token"]:
            return None
        return HookAnswer(f"{request.query['challenge']} {credentials['token']}")

    def register(self, channel: Any, credentials: Any, url: str) -> dict[str, Any]:
        """Refuses as told; else proves the URL and answers what it is called."""
        if self.refusal:
            raise self.refusal
        query = {"verify_token": channel.settings["verify_token"], "challenge": "42"}
        answer = call("GET", f"/hooks/{channel.id}", query=query)
        self.challenged.append((answer.status, answer.body))
        self.registered.append((url, dict(credentials)))
        return {"account_name": "Fjord Gear"}

    def listed(self) -> list[Template]:
        """Its templates, or a refusal."""
        if self.refusal:
            raise self.refusal
        return self.found


def connect(company: Company, **facts: Any) -> Answer:
    """Connect it as an admin does."""
    given = {"kind": "viber", "name": "Gateway", "address": "gw-1"}
    given |= {"settings": {"account": "A1"}, "credentials": {"token": "t1"}}
    return call("POST", "/v1/channels", given | facts, company.admin)
