"""The webhook door: verified on the very bytes, queued, acknowledged; then the inbound worker."""

import base64
import hashlib
import hmac
import json

import pytest

from chalicelib.channels import service, worker
from chalicelib.conversations.service import Written
from chalicelib.runtime import clients
from tests.aws import Calls
from tests.builders import TWILIO_TOKEN, an_sqs_event
from tests.channels.conftest import recorded
from tests.door import encoded, form

SEQUENCES = [
    (name, sequence)
    for name, sequence in recorded("sequences/*.json")
    if all(one["provider"].startswith("twilio_s") for one in sequence["deliveries"])
]


def post(channel, fields, query="", token=TWILIO_TOKEN):
    """Call a channel's hook as Twilio signs it."""
    url = service.hook_url(channel.id) + (f"?{query}" if query else "")
    pairs = sorted(
        (name, one)
        for name, value in fields.items()
        for one in (value if isinstance(value, list) else [value])
    )
    text = url + "".join(name + value for name, value in pairs)
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    headers = {"X-Twilio-Signature": base64.b64encode(digest).decode()}
    parsed = dict(pair.split("=") for pair in query.split("&")) if query else None
    return form(f"/hooks/{channel.id}", encoded(fields), headers, parsed)


def work_off(aws):
    """Let the inbound worker take all that is queued."""
    records = [
        an_sqs_event(message["Body"], group=message["Attributes"]["MessageGroupId"])["Records"][0]
        for message in aws.messages("inbound")
    ]
    for record in records:
        assert worker.inbound({"Records": [record]}, None) == {"batchItemFailures": []}


def texts_of(company, aws):
    """Every message of the company, in order."""
    return [
        json.loads(item["data"]["S"])["text"]
        for item in sorted(aws.items("conversations"), key=lambda item: item["sk"]["S"])
        if item["pk"]["S"].startswith(company.account_id)
        and item.get("type", {}).get("S") == "message.received"
    ]


HELLO = {"MessageSid": "SM1", "From": "+4790123456", "To": "+4759440123", "Body": "Hei"}


def test_a_signed_call_is_queued_and_answered_as_the_provider_likes_it(company, aws):
    answer = post(company.sms, HELLO)

    assert (answer.status, answer.body) == (200, "<Response/>")
    assert answer.headers["content-type"] == "text/xml"
    [message] = aws.messages("inbound")
    body = json.loads(message["Body"])
    assert (body["account_id"], body["channel_id"]) == (company.account_id, company.sms.id)
    assert body["facts"][0]["text"] == "Hei"


def test_the_correlation_id_goes_along(company, aws):
    post(company.sms, HELLO | {"MessageSid": "SMcorrelated"})

    [message] = aws.messages("inbound")
    assert message["MessageAttributes"]["correlation_id"]["StringValue"] == "request-1"


@pytest.mark.feature("CH-33")
def test_a_warm_door_asks_dynamodb_nothing_and_the_queue_once(company, aws):
    post(company.sms, HELLO | {"MessageSid": "SMcold"})

    with Calls() as calls:
        post(company.sms, HELLO | {"MessageSid": "SMwarm"})

    assert calls == {"SendMessageBatch": 1}


def test_a_cold_door_reads_the_channel_and_its_secret_once(company, aws):
    with Calls() as calls:
        post(company.sms, HELLO | {"MessageSid": "SMcold2"})

    assert calls == {"Query": 1, "GetSecretValue": 1, "SendMessageBatch": 1}


@pytest.mark.parametrize("token", ["wrong", "", TWILIO_TOKEN[:-1]])
def test_a_wrong_signature_is_forbidden_and_stores_nothing(company, aws, token):
    answer = post(company.sms, HELLO, token=token)

    assert (answer.status, answer.json["code"]) == (403, "forbidden")
    assert answer.headers["content-type"] == "application/problem+json"
    assert aws.messages("inbound") == []


def test_an_unsigned_call_is_forbidden(company, aws):
    answer = form(f"/hooks/{company.sms.id}", encoded(HELLO), {})

    assert answer.status == 403
    assert aws.messages("inbound") == []


