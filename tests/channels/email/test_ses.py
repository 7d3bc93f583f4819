"""What SES tells of mail."""

import base64
import json

import pytest

from chalicelib.channels.email.ses import facts_of, notifications, raw_mail
from chalicelib.runtime.errors import Invalid
from tests.channels.email.mails import mail

pytestmark = pytest.mark.feature("CH-09", "CH-10")

RECEIVED = {
    "notificationType": "Received",
    "mail": {
        "timestamp": "2024-03-05T14:14:00.000Z",
        "source": "jo@berg.example",
        "messageId": "in-1",
        "commonHeaders": {"from": ["Jo <jo@berg.example>"], "subject": "Lamp", "messageId": "<m>"},
    },
    "receipt": {
        "recipients": ["chn_1@in.example"],
        "spamVerdict": {"status": "PASS"},
        "virusVerdict": {"status": "FAIL"},
        "dmarcVerdict": {"status": "GRAY"},
        "action": {"type": "S3", "bucketName": "mails", "objectKey": "in/in-1"},
    },
}


def sent(kind, **more):
    tags = {"ref": ["cnv_1-7"], "channel": ["chn_1"], "ses:source-ip": ["192.0.2.1"]}
    told = {"messageId": "0100-22", "destination": ["jo@berg.example"], "tags": tags}
    return {"eventType": kind, "mail": told, **more}


def only(body):
    [fact] = facts_of(body)
    return fact


@pytest.mark.parametrize("wrap", [dict, json.dumps, lambda told: {"Message": json.dumps(told)},
                                  lambda one: {"Records": [{"Sns": {"Message": json.dumps(one)}}]},
                                  lambda told: {"Records": [{"ses": told}]},
                                  lambda told: json.dumps(told).encode()])  # fmt: skip
def test_a_receipt_is_read_whatever_carries_it(wrap):
    told = only(wrap(RECEIVED))

    assert (told.kind, told.provider_message_id) == ("email_received", "in-1")
    assert told.details["recipients"] == ["chn_1@in.example"]
    assert (told.details["s3_bucket"], told.details["s3_key"]) == ("mails", "in/in-1")
    assert (told.details["virus"], told.details["dmarc"]) == ("FAIL", "GRAY")


def test_a_delivery_is_about_our_message_by_its_ref_and_its_channel():
    told = only(sent("Delivery", delivery={"recipients": ["jo@berg.example"]}))

    assert (told.kind, told.status, told.provider_message_id) == ("status", "delivered", "0100-22")
    assert (told.ref, told.details["channel"]) == ("cnv_1.7", "chn_1")


@pytest.mark.parametrize(
    ("bounce", "raw", "error"),
    [
        (
            {"bounceType": "Permanent", "bounceSubType": "General",
             "bouncedRecipients": [{"emailAddress": "jo@berg.example", "status": "5.1.1",
                                    "diagnosticCode": "smtp; 550 No Jo"}]},
            "Bounce/Permanent/General",
            "smtp; 550 No Jo",
        ),
        (
            {"bounceType": "Transient", "bounceSubType": "MailboxFull"},
            "Bounce/Transient/MailboxFull",
            "The mailbox is full.",
        ),
        ({}, "Bounce", None),
    ],
)  # fmt: skip
def test_a_bounce_fails_with_the_servers_words_or_ours(bounce, raw, error):
    told = only(sent("Bounce", bounce=bounce))

    assert (told.status, told.status_raw, told.error) == ("failed", raw, error)


@pytest.mark.parametrize(
    ("event", "kind", "status"),
    [
        (sent("Send"), "status", "sent"),
        (sent("Reject", reject={"reason": "Bad content"}), "status", "failed"),
        (sent("Rendering Failure", failure={"errorMessage": "x"}), "status", "failed"),
        (sent("Open"), "status", "read"),
        (sent("Complaint", complaint={"complaintFeedbackType": "abuse"}), "complaint", None),
        (sent("DeliveryDelay", deliveryDelay={"delayType": "MailboxFull"}), "delivery_delay", None),
        (sent("Click"), "ignored", None),
        (sent("Something new"), "ignored", None),
    ],
)
def test_every_event_has_its_fact(event, kind, status):
    told = only(event)

    assert (told.kind, told.status, told.provider_message_id) == (kind, status, "0100-22")


def test_a_small_mail_comes_along_with_its_receipt():
    plain = RECEIVED | {"content": mail().decode()}
    action = {"type": "SNS", "encoding": "BASE64"}
    coded = RECEIVED | {
        "content": base64.b64encode(mail()).decode(),
        "receipt": RECEIVED["receipt"] | {"action": action},
    }

    assert only(plain).text == only(coded).text == "It flickers."
    assert raw_mail(coded) == mail()


def test_the_greeting_on_a_new_topic_is_no_mail():
    text = "Successfully validated SNS topic for Amazon SES event publishing."

    assert facts_of({"Type": "Notification", "Message": text}) == []
    assert list(notifications({"Event": "s3:TestEvent"})) == []


@pytest.mark.parametrize("body", ["", "null", "[]", "{}", b"\xff", {"Message": "hello"}, 7, None,
                                  {"Message": "{}"}, "[" * 100_000])  # fmt: skip
def test_what_is_none_of_sess_is_refused(body):
    with pytest.raises(Invalid):
        facts_of(body)


@pytest.mark.parametrize("odd", [None, 7, "x", [], {}, [None], [7], {"status": 7}])
def test_odd_values_anywhere_are_read_past(odd):
    for where in ("mail", "receipt"):
        for name in RECEIVED[where]:
            told = RECEIVED | {where: RECEIVED[where] | {name: odd}}
            assert only(told).kind == "email_received"
    for name in ("bounce", "tags", "mail"):
        assert facts_of(sent("Bounce") | {name: odd, "mail": {"messageId": odd, "tags": odd}})
