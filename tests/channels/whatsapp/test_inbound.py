"""WhatsApp's webhooks as facts: what customers write and do."""

import json

import pytest

from chalicelib.channels.whatsapp.addresses import normal
from chalicelib.channels.whatsapp.inbound import parse
from tests.channels.meta.samples import CUSTOMER, NUMBER, whatsapp, written

pytestmark = pytest.mark.feature("CH-17")


def fact(request):
    [found] = parse(request)
    return found


def test_a_text_is_a_message_of_its_sender():
    found = fact(written(type="text", text={"body": "Sender dere til Norge? 🏔️"}))

    assert (found.kind, found.direction, found.text) == (
        "message",
        "inbound",
        "Sender dere til Norge? 🏔️",
    )
    assert (found.sender, found.recipient, found.sender_name) == (CUSTOMER, NUMBER, "Kari Nordmann")
    assert found.provider_message_id == "wamid.1"
    assert found.at.isoformat() == "2025-10-09T08:53:20+00:00"
    assert (found.chat, found.reply_to, found.forwarded, found.answer) == (None, None, None, None)


@pytest.mark.parametrize(
    ("kind", "as_", "voice"),
    [
        ("image", "image", None),
        ("video", "video", None),
        ("document", "document", None),
        ("sticker", "sticker", None),
        ("audio", "audio", None),
        ("voice", "audio", True),
    ],
)
def test_a_file_is_named_by_its_id_and_its_caption_is_the_text(kind, as_, voice):
    media = {"id": 77, "mime_type": "a/b", "caption": "Look", "filename": "x", "sha256": "…"}

    found = fact(written(type=kind, **{kind: media}))

    [file] = found.attachments
    assert (found.kind, found.text) == ("message", "Look")
    assert (file.type, file.id, file.mime_type, file.filename) == (as_, "77", "a/b", "x")
    assert file.voice is voice


def test_a_voice_note_and_a_moving_sticker_say_so():
    heard = fact(written(type="audio", audio={"id": "1", "voice": True}))
    seen = fact(written(type="sticker", sticker={"id": "1", "animated": True}))

    assert heard.attachments[0].voice is True
    assert seen.attachments[0].animated is True


def test_a_place_has_no_file():
    place = {"latitude": 59.91, "longitude": 10.75, "name": "Oslo S", "url": "https://x.example"}

    [found] = fact(written(type="location", location=place)).attachments

    assert (found.type, found.latitude, found.longitude) == ("location", 59.91, 10.75)
    assert (found.name, found.address, found.url, found.id) == ("Oslo S", None, None, None)
    assert found.details == {"url": "https://x.example"}


@pytest.mark.parametrize(
    ("card", "name", "phones"),
    [
        (
            {"name": {"formatted_name": "Ola"}, "phones": [{"phone": "+47 91"}, {"wa_id": "4792"}]},
            "Ola",
            ["+47 91", "4792"],
        ),
        ({"name": {"first_name": "Ola", "last_name": "Dal"}}, "Ola Dal", []),
        ({"vcard": "BEGIN:VCARD\r\nFN;CHARSET=UTF-8:Ola Dal\r\nEND:VCARD"}, "Ola Dal", []),
        ({}, None, []),
    ],
)
def test_a_contact_card_becomes_a_name_and_phones(card, name, phones):
    [found] = fact(written(type="contacts", contacts=[card])).attachments

    assert (found.type, found.name, found.phones) == ("contact", name, phones)


