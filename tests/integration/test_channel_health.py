"""A channel is heard, or no longer authorised: then its messages wait, its admins are told, and
new credentials send what waited (CH-34)."""

import json

import pytest

from chalicelib.channels import service as channels
from chalicelib.channels import worker
from chalicelib.channels.service import health
from chalicelib.conversations import service
from chalicelib.conversations import worker as publisher
from chalicelib.conversations.service import Written
from chalicelib.runtime import clients
from chalicelib.runtime.ids import now
from chalicelib.runtime.secrets import read_credentials, write_credentials
from tests.aws import Calls
from tests.builders import a_sender, a_stream_event, an_sqs_event
from tests.door import call
from tests.integration.facts import a_whatsapp, reread, said, tell
from tests.integration.test_delivery import body_of, deliver, publish, queued
from tests.integration.test_realtime import items_of
from tests.integration.test_webhooks import HELLO, post

EXPIRED = (401, {"code": 20003, "message": "Authenticate"})
FINE = (201, {"sid": "SM100"})


def of(channel):
    """How a channel is."""
    return health.of(channel.account_id, channel.id)


def seen(company):
    """The same as its admin sees it."""
    return call("GET", f"/v1/channels/{company.sms.id}", caller=company.admin).json["health"]


def delivery(entry):
    """How far a message came."""
    known = reread(entry).data["delivery"]
    return known["status"], known["error"]


@pytest.fixture
def told(monkeypatch):
    """What is put on the bus."""
    heard = []

    def put(Entries):
        heard.extend((one["DetailType"], json.loads(one["Detail"])) for one in Entries)
        return {"FailedEntryCount": 0}

    monkeypatch.setattr(clients.events(), "put_events", put)
    return heard


@pytest.fixture
def answered(company):
    """Three answers in two conversations that are on their way."""
    anna = company.agent()
    ids = [
        company.message(sender=a_sender(company.sms), channel=company.sms).conversation_id
        for _ in range(2)
    ]
    entries = [service.reply(anna, id_, Written(f"To {id_}"), now()) for id_ in (*ids, ids[0])]
    return company, entries


def release(aws):
    """Let the inbound worker work off what it is asked to release; how many runs that took."""
    runs = 0
    while found := aws.messages("inbound"):
        for message in found:
            runs += 1
            answer = worker.inbound(an_sqs_event(message["Body"]), None)
            assert answer == {"batchItemFailures": []}
    return runs


def publish_all(aws, conversation_id, since):
    """Publish a conversation's entries after a seq, as its stream does."""
    new = f"entry#{since + 1:010}"
    fresh = [one for one in items_of(aws, conversation_id) if one["sk"]["S"] >= new]
    publisher.publish(a_stream_event(fresh), None)


@pytest.mark.feature("CH-34")
def test_a_channel_is_new_until_its_first_verified_event(company):
    assert of(company.sms).state == "new"

    tell(company.sms, said())

    assert of(company.sms).state == "ok"
    assert of(company.sms).first_event_at == of(company.sms).last_event_at
    assert seen(company)["first_event_at"] is not None


@pytest.mark.feature("CH-34")
def test_what_is_not_verified_turns_nothing_green(company, aws):
    assert post(company.sms, HELLO, token="wrong").status == 403

    release(aws)
    assert of(company.sms).state == "new"


@pytest.mark.feature("CH-34")
def test_an_event_for_another_number_of_the_same_app_turns_that_one_green(company):
    called, meant = a_whatsapp(company, "1001"), a_whatsapp(company, "1002")

    tell(called, said("w1", sender="4790000001", recipient="1002"))

    assert [of(one).state for one in (called, meant)] == ["ok", "ok"]


def test_being_heard_is_noted_now_and_then_not_at_every_event(company):
    tell(company.sms, said("m1"))

    with Calls() as calls:
        for number in range(2, 6):
            tell(company.sms, said(f"m{number}"))

    assert calls["UpdateItem"] == 0


