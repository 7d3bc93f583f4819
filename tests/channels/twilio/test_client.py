"""Twilio's answers: an id, or an error that says what to do; and where credentials may go."""

import pytest
import urllib3

from chalicelib.channels.domain import SendError
from chalicelib.channels.twilio import client, errors
from tests.channels.twilio.wire import ACCOUNT, AUTHORIZATION, BASE, CREDENTIALS, Wire, a_sender

FORM = [("To", "+4790123456"), ("Body", "hei")]


@pytest.fixture
def create(plug):
    return lambda wire: (plug(wire), client.create_message(a_sender(), CREDENTIALS, FORM))[1]


def refusal_of(create, **answer):
    with pytest.raises(SendError) as refusal:
        create(Wire(**answer))
    return refusal.value


@pytest.mark.parametrize("status", [200, 201])
def test_an_accepted_message_has_an_id(create, status):
    wire = Wire(status, {"sid": "SM123"})

    assert create(wire) == "SM123"
    [(method, url, given)] = wire.requests
    assert (method, url) == ("POST", f"{ACCOUNT}/Messages.json")
    assert given["headers"] == AUTHORIZATION


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_what_may_pass_is_tried_later(create, status):
    error = refusal_of(create, status=status)

    assert error.retryable
    assert str(error) == "The provider is not available right now."


@pytest.mark.feature("CH-30")
@pytest.mark.parametrize(
    ("status", "code"), [(429, 20429), (400, 14107), (400, 21611), (400, 63018), (503, 30500)]
)
def test_a_limit_is_respected_and_tried_after_the_time_it_names(create, status, code):
    error = refusal_of(create, status=status, body={"code": code}, headers={"Retry-After": "7"})

    assert error.retryable
    assert error.after == 7


def test_a_limit_without_a_code_is_one_too(create):
    error = refusal_of(create, status=429, body=b"slow down", headers={"Retry-After": "2"})

    assert (error.retryable, error.after) == (True, 2)


@pytest.mark.parametrize(
    "error",
    [
        urllib3.exceptions.ReadTimeoutError(None, "/", "timed out"),
        urllib3.exceptions.ConnectTimeoutError(None, "timed out"),
        urllib3.exceptions.NewConnectionError(None, "refused"),
        urllib3.exceptions.ProtocolError("reset"),
    ],
)
def test_no_answer_is_tried_later(create, error):
    refusal = refusal_of(create, error=error)

    assert refusal.retryable
    assert str(refusal) == "The provider did not answer in time."


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize(
    ("status", "body"),
    [(401, {"code": 20003, "message": "Authenticate"}), (403, {"code": 20003}), (401, b"no")],
)
def test_credentials_that_are_no_longer_accepted_are_told_apart(create, status, body):
    error = refusal_of(create, status=status, body=body)

    assert error.unauthorized
    assert not error.retryable
    assert "no longer accepts" in str(error)


def test_a_forbidden_request_alone_does_not_make_credentials_wrong(create):
    error = refusal_of(create, status=403, body={"code": 21408})

    assert not error.unauthorized
    assert str(error) == "This Twilio account may not send to that country."


@pytest.mark.feature("CH-16")
def test_who_has_opted_out_is_told_apart(create):
    error = refusal_of(create, status=400, body={"code": 21610, "message": "jargon"})

    assert error.opted_out
    assert not error.retryable
    assert str(error) == "The recipient has opted out by replying STOP."


FINAL = sorted(set(errors.SENTENCES) - errors.LATER - errors.UNAUTHORIZED)


