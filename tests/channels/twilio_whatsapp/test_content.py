"""Twilio's contents as templates, and a filled template as Twilio takes it."""

import json

import pytest

from chalicelib.channels.domain import TemplateUse
from chalicelib.channels.twilio_whatsapp.content import filled, gaps, template

pytestmark = pytest.mark.feature("CH-20")

APPROVED = {"name": "parcel_sent", "category": "UTILITY", "status": "approved"}


def a_content(types, **facts):
    """A content as GET /v1/ContentAndApprovals lists it."""
    return {
        "sid": "HX1",
        "friendly_name": "Parcel sent",
        "language": "en",
        "variables": {"1": "Kari"},
        "types": types,
        "approval_requests": APPROVED,
    } | facts


def test_a_plain_text_is_a_template_with_its_gaps():
    found = template(a_content({"twilio/text": {"body": "Hi {{1}}, parcel {{2}} left."}}))

    assert (found.id, found.name, found.language) == ("HX1:1,2", "parcel_sent", "en")
    assert (found.status, found.category) == ("approved", "utility")
    assert (found.body, found.header_format) == ("Hi {{1}}, parcel {{2}} left.", "none")


def test_a_template_without_gaps_is_called_by_its_sid_alone():
    assert template(a_content({"twilio/text": {"body": "We are open."}})).id == "HX1"


def test_a_card_of_whatsapp_has_header_footer_and_buttons():
    found = template(
        a_content(
            {
                "twilio/text": {"body": "plain"},
                "whatsapp/card": {
                    "body": "Order {{2}} is here.",
                    "header_text": "Hi {{1}}",
                    "footer": "Nordlys",
                    "actions": [
                        {"type": "QUICK_REPLY", "title": "Thanks", "id": "thanks"},
                        {"type": "URL", "title": "Track", "url": "https://x.example/{{2}}"},
                        {"type": "PHONE_NUMBER", "title": "Call", "phone": "+4759440123"},
                        {"type": "COPY_CODE", "title": "Code", "code": "{{3}}"},
                    ],
                },
            }
        )
    )

    assert (found.header, found.header_format) == ("Hi {{1}}", "text")
    assert (found.body, found.footer) == ("Order {{2}} is here.", "Nordlys")
    assert [button["kind"] for button in found.buttons] == [
        "quick_reply",
        "url",
        "phone",
        "copy_code",
    ]
    assert found.id == "HX1:1,2,2,3"


def test_buttons_win_over_plain_text_in_whichever_order_they_come():
    quick = {"body": "Coming?", "actions": [{"title": "Yes", "id": "yes"}]}
    both = {"twilio/text": {"body": "Coming?"}, "twilio/quick-reply": quick}

    for types in (both, dict(reversed(both.items()))):
        assert template(a_content(types)).buttons[0]["text"] == "Yes"


@pytest.mark.parametrize(
    ("approval", "status"),
    [
        ({"status": "approved"}, "approved"),
        ({"status": "REJECTED"}, "rejected"),
        ({"status": "paused"}, "paused"),
        ({"status": "unsubmitted"}, "pending"),
        ({"status": "received"}, "pending"),
        ({}, "pending"),
        (None, "pending"),
        ({"whatsapp": {"status": "approved"}}, "approved"),
    ],
)
def test_only_an_approved_content_is_approved(approval, status):
    content = a_content({"twilio/text": {"body": "x"}}, approval_requests=approval)

    assert template(content).status == status


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        a_content({}),
        a_content(None),
        a_content({"twilio/location": {"latitude": 1}}),
        a_content({"twilio/text": {"body": 7}}),
        a_content({"twilio/text": ["body"]}),
        a_content({"twilio/text": {"body": "x"}}, sid=None),
    ],
)
def test_what_has_no_text_of_its_own_is_left_out(content):
    assert template(content) is None


def test_gaps_are_numbers_in_their_order_then_names_as_they_come():
    assert gaps("{{2}} {{1}} {{ name }} {{2}} {{10}} {x} {{}}") == ["1", "2", "10", "name"]


def use(id_, **parts):
    return TemplateUse(id=id_, name="parcel_sent", language="en", **parts)


def test_values_find_their_gaps_wherever_they_stand():
    given = use("HX1:1,2,2,name", header=("Kari",), body=("A17",), buttons=("A17", "Ø"))

    assert dict(filled(given)) == {
        "ContentSid": "HX1",
        "ContentVariables": json.dumps({"1": "Kari", "2": "A17", "name": "Ø"}, ensure_ascii=False),
    }


def test_a_bare_sid_has_its_gaps_counted_from_one():
    assert dict(filled(use("HX1", body=("Kari", "A17"))))["ContentVariables"] == (
        '{"1": "Kari", "2": "A17"}'
    )


def test_nothing_to_fill_needs_no_variables():
    assert filled(use("HX1")) == [("ContentSid", "HX1")]
