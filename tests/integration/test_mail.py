"""Mail from the bucket to the conversation: where it goes on, what is kept of it, what is not."""

from __future__ import annotations

import json
from email.message import EmailMessage
from typing import Any

import boto3
import pytest

from chalicelib.attachments import service as scanning
from chalicelib.attachments import store as attachments
from chalicelib.channels.email import worker
from chalicelib.conversations import service
from chalicelib.conversations.domain import Entry
from chalicelib.conversations.service import Written
from chalicelib.runtime.ids import now
from chalicelib.runtime.settings import settings
from tests.builders import an_sqs_event
from tests.door import call

DOMAIN = "in.example"
MAILS = "mails"
ANN = "ann@berg.example"
ABOVE = "On Mon, 2 Mar 2026 at 12:01, Support <help@nordlys.example> wrote:\n"


@pytest.fixture
def desk(company, monkeypatch):
    """A company with a mail channel, and the bucket that SES fills."""
    s3 = boto3.client("s3")
    if MAILS not in [one["Name"] for one in s3.list_buckets()["Buckets"]]:
        where: Any = {"LocationConstraint": "eu-north-1"}
        s3.create_bucket(Bucket=MAILS, CreateBucketConfiguration=where)
    monkeypatch.setenv("MAIL_DOMAIN", DOMAIN)
    monkeypatch.setenv("MAIL_BUCKET", MAILS)
    settings.cache_clear()
    yield company.channel("email", {}, name="Support", address="help@nordlys.example")
    settings.cache_clear()


_made = iter(range(10_000))


def a_mail(text: str, sender: str = f"Ann Berg <{ANN}>", **headers: str) -> EmailMessage:
    """A mail as a person's program writes it."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "help@nordlys.example"
    mail["Subject"] = headers.pop("subject", "The lamp")
    mail["Message-ID"] = headers.pop("id", f"<m{next(_made)}@berg.example>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def deliver(channel: Any, mail: EmailMessage, to: str | None = None, receives: int = 1) -> bool:
    """Hand a mail over as SES does; whether it was taken."""
    key = f"in/{next(_made)}"
    boto3.client("s3").put_object(Bucket=MAILS, Key=key, Body=mail.as_bytes())
    verdict = {"status": "PASS"}
    told = {
        "notificationType": "Received",
        "mail": {"messageId": key, "source": ANN, "headersTruncated": False},
        "receipt": {
            "recipients": [to or f"{channel.id.lower()}@{DOMAIN}"],
            "spamVerdict": verdict,
            "virusVerdict": verdict,
            "spfVerdict": verdict,
            "dkimVerdict": verdict,
            "dmarcVerdict": {"status": "FAIL"},
            "action": {"type": "S3", "bucketName": MAILS, "objectKey": key},
        },
    }
    return not worker.mail(an_sqs_event(json.dumps(told), receives=receives), None)[
        "batchItemFailures"
    ]


def received(channel: Any, mail: EmailMessage) -> Entry:
    """The message that a mail became."""
    assert deliver(channel, mail)
    found = service.find_received(channel.account_id, channel.id, str(mail["Message-ID"]))
    assert found
    return found


@pytest.mark.feature("CH-09", "CONV-01")
def test_a_mail_becomes_a_conversation_of_its_subject(desk, company):
    entry = received(desk, a_mail("It flickers.", subject="The lamp"))

    head = company.head(entry.conversation_id)
    assert (head.topic, head.contact.name, head.team_id) == ("The lamp", "Ann Berg", desk.team_id)
    mail = entry.data["mail"]
    assert (mail["subject"], mail["from"], mail["automatic"]) == ("The lamp", ANN, False)
    assert mail["verdicts"]["dmarc"] == "fail"


@pytest.mark.feature("CH-33")
def test_a_mail_that_is_told_twice_is_one_message(desk, company):
    mail = a_mail("Once")
    first = received(desk, mail)

    assert received(desk, mail).id == first.id
    assert len(company.thread(first.conversation_id)) == 1


@pytest.mark.feature("CH-10")
def test_another_subject_is_another_conversation_of_the_same_contact(desk, company):
    first = received(desk, a_mail("It flickers."))
    second = received(desk, a_mail("And the tent?", subject="The tent"))

    assert first.conversation_id != second.conversation_id
    heads = [company.head(one.conversation_id) for one in (first, second)]
    assert heads[0].contact == heads[1].contact


def answer(who: Any, entry: Entry, text: str = "Have a new one.", id_: str = "0100-ses") -> Entry:
    """An agent's answer that SES took under an id."""
    made = service.reply(who, entry.conversation_id, Written(text), now())
    service.accepted(made, id_, now())
    return made


