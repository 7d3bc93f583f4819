"""Our own client against the simulated translation service, over the wire that boto3 speaks."""

import json
from types import SimpleNamespace

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ConnectTimeoutError
from starlette.testclient import TestClient

from chalicelib.accounts.domain import GlossaryTerm
from chalicelib.runtime.errors import Unavailable
from chalicelib.translation import amazon
from chalicelib.translation.amazon import AmazonTranslate, NotTranslatable
from chalicelib.translation.texts import Work, translate
from local.simulator import translate as service
from local.simulator.app import create_app
from local.simulator.failures import Failure


@pytest.fixture
def simulator(tmp_path, world):
    """The translation service alone."""
    made = create_app(
        world, endpoints=tmp_path / "endpoints.json", aws="http://aws.example", providers=[service]
    )
    with TestClient(made) as client:
        yield client


class Wire:
    """Carries what boto3 sends to the simulator."""

    def __init__(self, simulator):
        self.simulator = simulator
        self.error = None

    def __call__(self, request, **_):
        if self.error:
            raise self.error
        headers = {
            name: value.decode() if isinstance(value, bytes) else value
            for name, value in request.headers.items()
        }
        answer = self.simulator.post("/translate", content=request.body, headers=headers)
        raw = SimpleNamespace(stream=lambda *_, **__: iter([answer.content]))
        return AWSResponse(request.url, answer.status_code, dict(answer.headers), raw)


@pytest.fixture
def wire(simulator, monkeypatch):
    """The client of the application, its requests taken where they would leave."""
    made = Wire(simulator)
    client = boto3.client(
        "translate",
        region_name="eu-north-1",
        endpoint_url="http://testserver/translate",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    client.meta.events.register("before-send.translate.TranslateText", made)
    monkeypatch.setattr(amazon, "translate", lambda: client)
    return made


@pytest.mark.feature("MSG-09")
def test_a_sentence_of_the_demo_is_translated_and_others_are_marked(wire):
    translator = AmazonTranslate()

    assert translator.translate("Where is my order?", "en", "de") == "Wo ist meine Bestellung?"
    assert translator.translate("It rains.", "en", "de", "formal") == "[en→de] It rains."


@pytest.mark.feature("MSG-09", "MSG-26")
def test_a_whole_message_comes_back_with_all_that_was_kept(wire, world):
    text = "Where is my order?\n\n- The **Tide** tent, #1042: https://shop.example/t?a=1&b=2"

    def call(part):
        return AmazonTranslate().translate(part, "en", "no")

    said = translate(text, [GlossaryTerm("Tide")], "no", Work(call, 10_000, markdown=True))

    assert said == (
        "Hvor er bestillingen min?\n\n"
        "- [en→no] The **Tide** tent, #1042: https://shop.example/t?a=1&b=2"
    )
    [sent] = world.outbox.listing(provider="translate", since=None)
    assert sent["headers"]["x-amz-target"].endswith(".TranslateText")
    assert 'translate="no"' in sent["body"]["Text"]


@pytest.mark.parametrize(
    ("failure", "kind", "words"),
    [
        (Failure.RATE_LIMIT, Unavailable, "busy"),
        (Failure.SERVER_ERROR, Unavailable, "busy"),
        (Failure.UNAUTHORIZED, Unavailable, "does not accept"),
    ],
)
@pytest.mark.feature("MSG-09")
def test_a_refusal_of_the_service_is_told_in_words(wire, world, failure, kind, words):
    world.failures.set("translate", failure, 1)

    with pytest.raises(kind, match=words) as told:
        AmazonTranslate().translate("Hello", "en", "de")

    assert "Exception" not in str(told.value)


def test_an_unknown_pair_is_final_and_no_answer_is_not(wire):
    with pytest.raises(NotTranslatable, match="tlh"):
        AmazonTranslate().translate("Hello", "en", "tlh")
    wire.error = ConnectTimeoutError(endpoint_url="http://testserver")
    with pytest.raises(Unavailable, match="does not answer"):
        AmazonTranslate().translate("Hello", "en", "de")


@pytest.mark.parametrize(
    ("body", "headers", "kind"),
    [
        ({"Text": "å" * 5001}, {}, "TextSizeLimitExceededException"),
        ({"Text": ""}, {}, "InvalidRequestException"),
        ({"Settings": {"Formality": "RUDE"}}, {}, "InvalidRequestException"),
        ({}, {"authorization": "none"}, "MissingAuthenticationTokenException"),
        ({}, {"x-amz-target": "X.ListLanguages"}, "UnknownOperationException"),
    ],
)
def test_the_simulator_refuses_what_the_service_refuses(simulator, body, headers, kind):
    asked = {"Text": "Hello", "SourceLanguageCode": "en", "TargetLanguageCode": "de"} | body
    given = {
        "authorization": "AWS4-HMAC-SHA256 Credential=x",
        "x-amz-target": "AWSShineFrontendService_20170701.TranslateText",
    }

    answer = simulator.post("/translate", content=json.dumps(asked), headers=given | headers)

    assert answer.json()["__type"] == kind
    assert answer.status_code in (400, 403)