@pytest.mark.feature("CH-34", "MSG-12")
def test_credentials_that_are_refused_hold_the_message_and_flag_the_channel(
    answered, line, told, waits
):
    company, [first, *_] = answered
    line.answers = [EXPIRED]

    assert deliver(body_of(first)) == []

    assert delivery(first)[0] == "queued"
    assert "authorised" in delivery(first)[1]
    flagged = seen(company)
    assert (flagged["state"], flagged["held"]) == ("unauthorized", 1)
    assert flagged["reason"].endswith(".")
    [(type_, detail)] = told
    assert type_ == "channel.unauthorized"
    assert (detail["account_id"], detail["data"]["channel_id"]) == (
        company.account_id,
        company.sms.id,
    )
    assert "twilio-secret" not in json.dumps(detail)
    assert waits == []


@pytest.mark.feature("CH-34")
def test_admins_are_told_once_however_many_messages_are_refused(answered, line, told):
    company, entries = answered
    line.answers = [EXPIRED] * 4

    for entry in (*entries, entries[0]):
        assert deliver(body_of(entry)) == []

    assert [type_ for type_, _ in told] == ["channel.unauthorized"]
    assert of(company.sms).held == 3


@pytest.mark.feature("CH-34")
def test_what_is_held_is_not_queued_by_being_told_of(answered, line, told, aws):
    _, [first, *_] = answered
    line.answers = [EXPIRED]
    deliver(body_of(first))
    aws.messages("outbound")

    publish(aws, first)

    assert queued(aws) == []


@pytest.mark.feature("CH-34", "MSG-12")
def test_new_credentials_release_what_is_held_and_it_goes_out(answered, line, told, aws):
    company, entries = answered
    line.answers = [EXPIRED] * 3
    for entry in entries:
        deliver(body_of(entry))
    aws.messages("outbound")
    before = {entry.conversation_id: company.head(entry.conversation_id) for entry in entries}

    path = f"/v1/channels/{company.sms.id}"
    changed = call("PATCH", path, {"credentials": {"auth_token": "new"}}, company.admin)
    assert changed.status == 200, changed.body
    release(aws)
    for id_, head in before.items():
        publish_all(aws, id_, head.version)

    assert seen(company)["state"] in {"new", "ok"}
    assert seen(company)["held"] == 0
    bodies = queued(aws)
    assert sorted(body["seq"] for body in bodies) == sorted(entry.seq for entry in entries)
    line.requests.clear()
    line.answers = [(201, {"sid": f"SM{number}"}) for number in range(3)]
    assert all(deliver(body) == [] for body in bodies)
    assert sorted(line.texts()) == sorted(entry.data["text"] for entry in entries)
    assert [delivery(entry) for entry in entries] == [("queued", None)] * 3
    assert all(deliver(body, receives=2) == [] for body in bodies)
    assert len(line.texts()) == 3  # and nothing twice


@pytest.mark.feature("CH-34")
def test_credentials_that_are_no_good_either_do_not_go_round_in_circles(answered, line, told, aws):
    company, [first, *_] = answered
    line.answers = [EXPIRED]
    deliver(body_of(first))
    health.accepted(company.sms, now())
    health.refused(company.sms, "Refused again.", now())

    assert release(aws) == 1

    assert of(company.sms).held == 1
    assert delivery(first)[1] is not None


@pytest.mark.feature("CH-34")
def test_a_message_that_was_deleted_while_it_was_held_stays_so(answered, line, told, aws):
    company, [first, *_] = answered
    line.answers = [EXPIRED]
    deliver(body_of(first))
    service.delete_message(company.admin, first.conversation_id, first.id, now())
    aws.messages("outbound")
    line.requests.clear()

    health.accepted(company.sms, now())
    release(aws)
    publish_all(aws, first.conversation_id, first.seq)

    about_it = [body for body in queued(aws) if body["seq"] == first.seq]
    assert about_it
    assert all(deliver(body) == [] for body in about_it)
    assert line.texts() == []