@pytest.mark.feature("CH-10")
@pytest.mark.parametrize(
    "how",
    [
        {"In_Reply_To": "<0100-ses@email.amazonses.com>"},
        {"References": "<other@x.example> <0100-ses@eu-north-1.amazonses.com>"},
        {"In_Reply_To": "<lost@berg.example>", "to": "plus"},
        {"subject": "SV: something else [#{number}]"},
    ],
)
def test_an_answer_goes_on_where_it_belongs(desk, company, how):
    anna = company.agent()
    first = received(desk, a_mail("It flickers."))
    sent = answer(anna, first)
    given = dict(how)
    to = None
    if given.pop("to", None):
        to = f"{desk.id}+{service.message_ref(sent)}@{DOMAIN}".lower()
    number = company.head(first.conversation_id).number
    given = {name: value.replace("{number}", str(number)) for name, value in given.items()}

    mail = a_mail(f"Thanks!\n\n{ABOVE}> Have a new one.\n", **given)
    assert deliver(desk, mail, to)

    found = service.find_received(desk.account_id, desk.id, str(mail["Message-ID"]))
    assert found
    assert found.conversation_id == first.conversation_id
    assert (found.data["text"], found.data["mail"]["cut"]) == ("Thanks!", True)


@pytest.mark.feature("CH-10")
def test_a_number_in_the_subject_counts_for_the_same_sender_alone(desk, company):
    first = received(desk, a_mail("It flickers."))
    number = company.head(first.conversation_id).number

    stranger = received(
        desk, a_mail("Me too", sender="eve@else.example", subject=f"Re: [#{number}]")
    )

    assert stranger.conversation_id != first.conversation_id


@pytest.mark.feature("CH-10")
def test_somebody_in_copy_joins_under_their_own_name_and_answers_go_to_the_customer(desk, company):
    anna = company.agent()
    first = received(desk, a_mail("It flickers.", Cc="Bo Dahl <bo@berg.example>"))
    answer(anna, first)

    joined = received(
        desk,
        a_mail(
            "I saw it, too.",
            sender="Bo Dahl <bo@berg.example>",
            In_Reply_To="<0100-ses@email.amazonses.com>",
        ),
    )

    assert joined.conversation_id == first.conversation_id
    assert joined.data["author"] == {"address": "bo@berg.example", "name": "Bo Dahl"}
    head = company.head(first.conversation_id)
    assert (head.contact.name, head.address) == ("Ann Berg", ANN)


@pytest.mark.feature("CH-10")
def test_an_answer_keeps_subject_copies_and_references(desk, company):
    anna = company.agent()
    first = received(desk, a_mail("It flickers.", Cc="bo@berg.example", References="<a@x.example>"))

    kept = service.reply(anna, first.conversation_id, Written("Sorry!"), now()).data["mail"]
    alone = service.reply(anna, first.conversation_id, Written("Psst", cc=()), now()).data["mail"]

    assert (kept["subject"], kept["to"], kept["cc"]) == ("Re: The lamp", [ANN], ["bo@berg.example"])
    assert kept["in_reply_to"] == first.data["mail"]["message_id"]
    assert kept["references"] == ["<a@x.example>", kept["in_reply_to"]]
    assert alone["cc"] == []


