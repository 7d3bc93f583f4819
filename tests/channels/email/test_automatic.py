"""Mail that no person wrote."""

import pytest

from chalicelib.channels.email.inbound import facts_of
from tests.channels.email.mails import mail, mixed, part

pytestmark = pytest.mark.feature("CH-10")

REPORT = "Reporting-MTA: dns; mx.berg.example\n\nFinal-Recipient: rfc822; jo@berg.example\n"
RETURNED = "Message-ID: <0100-22@eu-north-1.amazonses.com>\nSubject: Your lamp\n\nHi"


def only(eml):
    [fact] = facts_of(eml)
    return fact


def report(fields, kind="delivery-status", returned=RETURNED):
    return mixed(
        part("text/plain", "We are sorry."),
        part(f"message/{kind}", fields),
        part("message/rfc822", returned),
        subtype=f"report; report-type={kind}",
        From="Mail Delivery System <mailer-daemon@berg.example>",
        Return_Path="<>",
    )


def test_a_bounce_names_the_mail_the_address_and_the_reason():
    told = only(
        report(f"{REPORT}Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 No Jo\n")
    )

    assert (told.kind, told.reply_to) == ("bounce", "0100-22")
    assert (told.error, told.error_code, told.ids) == ("550 No Jo", "5.1.1", ["jo@berg.example"])
    assert told.details["automatic"] is True
    assert told.attachments == []


@pytest.mark.parametrize(
    ("action", "kind"),
    [("failed", "bounce"), ("delayed", "delivery_delay"), ("delivered", "status")],
)
def test_what_a_report_says_of_delivery_decides_what_it_is(action, kind):
    told = only(report(f"{REPORT}Action: {action}\nStatus: 4.0.0\n"))

    assert told.kind == kind
    assert told.status == ("delivered" if kind == "status" else None)


def test_returned_headers_alone_name_the_mail_too():
    eml = mixed(
        part("text/plain", "Sorry."),
        part("message/delivery-status", f"{REPORT}Action: failed\n"),
        part("text/rfc822-headers", "Message-ID: <cnv_1.7@in.example>\nSubject: x\n"),
        subtype="report; report-type=delivery-status",
    )

    assert only(eml).reply_to == "cnv_1.7@in.example"


def test_a_bounce_of_a_server_without_report_format_is_one():
    told = only(
        mail(
            "This could not be delivered:\n550 5.1.1 No such user\n\nMessage-ID: <m9@in.example>\n",
            From="Mail Delivery Subsystem <MAILER-DAEMON@berg.example>",
            Subject="Undelivered Mail Returned to Sender",
        )
    )

    assert (told.kind, told.error, told.reply_to) == (
        "bounce",
        "550 5.1.1 No such user",
        "m9@in.example",
    )


def test_a_person_who_writes_of_undelivered_mail_is_no_bounce():
    assert only(mail(Subject="Undelivered Mail Returned to Sender")).kind == "message"


def test_a_read_receipt_names_the_mail_that_was_read():
    fields = (
        "Final-Recipient: rfc822; jo@berg.example\nOriginal-Message-ID: <m9@in.example>\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n"
    )
    told = only(report(fields, "disposition-notification"))

    assert (told.kind, told.reply_to) == ("read_receipt", "m9@in.example")


def test_a_complaint_is_told_from_a_bounce():
    told = only(report("Feedback-Type: abuse\nVersion: 1\n", "feedback-report"))

    assert (told.kind, told.reply_to) == ("complaint", "0100-22")


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-replied (vacation)"},
        {"Auto_Submitted": "auto-generated", "In_Reply_To": "<m9@in.example>"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "Lamp"},
        {"Precedence": "auto_reply"},
        {"Subject": "Automatic reply: Lamp"},
        {"Subject": "Out of Office: Lamp"},
        {"Subject": "Abwesenheitsnotiz"},
        {"Subject": "Réponse automatique : lampe"},
        {"Subject": "Respuesta automática: lámpara"},
        {"Subject": "Automatisk svar"} | {"Auto_Submitted": "auto-replied"},
        {"Subject": "自动回复：灯"},
    ],
)
def test_an_automatic_answer_is_one(header):
    told = only(mail(**header))

    assert told.kind == "auto_reply"
    assert told.details["automatic"] is True


@pytest.mark.parametrize(
    "header",
    [
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"List_Id": "<lamps.lists.example>"},
        {"Auto_Submitted": "auto-generated"},
        {"Return_Path": "<>"},
    ],
)
def test_what_a_machine_wrote_is_a_message_that_no_machine_answers(header):
    told = only(mail(**header))

    assert told.kind == "message"
    assert told.details["automatic"] is True


@pytest.mark.parametrize("header", [{}, {"Auto_Submitted": "no"}, {"X_Autoreply": "no"}])
def test_what_a_person_wrote_may_be_answered(header):
    told = only(mail(**header))

    assert told.kind == "message"
    assert "automatic" not in told.details