@pytest.mark.feature("MSG-23")
@pytest.mark.parametrize(
    ("message", "text", "kind", "payload"),
    [
        (
            {"interactive": {"type": "button_reply", "button_reply": {"id": "yes", "title": "Ja"}}},
            "Ja",
            "button_reply",
            "yes",
        ),
        (
            {"interactive": {"list_reply": {"id": "m", "title": "Medium", "description": "…"}}},
            "Medium",
            "list_reply",
            "m",
        ),
        (
            {"interactive": {"nfm_reply": {"body": "Sent", "response_json": '{"a": 1}'}}},
            "Sent",
            "nfm_reply",
            '{"a": 1}',
        ),
        (
            {"interactive": {"nfm_reply": {"body": "Sent", "response_json": {"a": 1}}}},
            "Sent",
            "nfm_reply",
            '{"a": 1}',
        ),
        (
            {
                "interactive": {
                    "type": "call_permission_reply",
                    "call_permission_reply": {"response": "accept"},
                }
            },
            "",
            "call_permission_reply",
            '{"response": "accept"}',
        ),
        (
            {"interactive": {"type": "product", "body": {"text": "Is it warm?"}}},
            "Is it warm?",
            "product",
            '{"type": "product", "body": {"text": "Is it warm?"}}',
        ),
        ({"button": {"text": "Stop", "payload": "p"}}, "Stop", "button", "p"),
        ({"order": {"text": "Two", "catalog_id": "c"}}, "Two", "order", None),
    ],
)
def test_an_answer_carries_what_was_read_and_what_was_meant(message, text, kind, payload):
    [type_] = message

    found = fact(written(type=type_, context={"id": "wamid.0"}, **message))

    assert (found.kind, found.text, found.answer.kind) == ("message", text, kind)
    assert found.reply_to == "wamid.0"
    if payload:
        assert found.answer.payload == payload
    else:
        assert json.loads(found.answer.payload) == message[type_]


def test_an_answer_to_an_earlier_message_and_a_forwarded_one_are_told_apart():
    reply = fact(written(text={"body": "That one"}, context={"from": "47", "id": "wamid.0"}))
    passed = fact(written(text={"body": "Look"}, context={"forwarded": True}))
    often = fact(written(text={"body": "Look"}, context={"frequently_forwarded": True}))

    assert (reply.reply_to, reply.forwarded) == ("wamid.0", None)
    assert (passed.reply_to, passed.forwarded, often.forwarded) == (None, True, True)


def test_the_ad_through_which_a_customer_came_is_kept():
    ad = {"source_type": "ad", "source_id": "1", "headline": "Tents", "image_url": "https://…"}

    found = fact(written(text={"body": "Hi"}, referral=ad))

    assert found.referral == {"source_type": "ad", "source_id": "1", "headline": "Tents"}


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(("emoji", "removed"), [("👍🏻", False), ("", True), (None, True)])
def test_a_reaction_is_put_on_a_message_or_taken_back(emoji, removed):
    found = fact(written(type="reaction", reaction={"message_id": "wamid.0", "emoji": emoji}))

    assert (found.kind, found.reply_to) == ("reaction", "wamid.0")
    assert (found.emoji, found.removed) == (emoji or None, removed)


def test_a_customer_changes_and_takes_back_what_they_wrote():
    inner = {"type": "text", "text": {"body": "Size M"}}
    edit = fact(written(type="edit", edit={"original_message_id": "wamid.0", "message": inner}))
    revoke = fact(written(type="revoke", revoke={"original_message_id": "wamid.0"}))

    assert (edit.kind, edit.reply_to, edit.text) == ("edit", "wamid.0", "Size M")
    assert (revoke.kind, revoke.reply_to, revoke.text) == ("delete", "wamid.0", "")


@pytest.mark.parametrize(
    "message",
    [
        {"type": "reaction", "reaction": {"emoji": "👍"}},
        {"type": "revoke", "revoke": None},
        {"type": "edit", "edit": {"message": {"type": "text", "text": {"body": "x"}}}},
        {"type": "edit", "edit": {"original_message_id": "wamid.0", "message": {"type": "poll"}}},
    ],
)
def test_what_is_done_to_no_message_is_acknowledged_and_nothing_more(message):
    assert fact(written(**message)).kind == "ignored"


@pytest.mark.feature("CH-21")
def test_a_message_in_a_group_has_its_author_and_its_group():
    found = fact(written(text={"body": "Hei"}, group_id="120363@g.us"))

    assert (found.chat, found.is_group, found.sender) == ("120363@g.us", True, CUSTOMER)
    assert (found.sender_name, found.group) == ("Kari Nordmann", "120363@g.us")


@pytest.mark.feature("CRM-17")
def test_a_customer_who_hides_their_number_is_known_by_their_id():
    contact = {"profile": {"username": "@kari"}, "user_id": "NO.1", "parent_user_id": "NO.ENT.1"}
    message = {"from_user_id": "NO.1", "id": "wamid.1", "type": "text", "text": {"body": "Hei"}}

    found = fact(whatsapp({"contacts": [contact], "messages": [message]}))

    assert (found.sender, found.sender_name) == ("NO.1", "@kari")
    assert found.aliases == ["NO.ENT.1"]
    assert found.details["from_user_id"] == "NO.1"


