"""The simulated Bedrock and Switchboard's generator understand each other."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from chalicelib.generation.domain import Source, checked, prompt, writing
from local.simulator import bedrock
from local.simulator.channels import Channels
from local.simulator.failures import Failure
from local.simulator.phones import Phones
from local.simulator.world import World

SHIP = Source("S1", "Shipping", "We ship to Norway within 4 days. Shipping costs 79 NOK.")
RETURN = Source("S2", "Returns", "You can return items within 30 days.")
SIGNED = {"authorization": "AWS4-HMAC-SHA256 Credential=test"}
Ask = Callable[..., httpx2.Response]


@pytest.fixture
def world(tmp_path: Any) -> World:
    return World(
        Channels(tmp_path / "channels.json"), Phones(tmp_path / "phones.json"), httpx2.AsyncClient()
    )


@pytest.fixture
def ask(world: World) -> Ask:
    client = TestClient(Starlette(routes=bedrock.routes(world)))

    def asked(text: str, headers: dict[str, str] | None = None, **facts: Any) -> httpx2.Response:
        body = {"system": [{"text": "Rules"}], "messages": _messages(text), **facts}
        path = "/bedrock/model/eu.amazon.nova-lite-v1%3A0/converse"
        return client.post(path, json=body, headers=SIGNED if headers is None else headers)

    return asked


def _messages(text: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": [{"text": text}]}]


def _prompt(question: str) -> str:
    made = prompt(
        question, [SHIP, RETURN], speaker="Nova", tone="neutral", characters=300, language="en"
    )
    return f"{made.sources}\n{made.question}"


@pytest.mark.feature("AI-27")
def test_what_it_quotes_passes_the_check_and_it_says_what_it_is(ask: Ask) -> None:
    question = "What does shipping cost?"

    answer = ask(_prompt(question)).json()

    text = answer["output"]["message"]["content"][0]["text"]
    phrased = checked(text, [SHIP, RETURN], question, 300)
    assert phrased is not None
    assert phrased.text == "Shipping costs 79 NOK."
    assert answer["usage"]["totalTokens"] > 0
    assert "simulator" in answer["additionalModelResponseFields"]


def test_where_no_passage_has_to_do_with_it_it_knows_nothing(ask: Ask) -> None:
    said = ask(_prompt("Unicorns?")).json()["output"]["message"]["content"][0]["text"]

    assert said == "NO_ANSWER"


def test_a_text_to_write_anew_comes_back(ask: Ask) -> None:
    made = writing("Say it shorter.", "Pay 79 NOK.", 100)

    said = ask(made.question).json()["output"]["message"]["content"][0]["text"]

    assert said == "Pay 79 NOK."


def test_it_refuses_as_the_service_does(ask: Ask, world: World) -> None:
    assert ask("hi", headers={}).status_code == 403
    assert ask("  ").status_code == 400
    short = ask(_prompt("shipping costs"), inferenceConfig={"maxTokens": 2}).json()
    assert short["stopReason"] == "max_tokens"
    world.failures.set("bedrock", Failure.RATE_LIMIT, 1)
    refused = ask("hi")
    assert (refused.status_code, refused.headers["x-amzn-errortype"]) == (
        429,
        "ThrottlingException",
    )
    assert "authorization" not in str(world.outbox.listing(provider="bedrock", since=None))
