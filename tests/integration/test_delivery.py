"""An answer's way to the provider: published, queued, sent once, reported, retried."""

import json

import pytest

from chalicelib.channels import registry, worker
from chalicelib.channels import service as channels
from chalicelib.channels.domain import SendError
from chalicelib.conversations import service
from chalicelib.conversations import worker as publisher
from chalicelib.conversations.service import Written
from chalicelib.runtime import clients
from chalicelib.runtime.ids import now
from tests.aws import Calls
from tests.builders import a_sender, a_stream_event, an_sqs_event
from tests.integration.test_realtime import items_of

LATER = SendError("The provider is not available right now.", retryable=True)
NEVER = SendError("The number is not a valid phone number.", retryable=False)


class Provider:
    """Stands for Twilio: takes what it is given, or refuses as told."""

    def __init__(self):
        self.taken = []
        self.refusals = []
        self.meanwhile = lambda: None

    def send(self, message, channel, credentials):
        self.meanwhile()
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken.append((message, credentials))
        return f"SM{message.ref}"


@pytest.fixture
def provider(monkeypatch):
    from dataclasses import replace

    stand_in = Provider()
    real = registry.provider_of("twilio_sms")
    monkeypatch.setitem(registry._loaded, "twilio_sms", replace(real, send=stand_in.send))
    return stand_in


@pytest.fixture
def answered(company):
    """An answer that waits to be sent by SMS."""
    anna = company.agent()
    id_ = company.message(sender=a_sender(company.sms), channel=company.sms).conversation_id
    return company, anna, service.reply(anna, id_, Written("Yes, we do"), now())


def publish(aws, entry):
    """Hand the conversation's newest entry to the publisher, as its stream does."""
    publisher.publish(a_stream_event(items_of(aws, entry.conversation_id)[-1:]), None)


def queued(aws):
    """The bodies in the outbound queue."""
    return [json.loads(message["Body"]) for message in aws.messages("outbound")]


def deliver(body, receives=1):
    """Run the outbound function; the ids of the records that go back."""
    failed = worker.outbound(an_sqs_event(body, receives=receives), None)
    return [item["itemIdentifier"] for item in failed["batchItemFailures"]]


def status(company, entry):
    """How far a message came, as it is stored."""
    return service.load_entry(company.account_id, entry.conversation_id, entry.seq).data[
        "delivery"
    ]["status"]


def body_of(entry, attempt_of=None):
    return {
        "account_id": entry.account_id,
        "conversation_id": entry.conversation_id,
        "seq": entry.seq,
        "attempt_of": attempt_of or entry.seq,
    }


def report(company, entry, state, error=None):
    """A provider's report, through the inbound function."""
    fact = {
        "kind": "status",
        "provider_message_id": "SM1",
        "status": state,
        "ref": service.message_ref(entry),
        "error": error,
    }
    return take_in(company, fact)


def take_in(company, *facts, receives=1):
    body = {
        "account_id": company.account_id,
        "channel_id": company.sms.id,
        "facts": list(facts),
    }
    return worker.inbound(an_sqs_event(body, receives=receives), None)["batchItemFailures"]


@pytest.mark.feature("MSG-01")
def test_an_answer_is_queued_for_its_provider_in_the_order_of_its_conversation(answered, aws):
    _company, _, sent = answered
    aws.messages("outbound")

    publish(aws, sent)

    [message] = aws.messages("outbound")
    assert json.loads(message["Body"]) == body_of(sent)
    assert message["Attributes"]["MessageGroupId"] == sent.conversation_id
    assert message["Attributes"]["MessageDeduplicationId"] == sent.id


def test_a_batch_published_again_queues_the_answer_once(answered, aws):
    _, _, sent = answered
    aws.messages("outbound")

    publish(aws, sent)
    publish(aws, sent)

    assert len(queued(aws)) == 1


def test_nothing_is_queued_for_a_channel_that_reads_from_us(company, aws):
    anna = company.agent()
    id_ = company.message().conversation_id
    sent = service.reply(anna, id_, Written("Yes"), now())

    publish(aws, sent)

    assert queued(aws) == []


@pytest.mark.feature("MSG-01", "MSG-12")
def test_a_delivered_record_sends_the_text_with_our_ref_and_where_to_report(answered, provider):
    company, _, sent = answered

    assert deliver(body_of(sent)) == []

    [(message, credentials)] = provider.taken
    head = company.head(sent.conversation_id)
    assert (message.to, message.sender, message.text) == (
        head.address,
        "+4759440123",
        "Yes, we do",
    )
    ref = f"{sent.conversation_id}.{sent.seq}"
    assert message.ref == ref
    assert message.status_url == (f"https://api.example.com/api/hooks/{company.sms.id}?ref={ref}")
    assert credentials == {"auth_token": "twilio-secret-of-the-test"}
    assert status(company, sent) == "queued"  # until the provider reports


@pytest.mark.feature("CH-33")
def test_a_record_delivered_twice_sends_once(answered, provider):
    _, _, sent = answered

    assert deliver(body_of(sent)) == deliver(body_of(sent), receives=2) == []

    assert len(provider.taken) == 1