def test_a_number_and_an_id_of_one_customer_are_the_same_person():
    contact = {"wa_id": CUSTOMER, "user_id": "NO.1"}
    message = {"from": CUSTOMER, "id": "wamid.1", "text": {"body": "Hei"}}

    found = fact(whatsapp({"contacts": [contact], "messages": [message]}))

    assert (found.sender, found.aliases) == (CUSTOMER, ["NO.1"])


def test_names_go_to_whom_they_belong():
    contacts = [
        {"wa_id": "471", "profile": {"name": "Anna"}},
        {"wa_id": "472", "profile": {"name": "Bo"}},
    ]
    messages = [
        {"from": number, "id": f"wamid.{number}", "text": {"body": "Hei"}}
        for number in ("472", "471", "473")
    ]

    found = parse(whatsapp({"contacts": contacts, "messages": messages}))

    assert [one.sender_name for one in found] == ["Bo", "Anna", None]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "unsupported", "errors": [{"code": 131051, "title": "Unknown"}]}, "131051"),
        ({"type": "poll_creation", "poll_creation": {"name": "?"}}, None),
        ({"type": "image"}, None),
        ({"type": "image", "image": "text"}, None),
        ({"type": "location", "location": {"latitude": "north"}}, None),
        ({"type": "interactive", "interactive": {"type": "new_reply"}}, None),
        ({}, None),
    ],
)
def test_what_cannot_be_shown_is_said_to_be_there(message, code):
    found = fact(written(**message))

    assert (found.kind, found.text, found.error_code) == ("unsupported", "", code)
    assert found.reason


def test_a_message_that_names_no_type_is_known_by_what_it_holds():
    assert fact(written(location={"latitude": 1, "longitude": 2})).attachments
    assert fact(written(reaction={"message_id": "wamid.0", "emoji": "👍"})).kind == "reaction"


def test_a_customer_opens_the_chat_without_a_word():
    assert fact(written(type="request_welcome")).kind == "conversation_started"


@pytest.mark.parametrize(
    ("system", "sender", "to"),
    [
        ({"type": "user_changed_number", "wa_id": "4792"}, CUSTOMER, "4792"),
        ({"type": "user_changed_number", "new_wa_id": "4792"}, CUSTOMER, "4792"),
        ({"type": "customer_identity_changed"}, CUSTOMER, None),
    ],
)
def test_a_customer_changes_their_number(system, sender, to):
    found = fact(written(type="system", system=system | {"body": "…"}))

    assert (found.kind, found.sender, found.new_address) == ("system", sender, to)
    assert found.details["system_type"] == system["type"]


def test_a_customer_whose_number_is_hidden_changes_their_id():
    system = {
        "type": "user_changed_user_id",
        "user_id": "NO.2",
        "previous_user_id": "NO.1",
        "parent_user_id": "NO.ENT.2",
    }
    message = {"id": "wamid.1", "type": "system", "system": system}

    found = fact(whatsapp({"messages": [message]}))

    assert (found.sender, found.new_address, found.aliases) == ("NO.1", "NO.2", ["NO.ENT.2"])


def test_a_broken_message_does_not_take_the_others_along():
    good = {"from": CUSTOMER, "id": "wamid.2", "type": "text", "text": {"body": "Hei"}}

    found = parse(whatsapp({"messages": [None, 7, {}, {"id": "x"}, good, {"from": "47"}]}))

    assert [one.kind for one in found] == ["ignored"] * 4 + ["message", "ignored"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("4791234567", "+4791234567"),
        ("+4791234567", "+4791234567"),
        ("NO.13491208655302741918", "NO.13491208655302741918"),
        ("120363418770915618@g.us", "120363418770915618@g.us"),
        ("120363418770915618", "120363418770915618"),
        ("٤٧٩١٢٣٤٥٦", "٤٧٩١٢٣٤٥٦"),
        ("", ""),
    ],
)
def test_numbers_are_kept_as_phone_numbers_and_ids_as_they_are(given, kept):
    assert normal(given) == kept
    assert normal(kept) == kept