@pytest.mark.feature("CH-34")
def test_a_conversation_that_was_deleted_while_it_waited_holds_nobody_up(answered, line, told, aws):
    company, [first, second, _] = answered
    line.answers = [EXPIRED] * 2
    deliver(body_of(first))
    deliver(body_of(second))
    service.delete(company.admin, first.conversation_id, now())

    health.accepted(company.sms, now())
    release(aws)

    assert delivery(second) == ("queued", None)
    assert of(company.sms).held == 0


@pytest.mark.feature("CH-34")
def test_a_function_that_knows_the_old_credentials_asks_for_the_new_before_it_complains(
    answered, line, told, waits
):
    company, [first, *_] = answered
    read_credentials(company.account_id, company.sms.id)  # warm
    write_credentials(company.account_id, company.sms.id, {"auth_token": "renewed"})
    line.answers = [EXPIRED, FINE]

    assert deliver(body_of(first)) == ["sqs-1"]
    assert of(company.sms).state == "new"
    assert told == []
    assert deliver(body_of(first), receives=2) == []
    assert line.texts() == [first.data["text"]] * 2
    assert reread(first).provider_message_id == "SM100"


@pytest.mark.feature("CH-34")
def test_a_door_that_knows_the_old_credentials_takes_a_call_signed_with_the_new(company, aws):
    assert post(company.sms, HELLO).status == 200
    write_credentials(company.account_id, company.sms.id, {"auth_token": "renewed"})

    assert post(company.sms, HELLO | {"MessageSid": "SMnew"}, token="renewed").status == 200


def test_wrong_signatures_do_not_make_us_look_for_new_credentials_at_every_call(company, aws):
    post(company.sms, HELLO, token="wrong")

    with Calls() as calls:
        for _ in range(5):
            assert post(company.sms, HELLO, token="wrong").status == 403

    assert calls == {}


@pytest.mark.feature("MSG-12")
def test_a_provider_in_a_hurry_says_when_to_come_back(answered, line, waits):
    _, [first, *_] = answered
    busy = (429, {"code": 20429, "message": "Too many requests"}, {"Retry-After": "40"})
    line.answers = [busy, busy]

    assert deliver(body_of(first)) == ["sqs-1"]
    assert deliver(body_of(first), receives=2) == ["sqs-1"]

    assert waits == [40, 40]
    assert delivery(first) == ("queued", None)


@pytest.mark.feature("MSG-12")
@pytest.mark.parametrize(
    ("wait", "hidden"), [("100000", 900), ("0", 1), ("soon", 1), ("-5", 1), ("", 1)]
)
def test_a_wait_is_neither_for_ever_nor_at_once(answered, line, waits, wait, hidden):
    _, [first, *_] = answered
    line.answers = [(429, {}, {"Retry-After": wait})]

    deliver(body_of(first))

    assert waits == [hidden]


@pytest.mark.feature("MSG-12")
def test_a_refusal_for_good_fails_with_a_sentence_for_the_agent(answered, line, waits):
    _, [first, *_] = answered
    line.answers = [(400, {"code": 21211, "message": "Invalid 'To' Phone Number"})]

    assert deliver(body_of(first)) == []

    status, error = delivery(first)
    assert status == "failed"
    assert error
    assert error.endswith(".")
    assert waits == []


@pytest.mark.feature("CH-16")
def test_a_provider_that_knows_of_an_opt_out_teaches_us(answered, line):
    company, [first, *_] = answered
    line.answers = [(400, {"code": 21610, "message": "Attempt to send to unsubscribed"})]

    assert deliver(body_of(first)) == []

    assert delivery(first)[0] == "failed"
    assert company.head(first.conversation_id).opted_out


def test_a_disconnected_channel_takes_its_health_along(company):
    tell(company.sms, said())

    channels.disconnect(company.admin, company.sms.id)

    assert of(company.sms) == health.Health()
