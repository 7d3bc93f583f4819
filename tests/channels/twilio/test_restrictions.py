"""Whom a sender cannot reach is told before anything is sent."""

import pytest

from chalicelib.channels.registry import provider_of
from chalicelib.channels.twilio.restrictions import restriction, sender_type
from tests.channels.twilio.wire import a_sender

pytestmark = pytest.mark.feature("CH-14")

NORWAY, USA, UK = "+4790123456", "+12025550123", "+447400123456"
SERVICE = "MG" + "0" * 32


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("+4759440123", "number"),
        ("384387", "short_code"),
        ("Nordlys", "name"),
        ("MG Shop", "name"),
        ("007", "short_code"),
        (SERVICE, "service"),
    ],
)
def test_what_a_channel_sends_from_is_seen_by_its_address(address, kind):
    assert sender_type(address) == kind


@pytest.mark.parametrize("to", [NORWAY, USA, UK, "+18005550100"])
@pytest.mark.parametrize("address", ["+4759440123", SERVICE])
def test_a_number_or_a_service_may_try_any_mobile(address, to):
    assert restriction(a_sender(address), to) is None


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("+4721000000", "is a landline, which cannot receive texts"),
        ("+442071838750", "is a landline"),
        ("+4780012345", "is a toll-free number"),
        ("+4782912345", "is a premium-rate number"),
        ("+4799", "is not a phone number that anyone can have"),
        ("+999123456789", "is not a phone number"),
        ("+", "is not a phone number"),
        ("+4759440123", "is this channel's own number"),
        ("PostNord", "is a sender's name, which cannot be written to"),
    ],
)
def test_what_cannot_receive_is_said_so(to, words):
    assert words in restriction(a_sender(), to)


def test_a_short_code_that_wrote_may_be_answered():
    assert restriction(a_sender(), "2021") is None


def test_a_name_reaches_norway_and_not_the_usa():
    assert restriction(a_sender("Nordlys"), NORWAY) is None
    sentence = restriction(a_sender("Nordlys"), USA)
    assert "(US) take no texts from a name such as Nordlys" in sentence
    assert "a phone number has to send them" in sentence


def test_a_short_code_stays_in_its_country():
    code = a_sender("384387", country="us")

    assert restriction(code, USA) is None
    assert restriction(code, NORWAY) == (
        "The short code 384387 reaches phones of its own country (US) alone, "
        f"and {NORWAY} is of NO."
    )
    assert restriction(a_sender("384387"), NORWAY) is None  # nobody said where it is at home


def test_the_channel_offers_it_to_whoever_asks_before_sending():
    assert provider_of("twilio_sms").restriction is restriction
    assert provider_of("twilio_whatsapp").restriction is None