@pytest.mark.feature("MSG-12")
def test_a_refusal_that_may_pass_goes_back_with_a_growing_wait(answered, provider, waits):
    company, _, sent = answered
    provider.refusals = [LATER] * 4

    returned = [deliver(body_of(sent), receives) for receives in (1, 2, 3, 4, 5)]

    assert returned == [["sqs-1"]] * 4 + [[]]
    assert waits == [1, 3, 9, 27]
    assert len(provider.taken) == 1
    assert status(company, sent) == "queued"


@pytest.mark.feature("MSG-12")
def test_after_the_last_attempt_it_has_failed_and_says_why(answered, provider, waits):
    company, _, sent = answered
    provider.refusals = [LATER] * 5

    returned = [deliver(body_of(sent), receives) for receives in (1, 2, 3, 4, 5)]

    assert returned[-1] == []
    assert provider.taken == []
    told = company.thread(sent.conversation_id)[-1]
    assert (told.type, told.data) == (
        "delivery.updated",
        {"message_id": sent.id, "status": "failed", "error": str(LATER)},
    )
    assert status(company, sent) == "failed"


@pytest.mark.feature("MSG-12")
def test_a_refusal_for_good_fails_at_once(answered, provider, waits):
    company, _, sent = answered
    provider.refusals = [NEVER]

    assert deliver(body_of(sent)) == []
    assert waits == []
    assert status(company, sent) == "failed"


@pytest.mark.feature("MSG-12")
def test_an_agent_sends_a_failed_message_again_and_it_goes_out_once_more(answered, provider, aws):
    _company, anna, sent = answered
    provider.refusals = [NEVER]
    deliver(body_of(sent))
    aws.messages("outbound")

    again = service.retry(anna, sent.conversation_id, sent.id, now())
    publish(aws, sent)
    [body] = queued(aws)

    assert again.data["delivery"]["status"] == "queued"
    assert body == body_of(sent, attempt_of=sent.seq + 2)
    assert deliver(body) == deliver(body, receives=2) == []
    assert len(provider.taken) == 1


def test_a_report_that_comes_before_the_record_stops_a_second_send(answered, provider):
    company, _, sent = answered
    report(company, sent, "sent")

    assert deliver(body_of(sent), receives=2) == []
    assert provider.taken == []


def test_a_timeout_after_which_the_provider_reports_sends_once(answered, provider, waits):
    company, _, sent = answered
    provider.refusals = [LATER]
    provider.meanwhile = lambda: report(company, sent, "delivered")

    assert deliver(body_of(sent)) == ["sqs-1"]
    assert deliver(body_of(sent), receives=2) == []
    assert provider.taken == []
    assert status(company, sent) == "delivered"


def test_what_another_run_still_sends_goes_back_and_is_not_sent_twice(answered, provider):
    _, _, sent = answered
    inside = []

    def meanwhile():
        provider.meanwhile = lambda: None
        inside.append(deliver(body_of(sent), receives=2))

    provider.meanwhile = meanwhile
    outside = deliver(body_of(sent))

    assert (inside, outside) == ([["sqs-1"]], [])
    assert len(provider.taken) == 1


def test_a_run_that_died_in_the_middle_does_not_hold_the_message_for_ever(
    answered, provider, monkeypatch
):
    from chalicelib.runtime import once

    _, _, sent = answered

    def die():
        provider.meanwhile = lambda: None
        raise KeyboardInterrupt  # as a function that runs out of time: nothing is cleaned up

    provider.meanwhile = die
    monkeypatch.setattr(once, "LONGEST", -1)
    with pytest.raises(KeyboardInterrupt):
        deliver(body_of(sent))

    assert deliver(body_of(sent), receives=2) == []
    assert len(provider.taken) == 1


def test_an_entry_that_is_not_there_is_nothing_to_send(answered, provider):
    _, _, sent = answered

    assert deliver(body_of(sent) | {"seq": 99}) == []
    assert provider.taken == []


@pytest.mark.feature("MSG-12")
def test_a_message_whose_channel_was_disconnected_fails_and_says_so(answered, provider):
    company, _, sent = answered
    channels.disconnect(company.admin, company.sms.id)

    assert deliver(body_of(sent)) == []
    assert provider.taken == []
    told = company.thread(sent.conversation_id)[-1]
    assert told.data["error"] == "Its channel is no longer connected."


@pytest.mark.feature("MSG-12", "CH-33")
def test_reports_in_any_order_end_in_the_furthest_state(answered):
    company, _, sent = answered

    for state in ("delivered", "sent", "queued", "failed"):
        assert report(company, sent, state) == []

    assert status(company, sent) == "delivered"
    told = [one.data["status"] for one in company.thread(sent.conversation_id)[2:]]
    assert told == ["delivered"]


def test_a_report_is_told_once_however_often_it_comes(answered):
    company, _, sent = answered

    for _ in range(3):
        report(company, sent, "delivered")

    assert len(company.thread(sent.conversation_id)) == 3


