"""To which conversation a mail belongs."""

import pytest

from chalicelib.channels.email.threading import (
    channel_of,
    ref_of,
    reply_address,
    sent_id,
    thread_of,
)
from chalicelib.channels.facts import Mail

pytestmark = pytest.mark.feature("CH-10")
CHANNEL = "chn_01JZZZZZZZZZZZZZZZZZZZZZZZ"
REF = "cnv_01JYYYYYYYYYYYYYYYYYYYYYYY.7"


def test_the_mail_that_is_answered_comes_first_then_the_latest_of_its_thread():
    told = thread_of(Mail(in_reply_to="<c@x>", references=["<a@x>", "<b@x>", "<c@x>"]))

    assert [one.received for one in told.mails] == ["<c@x>", "<b@x>", "<a@x>"]


def test_an_id_of_ses_is_known_by_what_it_answered_when_the_mail_was_sent():
    told = thread_of(Mail(in_reply_to="<0100-22-000000@eu-north-1.amazonses.com>"))

    assert [one.sent for one in told.mails] == ["0100-22-000000"]
    assert sent_id("<0100@email.amazonses.com>") == "0100"
    assert sent_id("<cnv_1.7@in.example>") == "cnv_1.7@in.example"
    assert sent_id("<x@amazonses.com.evil.example>") == "x@amazonses.com.evil.example"


def test_the_name_after_the_plus_survives_mail_programs_that_write_small():
    address = reply_address(CHANNEL, REF, "in.example")

    assert address == address.lower()
    assert ref_of(address) == REF
    assert channel_of(address, "in.example") == CHANNEL
    assert thread_of(Mail(to=["help@nordlys.example"]), [address]).refs == (REF,)


@pytest.mark.parametrize(
    "address", ["help+x@nordlys.example", "chn_1+x@in.example", "chn_1@in.example", "", "@", "+@+"]
)
def test_other_peoples_plus_addresses_name_nothing_of_ours(address):
    assert ref_of(address) is None
    assert channel_of(address, "in.example") is None


def test_a_channels_address_counts_in_our_own_domain_alone():
    assert channel_of(f"{CHANNEL}@evil.example", "in.example") is None
    assert channel_of(f"{CHANNEL}@in.example", "") is None
    assert channel_of(f"{CHANNEL.upper()}@IN.example", "in.example") == CHANNEL


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("Re: Lamp [#42]", (42,)),
        ("[Nordlys #42] Lamp [#7]", (42, 7)),
        ("Lamp #42", ()),
        ("[#12345678901234567890]", ()),
        (None, ()),
    ],
)
def test_a_number_in_brackets_names_a_conversation(subject, numbers):
    assert thread_of(Mail(subject=subject)).numbers == numbers


def test_a_thread_of_a_thousand_mails_is_looked_up_in_part():
    told = thread_of(Mail(references=[f"<{n}@x>" for n in range(1000)]))

    assert len(told.mails) == 50
    assert told.mails[0].received == "<999@x>"
