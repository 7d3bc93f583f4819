"""Sending through Twilio: what it answers becomes an id, or an error that says what to do."""

import json

import pytest
import urllib3

from chalicelib.channels.domain import OutgoingMessage, SendError
from chalicelib.channels.twilio_sms import errors, outbound
from tests.builders import TWILIO_SID, TWILIO_TOKEN, a_channel

MESSAGE = OutgoingMessage(
    to="+4790123456",
    sender="+4759440123",
    text="Ja, vi sender til Norge & Sverige 🎉",
    ref="cnv_1.2",
    status_url="https://api.example.com/api/hooks/chn_1?ref=cnv_1.2",
)


class Wire:
    """Stands where urllib3's pool is: keeps the request and answers as told."""

    def __init__(self, status=201, body=None, error=None):
        self.status, self.error, self.requests = status, error, []
        self.body = body if isinstance(body, bytes) else json.dumps(body or {}).encode()

    def request(self, method, url, **given):
        self.requests.append((method, url, given))
        if self.error:
            raise self.error
        return urllib3.HTTPResponse(body=self.body, status=self.status, preload_content=True)


@pytest.fixture
def send(monkeypatch):
    def run(wire):
        monkeypatch.setattr(outbound, "_pool", lambda: wire)
        channel = a_channel(kind="twilio_sms", settings={"account_sid": TWILIO_SID})
        return outbound.send(MESSAGE, channel, {"auth_token": TWILIO_TOKEN})

    return run


def refusal_of(send, **answer):
    with pytest.raises(SendError) as refusal:
        send(Wire(**answer))
    return refusal.value


@pytest.mark.feature("MSG-01", "CH-30")
@pytest.mark.parametrize("status", [200, 201])
def test_a_message_is_posted_as_twilio_documents(send, status):
    wire = Wire(status, {"sid": "SM123"})

    assert send(wire) == "SM123"

    [(method, url, given)] = wire.requests
    assert (method, url) == (
        "POST",
        f"https://twilio.example.com/2010-04-01/Accounts/{TWILIO_SID}/Messages.json",
    )
    assert given["fields"] == {
        "To": "+4790123456",
        "From": "+4759440123",
        "Body": MESSAGE.text,
        "StatusCallback": MESSAGE.status_url,
    }
    assert given["encode_multipart"] is False
    assert given["headers"] == urllib3.make_headers(basic_auth=f"{TWILIO_SID}:{TWILIO_TOKEN}")


def test_the_pool_waits_a_bounded_time_and_never_tries_again_by_itself():
    pool = outbound._pool()

    assert pool.connection_pool_kw["retries"].total is False
    assert outbound.TIMEOUT.connect_timeout <= 5
    assert outbound.TIMEOUT.read_timeout <= 10


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_later(send, status):
    error = refusal_of(send, status=status)

    assert error.retryable
    assert str(error) == "The provider is not available right now."


@pytest.mark.parametrize(
    "error",
    [
        urllib3.exceptions.ReadTimeoutError(None, "/", "timed out"),
        urllib3.exceptions.ConnectTimeoutError(None, "timed out"),
        urllib3.exceptions.NewConnectionError(None, "refused"),
        urllib3.exceptions.ProtocolError("reset"),
    ],
)
def test_no_answer_is_tried_later(send, error):
    refusal = refusal_of(send, error=error)

    assert refusal.retryable
    assert str(refusal) == "The provider did not answer in time."


@pytest.mark.parametrize("status", [401, 403])
def test_wrong_credentials_fail_for_good_and_are_not_repeated(send, status):
    refusal = refusal_of(send, status=status, body={"code": 20003, "message": TWILIO_TOKEN})

    assert not refusal.retryable
    assert str(refusal) == "The provider refused this channel's credentials."


@pytest.mark.parametrize("code", sorted(errors.SENTENCES))
def test_a_known_code_is_a_sentence_for_an_agent(send, code):
    refusal = refusal_of(send, status=400, body={"code": int(code), "message": "jargon"})

    assert not refusal.retryable
    assert str(refusal) == errors.SENTENCES[code]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"code": 39999, "message": "Something new"}, "Something new"),
        ({"code": 39999}, "The provider reported error 39999."),
        ({}, "The provider could not deliver it."),
        (b"<html>", "The provider could not deliver it."),
        (b"[]", "The provider could not deliver it."),
        (b"null", "The provider could not deliver it."),
    ],
)
def test_any_other_refusal_still_says_something(send, body, sentence):
    refusal = refusal_of(send, status=400, body=body)

    assert not refusal.retryable
    assert str(refusal) == sentence


def test_a_yes_without_an_id_is_no_yes(send):
    assert not refusal_of(send, status=201, body={}).retryable