def test_a_report_by_the_providers_id_alone_finds_the_message(answered, provider):
    company, _, sent = answered
    deliver(body_of(sent))
    id_ = f"SM{sent.conversation_id}.{sent.seq}"

    assert take_in(company, {"kind": "status", "provider_message_id": id_, "status": "sent"}) == []
    assert status(company, sent) == "sent"


def test_a_report_on_what_is_not_stored_yet_is_looked_at_three_times(company):
    fact = {"kind": "status", "provider_message_id": "SM404", "status": "sent"}

    returned = [bool(take_in(company, fact, receives=receives)) for receives in (1, 2, 3)]

    assert returned == [True, True, False]


@pytest.mark.parametrize("ref", ["cnv_none.1", "nonsense", "cnv_x.y", "", ".", "a.b.c", "x.²"])
def test_a_report_with_a_foreign_ref_changes_nothing(company, ref):
    fact = {"kind": "status", "provider_message_id": "SM404", "status": "sent", "ref": ref}

    assert take_in(company, fact, receives=3) == []


@pytest.mark.feature("AUTH-11")
def test_a_report_over_another_channel_changes_nothing(answered):
    company, _, sent = answered
    other = company.channel("twilio_sms", address="+4759440999")
    fact = {
        "kind": "status",
        "provider_message_id": "SM1",
        "status": "failed",
        "ref": service.message_ref(sent),
    }
    body = {"account_id": company.account_id, "channel_id": other.id, "facts": [fact]}

    worker.inbound(an_sqs_event(body, receives=3), None)

    assert status(company, sent) == "queued"


@pytest.mark.feature("CH-33")
def test_of_a_senders_records_the_failed_one_holds_back_those_behind_it(company):
    def record(text, channel=company.sms.id):
        message = {
            "kind": "message",
            "provider_message_id": f"{text}{company.sms.id}",
            "sender": "+4790000001",
            "text": text,
        }
        return {"account_id": company.account_id, "channel_id": channel, "facts": [message]}

    event = an_sqs_event(record("1"), "poison", record("3"), group="one sender")
    other = an_sqs_event(record("elsewhere"), group="another sender")["Records"][0]
    event["Records"].append(other | {"messageId": "sqs-other"})

    failed = worker.inbound(event, None)["batchItemFailures"]

    assert [item["itemIdentifier"] for item in failed] == ["sqs-2", "sqs-3"]
    [head] = [
        company.head(one.conversation_id)
        for one in [company.message("look", "+4790000001", company.sms)]
    ]
    texts = [entry.data["text"] for entry in company.thread(head.id)]
    assert texts == ["1", "elsewhere", "look"]


def test_a_record_delivered_again_stores_its_message_once(company, files):
    fact = {
        "kind": "message",
        "provider_message_id": "SMtwice",
        "sender": "+4790000009",
        "text": "Hi",
        "attachments": [{"url": "https://example.com/a.png", "mime_type": "image/png"}],
    }
    assert take_in(company, fact) == take_in(company, fact, receives=2) == []

    entry = company.message("look", "+4790000009", company.sms)
    thread = company.thread(entry.conversation_id)
    assert [one.data["text"] for one in thread] == ["Hi", "look"]
    [file] = thread[0].data["attachments"]
    assert (file["kind"], file["name"]) == ("image", "a.png")


def test_what_means_nothing_is_counted_and_passed_over(company):
    assert take_in(company, {"kind": "ignored", "reason": "unknown status"}) == []


def test_an_invocation_that_only_warms_does_nothing():
    assert worker.outbound({"Records": []}, None) == {"batchItemFailures": []}


def test_every_entry_is_on_the_bus_with_its_correlation_id(company, aws, monkeypatch):
    from chalicelib.conversations import items

    sent = []
    monkeypatch.setattr(
        clients.events(),
        "put_events",
        lambda Entries: sent.extend(Entries) or {"FailedEntryCount": 0},
    )
    monkeypatch.setattr(items, "correlation_id", lambda: "request-7")
    entry = company.message("Hi")

    publish(aws, entry)

    assert [one["DetailType"] for one in sent] == ["message.received", "conversation.created"]
    assert {(one["Source"], one["EventBusName"]) for one in sent} == {
        ("switchboard", "switchboard")
    }
    details = [json.loads(one["Detail"]) for one in sent]
    assert {detail["correlation_id"] for detail in details} == {"request-7"}
    assert details[0]["data"]["text"] == "Hi"


def test_a_bus_that_takes_not_all_makes_the_batch_come_again(company, aws, monkeypatch):
    monkeypatch.setattr(clients.events(), "put_events", lambda Entries: {"FailedEntryCount": 1})
    entry = company.message("Hi")

    with pytest.raises(RuntimeError, match="1 events were not taken"):
        publish(aws, entry)


def test_a_full_batch_goes_in_tens(company, aws):
    event = a_stream_event(
        [item for _ in range(8) for item in items_of(aws, company.message().conversation_id)]
    )

    with Calls() as calls:
        publisher.publish(event, None)

    # sixteen events, and what is new for its team's queue; of that the heads are read together
    assert calls == {"PutEvents": 2, "BatchGetItem": 1, "SendMessageBatch": 1}
