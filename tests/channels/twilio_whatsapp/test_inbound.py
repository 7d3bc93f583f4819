"""WhatsApp messages from Twilio as facts. Recorded payloads: tests/channels/test_recorded.py."""

import pytest

from chalicelib.channels.twilio_whatsapp import provider
from chalicelib.channels.twilio_whatsapp.inbound import parse
from chalicelib.runtime.errors import Invalid
from tests.builders import a_hook
from tests.channels.twilio.forms import encoded

pytestmark = pytest.mark.feature("CH-17")


def a_fact(fields=None, query=None, **more):
    """The one fact of a message with these fields."""
    known = {"MessageSid": "SM1", "From": "whatsapp:+4790123456", "To": "whatsapp:+4759440123"}
    [fact] = parse(a_hook(encoded(known | (fields or {}) | more), query=query or {}))
    return fact


def test_a_message_comes_from_a_number_with_a_name():
    fact = a_fact(Body="Hei!", ProfileName="Kari Nordmann", WaId="4790123456")

    assert (fact.kind, fact.text) == ("message", "Hei!")
    assert (fact.sender, fact.recipient) == ("+4790123456", "+4759440123")
    assert fact.sender_name == "Kari Nordmann"


def test_a_user_id_beside_the_number_is_another_name_of_the_same_person():
    fact = a_fact(ExternalUserId="whatsapp:NO.1234")

    assert (fact.sender, fact.aliases) == ("+4790123456", ["NO.1234"])
    assert fact.details["external_user_id"] == "NO.1234"


def test_a_user_id_instead_of_the_number_is_the_address():
    fact = a_fact(From="whatsapp:NO.1234", ExternalUserId="whatsapp:NO.1234")

    assert (fact.sender, fact.aliases) == ("NO.1234", [])


@pytest.mark.parametrize(
    ("address", "kept"),
    [("4790123456", "+4790123456"), ("+4790123456", "+4790123456"), ("NO.1234", "NO.1234")],
)
def test_addresses_are_kept_as_numbers_or_user_ids(address, kept):
    assert provider.normal(address) == kept


@pytest.mark.feature("MSG-23")
def test_a_pressed_button_is_an_answer_to_the_message_it_was_under():
    fact = a_fact(
        MessageType="interactive",
        Body="Yes, please",
        ButtonText="Yes, please",
        ButtonPayload="yes",
        OriginalRepliedMessageSid="MM7",
        OriginalRepliedMessageSender="whatsapp:+4759440123",
    )

    assert (fact.text, fact.reply_to) == ("Yes, please", "MM7")
    assert (fact.answer.kind, fact.answer.payload) == ("button", "yes")


def test_a_colon_in_a_buttons_words_stays_there():
    assert a_fact(ButtonText="Today: 10:30").details["button_text"] == "Today: 10:30"


def test_what_was_forwarded_often_is_said_so():
    assert a_fact(FrequentlyForwarded="true").details == {"frequently_forwarded": True}


@pytest.mark.feature("MSG-23")
def test_what_was_pressed_is_the_text_when_there_is_no_other():
    assert a_fact(ButtonText="Confirm", Body="").text == "Confirm"
    assert a_fact(ListTitle="Oslo", ListId="osl").text == "Oslo"


@pytest.mark.feature("MSG-23")
def test_a_picked_row_and_a_filled_form_are_answers():
    assert a_fact(ListId="osl", ListTitle="Oslo").answer.model_dump() == {
        "kind": "list_reply",
        "payload": "osl",
    }
    assert a_fact(InteractiveData='{"pages": []}').answer.payload == '{"pages": []}'
    assert a_fact(Body="hei").answer is None


def test_a_place_has_no_file():
    [place] = a_fact(
        MessageType="location", Latitude="59.91", Longitude="10.75", Label="Office", Address="Oslo"
    ).attachments

    assert (place.type, place.latitude, place.longitude) == ("location", 59.91, 10.75)
    assert (place.name, place.address, place.url) == ("Office", "Oslo", None)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("", ""),
        ("59", ""),
        ("north", "10"),
        ("nan", "10"),
        ("inf", "10"),
        ("91", "0"),
        ("0", "181"),
    ],
)
def test_a_place_that_is_nowhere_is_left_out(latitude, longitude):
    assert a_fact(Body="x", Latitude=latitude, Longitude=longitude).attachments == []


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document", "sticker"])
def test_a_file_is_of_the_sort_that_the_message_is(kind):
    [file] = a_fact(
        MessageType=kind, MediaUrl0="https://api.twilio.com/ME1", MediaContentType0="image/webp"
    ).attachments

    assert (file.type, file.mime_type) == (kind, "image/webp")


def test_a_contact_card_comes_as_a_file():
    [file] = a_fact(
        MessageType="contacts", MediaUrl0="https://x.example/1", MediaContentType0="text/vcard"
    ).attachments

    assert (file.type, file.mime_type) == ("file", "text/vcard")


@pytest.mark.parametrize("flag", ["Forwarded", "FrequentlyForwarded"])
def test_a_forwarded_message_is_marked(flag):
    assert a_fact({flag: "true"}).forwarded
    assert a_fact({flag: "false"}).forwarded is None


def test_an_ad_that_led_here_is_kept():
    fact = a_fact(
        Body="Hello", ReferralSourceType="ad", ReferralSourceId="12", ReferralHeadline="Shoes"
    )

    assert fact.referral == {"source_type": "ad", "source_id": "12", "headline": "Shoes"}
    assert a_fact(Body="Hello", ReferralNumMedia="0").referral is None


def test_what_whatsapp_does_not_hand_out_is_a_message_nevertheless():
    fact = a_fact(MessageType="unsupported")

    assert (fact.kind, fact.provider_message_id) == ("unsupported", "SM1")
    assert fact.reason


def test_only_twilios_own_word_is_consent_here():
    assert a_fact(Body="STOP").consent is None
    assert a_fact(Body="STOP", OptOutType="STOP").consent == "opt_out"


@pytest.mark.feature("MSG-12")
def test_a_read_receipt_names_our_message():
    fact = a_fact(
        {"MessageStatus": "read", "EventType": "READ", "ChannelPrefix": "whatsapp"},
        query={"ref": "cnv_1.2"},
    )

    assert (fact.kind, fact.status, fact.ref) == ("status", "read", "cnv_1.2")


@pytest.mark.feature("CH-18")
@pytest.mark.parametrize("name", ["ErrorCode", "ChannelStatusCode"])
def test_a_closed_window_is_told_with_the_way_round(name):
    fact = a_fact({"MessageStatus": "undelivered", name: "63016"})

    assert (fact.status, fact.error_code) == ("failed", "63016")
    assert "Send an approved template instead." in fact.error


@pytest.mark.parametrize("fields", [{"MessageSid": ""}, {"From": ""}, {"From": "whatsapp:"}])
def test_what_names_no_message_is_refused(fields):
    with pytest.raises(Invalid, match="is missing"):
        a_fact(fields)