@pytest.mark.feature("CH-10")
def test_a_bounce_fails_the_mail_it_is_about_and_begins_no_conversation(desk, company, aws):
    anna = company.agent()
    first = received(desk, a_mail("It flickers."))
    sent = answer(anna, first)
    before = len(company.thread(first.conversation_id))
    bounce = EmailMessage()
    bounce["From"], bounce["Subject"] = "MAILER-DAEMON@berg.example", "Undelivered Mail"
    bounce["Message-ID"], bounce["Auto-Submitted"] = "<b1@berg.example>", "auto-replied"
    bounce["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="b"'
    bounce.set_payload(
        "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; berg.example\n\n"
        f"Final-Recipient: rfc822; {ANN}\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 no such user\n"
        "--b\nContent-Type: text/rfc822-headers\n\n"
        "Message-ID: <0100-ses@email.amazonses.com>\n--b--\n"
    )

    assert deliver(desk, bounce)

    thread = company.thread(first.conversation_id)
    told = next(one for one in thread if one.id == sent.id)
    assert told.data["delivery"]["status"] == "failed"
    assert "no such user" in told.data["delivery"]["error"]
    assert len(thread) == before + 1
    assert service.find_received(desk.account_id, desk.id, "<b1@berg.example>") is None


@pytest.mark.feature("CH-10")
def test_an_automatic_answer_says_that_it_is_one(desk):
    mail = a_mail("I am away.", Auto_Submitted="auto-replied", In_Reply_To="<x@y.example>")

    assert received(desk, mail).data["mail"]["automatic"]


@pytest.mark.feature("CH-09", "MSG-22")
def test_the_mail_as_it_was_written_is_one_click_away_and_only_for_who_may_see_it(desk, company):
    anna = company.agent()
    mail = a_mail(
        "New.\n\nOn Mon, 2 Mar 2026 at 12:01, Support <help@nordlys.example> wrote:\n> Old.\n"
    )
    mail.add_alternative(
        '<p>New.</p><img src="cid:pic@x"><script>alert(1)</script><blockquote>Old.</blockquote>',
        subtype="html",
    )
    mail.get_payload()[1].add_related(PIXEL, "image", "png", cid="<pic@x>", filename="p.png")
    entry = received(desk, mail)

    path = f"/v1/conversations/{entry.conversation_id}/messages/{entry.id}/mail"
    told = call("GET", path, caller=anna).json

    assert "Old." in told["full_text"]
    assert "Old." in told["html"]
    assert "<script" not in told["html"]
    assert "cid:" not in told["html"]
    assert entry.data["attachments"][0]["id"] in told["html"]
    assert f"{entry.id}.eml" in told["source_url"]
    only = {"visible_to": [company.admin.user_id]}
    service.change_fields(company.admin, entry.conversation_id, only, now())
    assert call("GET", path, caller=anna).status == 404


@pytest.mark.feature("CH-09", "MSG-21")
def test_a_mail_whose_file_is_scanned_too_long_arrives_without_it(desk, monkeypatch):
    monkeypatch.setenv("SCAN_ATTACHMENTS", "true")
    settings.cache_clear()
    monkeypatch.setattr(scanning, "VERDICT_PAUSE", 0)
    mail = a_mail("See the picture.")
    mail.add_attachment(PIXEL, "image", "png", filename="p.png")

    assert not deliver(desk, mail)
    assert not deliver(desk, mail, receives=2)
    versions = boto3.client("s3").list_object_versions(
        Bucket=settings().bucket, Prefix=f"uploads/{desk.account_id}/"
    )
    assert len(versions["Versions"]) == 1
    assert deliver(desk, mail, receives=3)

    found = service.find_received(desk.account_id, desk.id, str(mail["Message-ID"]))
    assert found
    assert [file["kind"] for file in found.data["attachments"]] == ["missing"]


@pytest.mark.feature("CONV-25")
def test_with_the_conversation_goes_all_that_was_kept_of_its_mails(desk, company):
    entry = received(desk, a_mail("It flickers."))
    key = attachments.kept_key(desk.account_id, entry.conversation_id, f"{entry.id}.eml")
    assert attachments.read(key)

    service.delete(company.admin, entry.conversation_id, now())
    service.purge(desk.account_id, entry.conversation_id)

    assert attachments.find(key) is None


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf500f0003860180bd8f2ae70000000049454e44ae426082"
)
