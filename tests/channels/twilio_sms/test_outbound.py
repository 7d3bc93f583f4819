"""Texts and pictures as Twilio's Messages resource takes them."""

from dataclasses import replace

import pytest

from chalicelib.channels import http
from chalicelib.channels.domain import Link, OutgoingMessage, SendError
from chalicelib.channels.twilio_sms.outbound import register, send
from tests.channels.twilio.wire import ACCOUNT, CREDENTIALS, Wire, a_sender

MESSAGE = OutgoingMessage(
    to="+4790123456",
    sender="+4759440123",
    text="Ja, vi sender til Norge & Sverige 🎉",
    ref="cnv_1.2",
    status_url="https://api.example.com/api/hooks/chn_1?ref=cnv_1.2",
)
SERVICE = "MG" + "0" * 32


def a_file(name="cat.jpg", size=1000):
    return Link(f"https://files.example/{name}", name, "image/jpeg", size, "image", lambda: b"")


@pytest.fixture
def sent(plug):
    """The form that a message goes out as."""

    def form(message=MESSAGE, channel=None):
        wire = plug(Wire(201, {"sid": "SM123"}))
        assert send(message, channel or a_sender(), CREDENTIALS) == "SM123"
        [(method, url, _)] = wire.requests
        assert (method, url) == ("POST", f"{ACCOUNT}/Messages.json")
        return wire.form()

    return form


@pytest.mark.feature("MSG-01", "CH-12", "CH-30")
def test_a_text_is_posted_as_twilio_documents(sent):
    assert sent() == [
        ("To", "+4790123456"),
        ("From", "+4759440123"),
        ("Body", MESSAGE.text),
        ("StatusCallback", MESSAGE.status_url),
    ]


@pytest.mark.feature("CH-12")
def test_pictures_go_along_as_addresses_that_twilio_fetches(sent):
    files = (a_file("cat.jpg"), a_file("dog.jpg"))

    assert sent(replace(MESSAGE, text="", files=files)) == [
        ("To", "+4790123456"),
        ("From", "+4759440123"),
        ("MediaUrl", "https://files.example/cat.jpg"),
        ("MediaUrl", "https://files.example/dog.jpg"),
        ("StatusCallback", MESSAGE.status_url),
    ]


def test_more_than_five_megabytes_are_refused_before_they_are_sent(plug):
    wire = plug(Wire())
    files = (a_file(size=3 * 1024**2), a_file(size=3 * 1024**2))

    with pytest.raises(SendError, match="5 MB together") as refusal:
        send(replace(MESSAGE, files=files), a_sender(), CREDENTIALS)

    assert not refusal.value.retryable
    assert wire.requests == []


def test_a_messaging_service_is_told_the_number_that_the_customer_knows(sent):
    channel = a_sender(messaging_service_sid=SERVICE)

    assert sent(channel=channel)[1:3] == [
        ("From", "+4759440123"),
        ("MessagingServiceSid", SERVICE),
    ]


def test_a_channel_that_is_a_service_leaves_the_number_to_it(sent):
    message = replace(MESSAGE, sender=SERVICE)

    assert ("MessagingServiceSid", SERVICE) in sent(message, a_sender(SERVICE))
    assert "From" not in dict(sent(message, a_sender(SERVICE)))


@pytest.mark.parametrize("address", ["Nordlys", "384387"])
def test_a_name_or_a_short_code_is_a_sender_like_a_number(sent, address):
    assert dict(sent(replace(MESSAGE, sender=address), a_sender(address)))["From"] == address


def test_the_pool_waits_a_bounded_time_and_never_tries_again_by_itself():
    pool = http.pool()

    assert pool.connection_pool_kw["retries"].total is False
    assert http.TIMEOUT.connect_timeout <= 5
    assert http.TIMEOUT.read_timeout <= 10


def test_connecting_proves_the_account_and_sets_the_webhook(plug):
    account = {"friendly_name": "Nordlys", "incoming_phone_numbers": [{"sid": "PN1"}]}
    wire = plug(Wire(200, account))

    assert register(a_sender(), CREDENTIALS, "https://x.example/1") == {"account_name": "Nordlys"}
    assert [method for method, _, _ in wire.requests] == ["GET", "GET", "POST"]


def test_wrong_credentials_are_found_out_when_connecting(plug):
    plug(Wire(401, {"code": 20003}))

    with pytest.raises(SendError) as refusal:
        register(a_sender(), CREDENTIALS, "https://x.example/1")

    assert refusal.value.unauthorized
