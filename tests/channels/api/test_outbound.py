"""Signed calls of the other system's callback URL."""

import json
from dataclasses import replace

import pytest
import urllib3

from chalicelib.channels import http
from chalicelib.channels.api_channel import outbound
from chalicelib.channels.api_channel.outbound import act, register, send
from chalicelib.channels.api_channel.signature import verify
from chalicelib.channels.domain import Act, Link, Option, OutgoingMessage, SendError
from chalicelib.runtime.errors import Invalid
from tests.builders import a_channel, a_hook
from tests.channels.twilio.wire import Wire

pytestmark = pytest.mark.feature("CH-32")

URL = "https://shop.example/switchboard"
CHANNEL = a_channel(kind="api", address="Shop", settings={"callback_url": URL})
CREDENTIALS = {"signing_secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
MESSAGE = OutgoingMessage(
    to="kim",
    sender="Shop",
    text="It is **here**.",
    ref="cnv_1.2",
    status_url="https://api.example.com/hooks/chn_1?ref=cnv_1.2",
    files=(Link("https://files.example/1", "a.pdf", "application/pdf", 9, "file", lambda: b""),),
    options=(Option("yes", "Yes, please"),),
    reply_to="m-1",
)


@pytest.fixture(autouse=True)
def public(monkeypatch):
    """Every URL leads to a public address, as far as this test goes."""
    monkeypatch.setattr(outbound, "check_url", lambda url: url)


@pytest.fixture
def plug(monkeypatch):
    def put(wire):
        monkeypatch.setattr(http, "pool", lambda: wire)
        return wire

    return put


def posted(wire, position=-1):
    """The event of a call, after its signature was checked by what checks theirs."""
    method, url, given = wire.requests[position]
    assert (method, url) == ("POST", URL)
    headers = {name.lower(): value for name, value in given["headers"].items()}
    assert headers["content-type"] == "application/json"
    assert verify(a_hook(given["body"], headers=headers), CHANNEL, CREDENTIALS)
    return json.loads(given["body"])


@pytest.mark.feature("MSG-20", "MSG-21", "MSG-23")
def test_a_message_is_posted_signed_and_whole(plug):
    wire = plug(Wire(200, {"id": "m-2"}))

    assert send(MESSAGE, CHANNEL, CREDENTIALS) == "m-2"
    assert posted(wire) == {
        "type": "message",
        "id": "cnv_1.2",
        "to": "kim",
        "text": "It is here.",
        "markdown": "It is **here**.",
        "attachments": [
            {
                "type": "file",
                "url": "https://files.example/1",
                "name": "a.pdf",
                "mime_type": "application/pdf",
                "size": 9,
            }
        ],
        "options": [{"id": "yes", "title": "Yes, please"}],
        "reply_to": "m-1",
    }


@pytest.mark.parametrize("body", [b"ok", {}, {"id": None}, {"id": 7}, {"id": ""}, b"[]"])
def test_a_yes_without_an_id_leaves_the_message_ours(plug, body):
    plug(Wire(202, body))

    assert send(MESSAGE, CHANNEL, CREDENTIALS) == "cnv_1.2"


def test_a_second_attempt_is_the_same_call_to_who_keeps_ids(plug):
    wire = plug(Wire(200, {}))
    send(MESSAGE, CHANNEL, CREDENTIALS)
    send(MESSAGE, CHANNEL, CREDENTIALS)
    send(replace(MESSAGE, ref="cnv_1.3"), CHANNEL, CREDENTIALS)

    ids = [given["headers"]["webhook-id"] for _, _, given in wire.requests]
    assert ids == ["cnv_1.2", "cnv_1.2", "cnv_1.3"]


@pytest.mark.feature("MSG-14")
def test_what_is_done_to_a_message_is_told(plug):
    wire = plug(Wire(200, {}))
    given = Act("reaction", "kim", "m-2", emoji="👍")
    act(given, CHANNEL, CREDENTIALS)
    assert posted(wire) == {"type": "reaction", "message": "m-2", "to": "kim", "emoji": "👍"}

    act(replace(given, emoji=None), CHANNEL, CREDENTIALS)
    assert posted(wire)["emoji"] is None

    act(Act("edit", "kim", "m-2", text="*now*"), CHANNEL, CREDENTIALS)
    assert posted(wire) == {
        "type": "edit",
        "message": "m-2",
        "to": "kim",
        "text": "now",
        "markdown": "*now*",
    }

    act(Act("delete", "kim", "m-2"), CHANNEL, CREDENTIALS)
    assert posted(wire) == {"type": "delete", "message": "m-2", "to": "kim"}
    assert len({given["headers"]["webhook-id"] for _, _, given in wire.requests}) == 4


def refusal(plug, **answer):
    plug(Wire(**answer))
    with pytest.raises(SendError) as error:
        send(MESSAGE, CHANNEL, CREDENTIALS)
    return error.value


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_system_that_is_down_is_tried_later(plug, status):
    assert refusal(plug, status=status).retryable


def test_a_system_that_is_busy_is_tried_when_it_says(plug):
    error = refusal(plug, status=429, headers={"Retry-After": "9"})

    assert (error.retryable, error.after) == (True, 9)


def test_no_answer_is_tried_later(plug):
    timeout = urllib3.exceptions.ReadTimeoutError(None, "/", "timed out")

    assert refusal(plug, error=timeout).retryable


@pytest.mark.parametrize("status", [400, 403, 404, 422, 301, 302])
def test_any_other_no_is_final(plug, status):
    error = refusal(plug, status=status, body={"x": 1})

    assert not error.retryable
    assert not error.unauthorized
    assert str(error) == f"The other system refused it ({status})."


@pytest.mark.parametrize("name", ["detail", "error"])
def test_a_no_with_a_reason_tells_it_in_reasonable_length(plug, name):
    assert str(refusal(plug, status=422, body={name: "Kim has left."})) == "Kim has left."
    assert len(str(refusal(plug, status=422, body={name: "x" * 9999}))) == 300


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize("status", [401, 410])
def test_a_system_that_is_gone_or_no_longer_trusts_us_is_told_to_admins(plug, status):
    error = refusal(plug, status=status)

    assert error.unauthorized
    assert not error.retryable


def test_an_address_inside_is_never_called(plug, monkeypatch):
    def inside(url):
        raise Invalid("this address is not a public one")

    monkeypatch.setattr(outbound, "check_url", inside)
    wire = plug(Wire(200, {}))

    with pytest.raises(SendError, match="this address is not a public one"):
        send(MESSAGE, CHANNEL, CREDENTIALS)
    with pytest.raises(SendError, match="cannot be called"):
        register(CHANNEL, CREDENTIALS, "https://api.example.com/hooks/chn_1")
    assert wire.requests == []


@pytest.mark.parametrize(
    "url",
    ["", "http://shop.example", "ftp://x", "https://127.0.0.1/", "https://[::1]/", "https://"],
)
def test_only_public_https_addresses_are_connected(monkeypatch, url):
    monkeypatch.undo()  # the real check

    with pytest.raises(SendError, match="cannot be called"):
        register(replace(CHANNEL, settings={"callback_url": url}), CREDENTIALS, "https://x")


def test_connecting_calls_nobody(plug):
    wire = plug(Wire(500))

    assert register(CHANNEL, CREDENTIALS, "https://api.example.com/hooks/chn_1") == {}
    assert wire.requests == []


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "hunter2"])
def test_a_secret_that_can_be_guessed_is_not_connected(secret):
    with pytest.raises(SendError, match="at least 24 random bytes"):
        register(CHANNEL, {"signing_secret": secret}, "https://api.example.com/hooks/chn_1")
