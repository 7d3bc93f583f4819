"""WhatsApp messages and templates as Twilio takes them."""

from dataclasses import replace

import pytest

from chalicelib.channels import rules
from chalicelib.channels.domain import Link, OutgoingMessage, SendError, TemplateUse
from chalicelib.channels.twilio_whatsapp.capabilities import CAPABILITIES
from chalicelib.channels.twilio_whatsapp.outbound import register, send, templates
from chalicelib.runtime.errors import Unsendable
from tests.builders import NOON
from tests.channels.twilio.wire import ACCOUNT, AUTHORIZATION, CREDENTIALS, Wire, a_sender

CHANNEL = a_sender(kind="twilio_whatsapp")
MESSAGE = OutgoingMessage(
    to="+4790123456",
    sender="+4759440123",
    text="It is **on its way**.",
    ref="cnv_1.2",
    status_url="https://api.example.com/api/hooks/chn_1?ref=cnv_1.2",
)


@pytest.fixture
def sent(plug):
    """The form that a message goes out as."""

    def form(message=MESSAGE, channel=CHANNEL):
        wire = plug(Wire(201, {"sid": "SM123"}))
        assert send(message, channel, CREDENTIALS) == "SM123"
        return wire.form()

    return form


@pytest.mark.feature("CH-17", "MSG-20")
def test_a_text_goes_to_whatsapp_addresses_in_whatsapps_own_marks(sent):
    assert sent() == [
        ("To", "whatsapp:+4790123456"),
        ("From", "whatsapp:+4759440123"),
        ("Body", "It is *on its way*."),
        ("StatusCallback", MESSAGE.status_url),
    ]


def test_a_user_id_is_an_address_too(sent):
    assert sent(replace(MESSAGE, to="NO.1234"))[0] == ("To", "whatsapp:NO.1234")


def test_a_messaging_service_is_named_beside_the_number(sent):
    channel = a_sender(kind="twilio_whatsapp", messaging_service_sid="MG" + "0" * 32)

    assert sent(channel=channel)[1:3] == [
        ("From", "whatsapp:+4759440123"),
        ("MessagingServiceSid", "MG" + "0" * 32),
    ]


@pytest.mark.feature("CH-20")
def test_a_template_goes_out_by_its_sid_with_its_gaps_filled(sent):
    use = TemplateUse("HX1:1", "parcel_sent", "en", body=("Kari",))

    assert sent(replace(MESSAGE, text="", template=use)) == [
        ("To", "whatsapp:+4790123456"),
        ("From", "whatsapp:+4759440123"),
        ("ContentSid", "HX1"),
        ("ContentVariables", '{"1": "Kari"}'),
        ("StatusCallback", MESSAGE.status_url),
    ]


def test_a_file_goes_out_alone(sent):
    file = Link("https://files.example/1", "a.pdf", "application/pdf", 9, "file", lambda: b"")

    assert ("MediaUrl", "https://files.example/1") in sent(replace(MESSAGE, text="", files=(file,)))
    assert (CAPABILITIES.files_per_message, CAPABILITIES.caption) == (1, 0)


@pytest.mark.feature("CH-19")
def test_who_never_wrote_is_written_to_by_template_alone():
    stranger = rules.Reach("WhatsApp")

    with pytest.raises(Unsendable) as refusal:
        rules.refuse(CAPABILITIES, stranger, rules.Wanted(text="Hi"), NOON)

    assert refusal.value.code == "never_wrote"
    rules.refuse(CAPABILITIES, stranger, rules.Wanted(template=True), NOON)


@pytest.mark.feature("CH-18")
def test_a_window_that_twilio_finds_closed_is_told_with_the_way_round(plug):
    plug(Wire(400, {"code": 63016, "message": "jargon"}))

    with pytest.raises(SendError, match="Send an approved template instead") as refusal:
        send(MESSAGE, CHANNEL, CREDENTIALS)

    assert not refusal.value.retryable


def a_page(sid, following=None):
    content = {"sid": sid, "types": {"twilio/text": {"body": "Hi"}}}
    return (200, {"contents": [content, None], "meta": {"next_page_url": following}})


@pytest.mark.feature("CH-20")
def test_templates_are_read_page_by_page_and_never_from_another_host(plug):
    following = "https://evil.example/v1/ContentAndApprovals?PageSize=100&Page=1&PageToken=x"
    wire = plug(Wire(answers=[a_page("HX1", following), a_page("HX2")]))

    assert [one.id for one in templates(CHANNEL, CREDENTIALS)] == ["HX1", "HX2"]
    assert [url for _, url, _ in wire.requests] == [
        "https://content.twilio.com/v1/ContentAndApprovals?PageSize=100",
        "https://content.twilio.com/v1/ContentAndApprovals?PageSize=100&Page=1&PageToken=x",
    ]
    assert all(given["headers"] == AUTHORIZATION for _, _, given in wire.requests)


def test_pages_that_never_end_do(plug):
    wire = plug(Wire(answers=[a_page("HX1", "https://content.twilio.com/v1/ContentAndApprovals")]))

    templates(CHANNEL, CREDENTIALS)

    assert len(wire.requests) == 60


@pytest.mark.parametrize(
    "body", [{}, {"contents": 1}, {"contents": [], "meta": []}, {"meta": {"next_page_url": 7}}]
)
def test_an_answer_without_templates_has_none(plug, body):
    plug(Wire(200, body))

    assert templates(CHANNEL, CREDENTIALS) == []


def test_connecting_proves_the_account_and_sets_no_webhook(plug):
    wire = plug(Wire(200, {"friendly_name": "Nordlys"}))

    assert register(CHANNEL, CREDENTIALS, "https://x.example/1") == {"account_name": "Nordlys"}
    assert [request[:2] for request in wire.requests] == [("GET", f"{ACCOUNT}.json")]
