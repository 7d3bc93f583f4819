"""WhatsApp's webhooks as facts: delivery, consent, calls, the account, the company's own phone."""

import pytest

from chalicelib.channels.whatsapp.inbound import parse
from chalicelib.runtime.errors import Invalid
from tests.channels.meta.samples import CUSTOMER, NUMBER, hook, whatsapp

ECHO = {"from": "4759440123", "to": CUSTOMER, "id": "wamid.5", "timestamp": "1760000000"}


def fact(request):
    [found] = parse(request)
    return found


def reported(**report):
    known = {"id": "wamid.9", "recipient_id": CUSTOMER, "timestamp": "1760000000"}
    return fact(whatsapp({"statuses": [known | report]}))


@pytest.mark.feature("MSG-12", "CH-17")
@pytest.mark.parametrize(
    ("raw", "status"),
    [("sent", "sent"), ("delivered", "delivered"), ("read", "read"), ("played", "read")],
)
def test_what_becomes_of_our_message_is_told_with_our_name_for_it(raw, status):
    found = reported(status=raw, biz_opaque_callback_data="cnv_1.2")

    assert (found.kind, found.status, found.status_raw) == ("status", status, raw)
    assert (found.provider_message_id, found.ref) == ("wamid.9", "cnv_1.2")
    assert (found.sender, found.recipient, found.direction) == (NUMBER, CUSTOMER, "outbound")
    assert (found.error, found.consent) == (None, None)


def test_a_failure_says_why():
    found = reported(status="failed", errors=[{"code": 131047, "title": "Re-engagement message"}])

    assert (found.status, found.error_code) == ("failed", "131047")
    assert "template" in found.error


@pytest.mark.parametrize("errors", [None, [], "text", [7], [{"code": "?"}]])
def test_a_failure_without_a_reason_is_one_all_the_same(errors):
    found = reported(status="failed", errors=errors)

    assert (found.status, found.error_code, bool(found.error)) == ("failed", None, True)


def test_a_customer_who_stopped_marketing_is_marked_when_we_try():
    found = reported(status="failed", errors=[{"code": 131050}])

    assert (found.consent, found.consent_scope) == ("opt_out", "marketing")


@pytest.mark.parametrize(
    "report",
    [
        {"status": "deleted"},
        {"status": "warning"},
        {"status": None},
        {},
        {"status": "captured", "type": "payment"},
        {"status": "failed", "type": "payment"},
        {"id": None, "status": "sent"},
    ],
)
def test_other_states_are_acknowledged_and_change_nothing(report):
    assert reported(**report).kind == "ignored"


def test_who_of_a_group_has_read_it_is_kept():
    found = reported(
        status="read",
        recipient_id="120363@g.us",
        recipient_type="group",
        recipient_participant_id=CUSTOMER,
    )

    assert found.recipient == "120363@g.us"
    assert found.details == {"recipient_type": "group", "recipient_participant_id": CUSTOMER}


def test_a_recipient_who_hides_their_number_is_named_by_their_id():
    assert reported(status="sent", recipient_id=None, recipient_user_id="NO.1").recipient == "NO.1"


@pytest.mark.parametrize(
    ("value", "consent"), [("stop", "opt_out"), ("resume", "opt_in"), ("signup", "opt_in")]
)
def test_a_wish_about_marketing_is_about_marketing_alone(value, consent):
    wish = {"wa_id": CUSTOMER, "category": "marketing_messages", "value": value}

    found = fact(whatsapp({"user_preferences": [wish]}, "user_preferences"))

    assert (found.kind, found.sender, found.consent) == ("preference", CUSTOMER, consent)
    assert found.consent_scope == "marketing"
    assert found.details == {"category": "marketing_messages", "value": value}


def test_a_wish_of_a_new_sort_changes_no_consent():
    wish = {"user_id": "NO.1", "value": "later"}

    found = fact(whatsapp({"user_preferences": [wish]}, "user_preferences"))

    assert (found.kind, found.sender, found.consent) == ("preference", "NO.1", None)


@pytest.mark.parametrize("many", [True, False])
def test_an_id_that_changed_leads_from_the_old_to_the_new(many):
    change = {"wa_id": CUSTOMER, "user_id": {"previous": "NO.1", "current": "NO.2"}}

    value = {"user_id_update": [change] if many else change}
    found = fact(whatsapp(value, "user_id_update"))

    assert (found.kind, found.sender, found.new_address) == ("identity_change", "NO.1", "NO.2")
    assert found.aliases == [CUSTOMER]


@pytest.mark.parametrize(
    ("value", "event"),
    [
        ({"calls": [{"id": "wacid.1", "from": "47", "to": "46", "event": "connect"}]}, "connect"),
        (
            {"statuses": [{"id": "wacid.1", "type": "call", "status": "RINGING", "from": "47"}]},
            "ringing",
        ),
    ],
)
def test_a_call_is_no_message(value, event):
    found = fact(whatsapp(value | {"errors": [{"code": 1}]}, "calls"))

    assert (found.kind, found.sender) == ("call", "47")
    assert found.details["provider_call_id"] == "wacid.1"
    assert found.details["event"] == event