@pytest.mark.parametrize("code", FINAL)
def test_a_known_code_is_a_sentence_for_an_agent(create, code):
    error = refusal_of(create, status=400, body={"code": int(code), "message": "jargon"})

    assert not error.retryable
    assert str(error) == errors.SENTENCES[code]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"code": 39999, "message": "Something new"}, "Something new"),
        ({"code": 39999}, "The provider reported error 39999."),
        ({"code": {}, "message": ["x"]}, "The provider could not deliver it."),
        ({}, "The provider could not deliver it."),
        (b"<html>", "The provider could not deliver it."),
        (b"[]", "The provider could not deliver it."),
        (b"null", "The provider could not deliver it."),
    ],
)
def test_any_other_refusal_still_says_something(create, body, sentence):
    error = refusal_of(create, status=400, body=body)

    assert not error.retryable
    assert str(error) == sentence


def test_a_yes_without_an_id_is_not_sent_again(create):
    assert not refusal_of(create, status=201, body={}).retryable


def test_no_sentence_holds_the_token(create):
    for status in (400, 401, 403, 429, 500):
        assert CREDENTIALS["auth_token"] not in str(refusal_of(create, status=status))


def test_a_file_at_twilio_is_fetched_with_the_accounts_name_and_token():
    url = f"{ACCOUNT}/Messages/MM1/Media/ME1"

    assert client.fetch(url, a_sender(), CREDENTIALS) == (url, AUTHORIZATION)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/2010-04-01/Accounts/AC1/Media/ME1",
        f"{BASE}.evil.example/ME1",
        f"{BASE}@evil.example/ME1",
        f"{BASE}:444/ME1",
        BASE.replace("https", "http") + "/ME1",
        "https://evil.example/?https://twilio.example.com/",
        "//twilio.example.com/ME1",
        "cat.jpg",
        "https://[x",
        "",
    ],
)
def test_credentials_go_nowhere_else(url):
    assert client.fetch(url, a_sender(), CREDENTIALS) == (url, {})


def test_the_account_is_asked_for_its_name(plug):
    wire = plug(Wire(200, {"friendly_name": "Nordlys", "status": "active"}))

    assert client.prove(a_sender(), CREDENTIALS) == {"account_name": "Nordlys"}
    assert wire.requests[0][:2] == ("GET", f"{ACCOUNT}.json")


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_an_account_that_cannot_send_is_not_connected(plug, status):
    plug(Wire(200, {"status": status}))

    with pytest.raises(SendError, match=f"account is {status}"):
        client.prove(a_sender(), CREDENTIALS)


@pytest.mark.parametrize(
    ("address", "path", "query", "listed"),
    [
        ("+4759440123", "IncomingPhoneNumbers", "PhoneNumber=%2B4759440123", "PN1"),
        ("384387", "SMS/ShortCodes", "ShortCode=384387", "SC1"),
    ],
)
def test_the_numbers_webhook_is_set(plug, address, path, query, listed):
    found = {"incoming_phone_numbers": [{"sid": "PN1"}], "short_codes": [{"sid": "SC1"}]}
    wire = plug(Wire(200, found))

    client.set_webhook(a_sender(address), CREDENTIALS, "https://api.example.com/hooks/chn_1")

    assert [request[:2] for request in wire.requests] == [
        ("GET", f"{ACCOUNT}/{path}.json?{query}"),
        ("POST", f"{ACCOUNT}/{path}/{listed}.json"),
    ]
    assert wire.form() == [
        ("SmsUrl", "https://api.example.com/hooks/chn_1"),
        ("SmsMethod", "POST"),
    ]


@pytest.mark.parametrize(
    "body", [{"incoming_phone_numbers": []}, {}, {"incoming_phone_numbers": 1}]
)
def test_a_number_of_somebody_else_is_not_connected(plug, body):
    plug(Wire(200, body))

    with pytest.raises(SendError, match=r"has no number \+4759440123"):
        client.set_webhook(a_sender(), CREDENTIALS, "https://api.example.com/hooks/chn_1")


@pytest.mark.parametrize("address", ["Nordlys", "MG" + "0" * 32])
def test_what_is_no_number_has_no_webhook_to_set(plug, address):
    wire = plug(Wire(200, {}))

    client.set_webhook(a_sender(address), CREDENTIALS, "https://api.example.com/hooks/chn_1")

    assert wire.requests == []