def test_nobody_calls_a_widgets_hook(company, aws):
    assert post(company.webchat, HELLO).status == 403


def test_a_hook_of_no_channel_does_not_exist(aws):
    assert form("/hooks/chn_none", encoded(HELLO), {}).status == 404


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"\x00" * 999, b"x" * 1_000_000, b"Body=%FF"], ids=range(5)
)
def test_hostile_bytes_are_forbidden_not_fatal(company, aws, body):
    headers = {"X-Twilio-Signature": "AAAA"}

    assert form(f"/hooks/{company.sms.id}", body, headers).status == 403


def test_a_signed_call_that_says_nothing_is_refused_not_fatal(company, aws):
    answer = post(company.sms, {"From": "+4790123456"})

    assert (answer.status, answer.json["detail"]) == (400, "MessageSid is missing")


def test_a_queue_in_trouble_makes_the_provider_call_again(company, aws, monkeypatch):
    monkeypatch.setattr(clients.sqs(), "send_message_batch", lambda **_: {"Failed": [{"Id": "0"}]})

    answer = post(company.sms, HELLO)

    assert (answer.status, answer.json["code"]) == (500, "internal")


@pytest.mark.parametrize("query", ["ref=cnv_1.2", "a=1&b=2", "empty="])
def test_the_query_is_verified_with_the_url(company, aws, query):
    assert post(company.sms, HELLO, query).status == 200


@pytest.mark.feature("CH-33", "CONV-01")
def test_the_same_webhook_five_times_is_one_message(company, aws):
    fields = HELLO | {"MessageSid": "SMfive"}
    for _ in range(5):
        post(company.sms, fields)
        work_off(aws)

    assert texts_of(company, aws) == ["Hei"]


@pytest.mark.feature("CH-33")
def test_the_same_webhook_twice_at_once_is_one_message(company, aws, at_once):
    fields = HELLO | {"MessageSid": "SMat_once"}
    body = {
        "account_id": company.account_id,
        "channel_id": company.sms.id,
        "facts": [
            {
                "kind": "message",
                "provider_message_id": fields["MessageSid"],
                "sender": fields["From"],
                "text": "Hei",
            }
        ],
    }

    failures = at_once([lambda: worker.inbound(an_sqs_event(body), None)] * 2)

    assert failures == [{"batchItemFailures": []}] * 2
    assert texts_of(company, aws) == ["Hei"]


def test_each_senders_messages_keep_their_order_in_the_queue(company, aws):
    for number in range(3):
        post(company.sms, HELLO | {"MessageSid": f"SMorder{number}", "Body": str(number)})
    post(company.sms, HELLO | {"MessageSid": "SMother", "From": "+4790999999"})

    groups = [one["Attributes"]["MessageGroupId"] for one in aws.messages("inbound")]

    assert len(set(groups)) == 2
    assert sorted(map(groups.count, set(groups))) == [1, 3]


@pytest.mark.skipif(not SEQUENCES, reason="no recorded sequences beside the project")
@pytest.mark.feature("CH-33", "MSG-12")
@pytest.mark.parametrize(("name", "sequence"), SEQUENCES, ids=[name for name, _ in SEQUENCES])
def test_recorded_sequences(company, aws, name, sequence):
    from chalicelib.conversations import service as conversations
    from tests.builders import NOON

    expect = sequence["expect"]
    sent = {}
    for provider_id in expect.get("final", {}):
        anna = company.agent()
        id_ = company.message(channel=company.sms).conversation_id
        sent[provider_id] = conversations.reply(anna, id_, Written("Ja"), NOON)
        conversations.accepted(sent[provider_id], provider_id, NOON)
    before = len(texts_of(company, aws))

    for delivery in sequence["deliveries"]:
        assert post(company.sms, delivery["body"]).status == 200
        work_off(aws)

    if "messages_created" in expect:
        assert len(texts_of(company, aws)) - before == expect["messages_created"]
    for provider_id, state in expect.get("final", {}).items():
        entry = sent[provider_id]
        stored = conversations.load_entry(company.account_id, entry.conversation_id, entry.seq)
        assert stored.data["delivery"]["status"] == state