@pytest.mark.parametrize("field", ["smb_message_echoes", "message_echoes"])
def test_what_the_company_writes_with_its_phone_is_no_customers_message(field):
    echo = ECHO | {"type": "text", "text": {"body": "Ringer straks"}}

    found = fact(whatsapp({"message_echoes": [echo]}, field))

    assert (found.kind, found.direction, found.text) == ("echo", "outbound", "Ringer straks")
    assert (found.sender, found.recipient) == ("4759440123", CUSTOMER)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ({"type": "revoke", "revoke": {"original_message_id": "wamid.0"}}, "delete"),
        (
            {
                "type": "edit",
                "edit": {
                    "original_message_id": "wamid.0",
                    "message": {"type": "text", "text": {"body": "x"}},
                },
            },
            "edit",
        ),
        ({"type": "reaction", "reaction": {"message_id": "wamid.0", "emoji": "👍"}}, "reaction"),
    ],
)
def test_the_company_changes_its_own_words_with_its_phone(message, kind):
    found = fact(whatsapp({"message_echoes": [ECHO | message]}, "smb_message_echoes"))

    assert (found.kind, found.direction, found.reply_to) == (kind, "outbound", "wamid.0")


def test_an_echo_of_a_new_type_is_acknowledged():
    echo = ECHO | {"type": "poll", "to_user_id": "NO.1"}

    assert fact(whatsapp({"message_echoes": [echo]}, "smb_message_echoes")).kind == "ignored"


def test_what_another_app_is_told_is_only_overheard():
    message = {"from": CUSTOMER, "id": "wamid.1", "type": "text", "text": {"body": "Hei"}}

    value = {"messages": [message], "statuses": [{"id": "wamid.9", "status": "read"}]}
    assert [one.kind for one in parse(whatsapp(value, "standby"))] == ["standby", "standby"]
    assert fact(whatsapp({}, "messaging_handovers")).kind == "handover"


def test_an_error_that_concerns_no_message():
    found = fact(whatsapp({"errors": [{"code": 130429, "title": "Rate limit hit"}]}))

    assert (found.kind, found.error_code, found.recipient) == ("error", "130429", NUMBER)
    assert found.error == "Rate limit hit"


@pytest.mark.feature("CH-20")
def test_a_template_that_was_approved_is_an_event_of_the_account():
    value = {
        "event": "APPROVED",
        "message_template_id": 1689556908129832,
        "message_template_name": "order_confirmation",
    }

    found = fact(whatsapp(value, "message_template_status_update"))

    assert found.kind == "account_event"
    assert found.details["field"] == "message_template_status_update"
    assert found.details["event"] == "APPROVED"
    assert found.details["template_id"] == "1689556908129832"


@pytest.mark.parametrize(
    ("field", "value", "event"),
    [
        ("phone_number_quality_update", {"event": "FLAGGED"}, "FLAGGED"),
        ("account_review_update", {"decision": "APPROVED"}, "APPROVED"),
        ("group_lifecycle_update", {"groups": [{"type": "group_create"}]}, "group_create"),
        ("something_new", {}, None),
    ],
)
def test_other_events_of_the_account_are_kept_apart(field, value, event):
    found = fact(whatsapp(value, field))

    assert (found.kind, found.details["field"]) == ("account_event", field)
    assert found.details.get("event") == event


@pytest.mark.parametrize("field", ["history", "smb_app_state_sync"])
def test_the_past_is_not_taken_over(field):
    assert fact(whatsapp({"history": [{}]}, field)).kind == "ignored"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"object": "whatsapp_business_account"},
        {"object": "whatsapp_business_account", "entry": []},
        {"object": "whatsapp_business_account", "entry": [None, {"changes": [None, {}]}]},
        {"object": "page", "entry": [{"changes": [{"field": "messages", "value": {"x": 1}}]}]},
    ],
)
def test_a_call_that_tells_nothing_is_acknowledged(body):
    found = fact(hook(body))

    assert (found.kind, found.reason) == ("ignored", "no events")


@pytest.mark.parametrize("body", [b"not json", b"[]", b""])
def test_what_is_no_webhook_is_refused(body):
    with pytest.raises(Invalid):
        parse(hook(body))


@pytest.mark.feature("CH-33")
def test_many_changes_in_one_call_come_out_in_order():
    entries = []
    for number in range(3):
        message = {"from": CUSTOMER, "id": f"wamid.{number}", "text": {"body": str(number)}}
        value = {"messages": [message], "statuses": [{"id": "wamid.x", "status": "sent"}]}
        entries.append({"changes": [{"field": "messages", "value": value}] * 2})

    found = parse(hook({"object": "whatsapp_business_account", "entry": entries}))

    assert [one.kind for one in found] == ["message", "status"] * 6
    assert [one.text for one in found if one.kind == "message"] == ["0", "0", "1", "1", "2", "2"]
