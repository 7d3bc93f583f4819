"""Auto-replies: settled over HTTP, said once, and by nobody to a machine."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.ai_agent.domain.config import Config, Mode
from chalicelib.ai_agent.service import settled
from chalicelib.conversations import service as conversations
from chalicelib.conversations import views
from chalicelib.conversations.domain import Entry
from chalicelib.conversations.service import Received
from chalicelib.realtime import service as realtime
from chalicelib.responder import service, worker
from chalicelib.responder.domain.replies import AutoReply
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.shelf import Managed
from tests.aws import Calls
from tests.builders import NOON, Company, a_company, a_sender, an_sqs_event
from tests.door import Answer, call

REPLIES = "/v1/auto-replies"
STACK = "arn:aws:cloudformation:eu-north-1:123456789012:stack/fjord/1"
EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
"""A Monday's; a new account's office hours are nine to five in UTC."""

pytestmark = pytest.mark.usefixtures("aws")


def make(company: Company, when: str = "closed", **fields: Any) -> Answer:
    """POST an auto-reply."""
    known = {"name": when, "when": when, "text": f"This is {when}."}
    return call("POST", REPLIES, known | fields, company.admin)


def heard(company: Company, entry: Entry) -> list[str]:
    """What the customer was told by itself."""
    thread = company.thread(entry.conversation_id)
    return [one.data["text"] for one in thread if one.actor.kind == "auto_responder"]


def handle(company: Company, entry: Entry, at: datetime | None = None) -> list[str]:
    """Have a message answered, and say what the customer was told so far."""
    moment = at or entry.occurred_at + timedelta(seconds=1)
    service.respond(company.account_id, entry.conversation_id, entry.id, moment)
    return heard(company, entry)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Who is online."""
    ids: set[str] = set()
    monkeypatch.setattr(realtime, "online", lambda account_id: frozenset(ids))
    return ids


@pytest.mark.feature("AUTO-01", "AUTO-10")
def test_out_of_hours_a_customer_is_told_when_somebody_is_there_again():
    company = a_company()
    text = "Thanks, {{contact.first_name|there}}. We are back {opens_at}."
    assert make(company, text=text).status == 201

    told = handle(company, company.message(at=EVENING))

    assert told == ["Thanks, there. We are back Tuesday 09:00."]
    assert handle(company, company.message(at=NOON)) == []


@pytest.mark.feature("AUTO-01")
def test_it_is_said_as_the_auto_responder_and_leaves_the_conversation_as_it_was():
    company = a_company()
    make(company)
    entry = company.message(at=EVENING)

    handle(company, entry)

    head = company.head(entry.conversation_id)
    assert (head.is_waiting, head.unreplied_since) == (True, EVENING)
    said = company.thread(head.id)[-1]
    assert (said.type, said.actor.kind) == ("message.sent", "auto_responder")
    assert said.data["channel_id"] == company.webchat.id


@pytest.mark.feature("AUTO-01")
def test_in_one_evening_it_is_said_once_and_the_next_evening_again():
    company = a_company()
    make(company)
    first = company.message(at=EVENING)
    sender = company.head(first.conversation_id).address
    handle(company, first)

    again = company.message(sender=sender, at=EVENING + timedelta(minutes=5))
    assert len(handle(company, again)) == 1
    night = company.message(sender=sender, at=EVENING + timedelta(hours=12, minutes=30))
    assert len(handle(company, night)) == 1  # the pause is over; the office is not open yet
    tomorrow = company.message(sender=sender, at=EVENING + timedelta(days=1))
    assert len(handle(company, tomorrow)) == 2


def test_a_message_that_is_delivered_twice_is_answered_once_also_after_a_crash(monkeypatch):
    company = a_company()
    make(company)
    entry = company.message(at=EVENING)
    say = service.say

    def dies(*given: Any) -> None:
        raise Conflict("the conversation is too busy")

    monkeypatch.setattr(service, "say", dies)
    with pytest.raises(Conflict):
        handle(company, entry)
    monkeypatch.setattr(service, "say", say)

    assert len(handle(company, entry)) == 1
    assert len(handle(company, entry)) == 1


@pytest.mark.feature("AUTO-01")
def test_a_new_conversation_is_greeted_and_what_follows_is_not():
    company = a_company()
    make(company, "always")
    first = company.message(at=NOON)
    assert handle(company, first) == ["This is always."]

    later = NOON + timedelta(days=2)
    sender = company.head(first.conversation_id).address
    assert len(handle(company, company.message(sender=sender, at=later))) == 1

    conversations.close(company.admin, first.conversation_id, None, later)
    back = company.message(sender=sender, at=later + timedelta(minutes=1))
    assert len(handle(company, back)) == 2


@pytest.mark.feature("AUTO-01")
def test_while_nobody_could_take_it_the_customer_is_told_that_all_are_busy(there):
    company = a_company()
    make(company, "busy")
    anna = company.agent()

    assert handle(company, company.message(at=NOON)) == ["This is busy."]
    there.add(anna.user_id)
    assert handle(company, company.message(at=NOON)) == []


@pytest.mark.feature("AUTO-01")
def test_whoever_has_an_agent_is_not_told_that_all_are_busy(there):
    company = a_company()
    make(company, "busy")
    entry = company.message(at=NOON)
    conversations.take(company.agent(), entry.conversation_id, NOON + timedelta(seconds=5))

    assert handle(company, entry, NOON + timedelta(seconds=10)) == []


@pytest.mark.feature("AUTO-10")
def test_a_channel_and_a_team_have_their_own_words():
    company = a_company()
    make(company, text="Everybody.")
    make(company, name="sms", text="By SMS.", channel_ids=[company.sms.id])
    sales = company.team()
    shop = company.channel(team_id=sales)
    make(company, name="sales", text="Sales.", team_ids=[sales])

    assert handle(company, company.message(at=EVENING)) == ["Everybody."]
    assert handle(company, company.message(channel=company.sms, at=EVENING)) == ["By SMS."]
    assert handle(company, company.message(channel=shop, at=EVENING)) == ["Sales."]


@pytest.mark.feature("AUTO-10")
def test_a_customer_is_told_in_their_language():
    company = a_company()
    make(company, text="Back {opens_at}.", texts={"de": "Wir sind {opens_at} wieder da."})

    german = company.message("Guten Tag, wann kommt meine Bestellung?", at=EVENING)

    assert handle(company, german) == ["Wir sind Dienstag 09:00 wieder da."]


@pytest.mark.feature("AUTO-01")
def test_no_machine_is_answered():
    company = a_company()
    make(company)
    channel = company.channel("email", address="help@fjord.example")
    sort = {"mail": {"automatic": True, "subject": "Out of office"}}
    received = Received(channel, "bo@example.com", "I am away.", dedup="m1", sort=sort)
    entry = conversations.receive(received, EVENING)

    assert handle(company, entry) == []


@pytest.mark.feature("AUTO-01")
def test_two_machines_that_answer_each_other_stop_after_one_word():
    company = a_company()
    make(company, "always")
    make(company, "closed")
    sender = a_sender(company.sms)
    entry = company.message(channel=company.sms, sender=sender, at=EVENING)
    for second in range(1, 20):
        handle(company, entry)
        at = EVENING + timedelta(seconds=second)
        entry = company.message("I am away.", sender, company.sms, at=at)

    assert len(heard(company, entry)) == 1


@pytest.mark.feature("AUTO-01")
def test_where_the_ai_agent_answers_first_it_alone_does():
    company = a_company()
    make(company, "always")
    settled.change(company.admin, Config(default_mode=Mode.ANSWER))

    assert handle(company, company.message(at=EVENING)) == []


def test_where_a_person_just_wrote_or_answers_meanwhile_nothing_is_said():
    company = a_company()
    make(company)
    anna = company.agent()
    entry = company.message(at=EVENING)
    written = conversations.Written("Hello")
    conversations.reply(anna, entry.conversation_id, written, EVENING + timedelta(seconds=5))
    assert handle(company, entry, EVENING + timedelta(seconds=10)) == []

    sender = company.head(entry.conversation_id).address
    further = company.message(sender=sender, at=EVENING + timedelta(minutes=10))
    assert handle(company, further) == []


def test_who_opted_out_is_told_nothing():
    company = a_company()
    make(company)
    received = Received(company.sms, "+4790000001", "STOP", dedup="m1", opted_out=True)

    assert handle(company, conversations.receive(received, EVENING)) == []


def test_an_account_without_auto_replies_pays_no_read_for_them():
    company = a_company()
    entry = company.message(at=EVENING)
    handle(company, entry)

    with Calls() as calls:
        service.respond(company.account_id, entry.conversation_id, entry.id, EVENING)

    assert not calls


def test_the_worker_takes_the_event_from_the_bus_and_what_is_gone_is_no_failure(monkeypatch):
    company = a_company()
    make(company)
    entry = company.message(at=EVENING)
    monkeypatch.setattr(worker, "now", lambda: EVENING + timedelta(seconds=1))
    type_, detail = views.bus_events(entry)[0]
    event = {"detail-type": type_, "detail": json.loads(json.dumps(detail))}
    gone = {**event, "detail": {**event["detail"], "conversation_id": "cnv_gone"}}

    answer = worker.respond(an_sqs_event(event, gone), None)

    assert answer == {"batchItemFailures": []}
    assert heard(company, entry) == ["This is closed."]


def test_auto_replies_are_settled_switched_off_and_removed():
    company = a_company()
    made = make(company, pause_hours=4).json
    path = f"{REPLIES}/{made['id']}"

    off = call("PATCH", path, {"enabled": False}, company.admin).json
    assert (off["enabled"], off["pause_hours"]) == (False, 4)
    assert handle(company, company.message(at=EVENING)) == []
    assert call("GET", REPLIES, caller=company.admin).json["items"] == [off]
    assert call("DELETE", path, caller=company.admin).status == 204
    assert call("PATCH", path, {"enabled": True}, company.admin).status == 404


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"when": "sometimes"}, {"when"}),
        ({"text": " "}, {"text"}),
        ({"text": "x" * 1001, "pause_hours": 0}, {"text", "pause_hours"}),
        ({"text": "Hi {{contact.name}}", "texts": {"de": "{{agent.name}}"}}, {"text", "texts.de"}),
        ({"when": "always", "text": "Back {opens_at}"}, {"text"}),
        ({"channel_ids": ["chn_gone"], "team_ids": ["tm_gone"]}, {"channel_ids.0", "team_ids.0"}),
        ({"texts": {"not a language": "x"}}, {"texts.not a language.[key]"}),
    ],
)
def test_what_is_wrong_is_named_by_its_field(fields, named):
    answer = make(a_company(), **fields)

    assert answer.status == 400
    assert {error["field"] for error in answer.json["errors"]} == named


def test_a_change_is_checked_as_a_whole():
    company = a_company()
    id_ = make(company, text="Back {opens_at}").json["id"]

    answer = call("PATCH", f"{REPLIES}/{id_}", {"when": "busy"}, company.admin)

    assert [error["field"] for error in answer.json["errors"]] == ["text"]


def test_only_who_manages_settings_reads_and_settles_them():
    company = a_company()
    agent, id_ = company.agent(), make(company).json["id"]

    assert call("GET", REPLIES, caller=agent).status == 403
    body = {"name": "x", "when": "closed", "text": "x"}
    assert call("POST", REPLIES, body, agent).status == 403
    assert call("DELETE", f"{REPLIES}/{id_}", caller=agent).status == 403
    assert call("DELETE", f"{REPLIES}/{id_}", caller=a_company().admin).status == 404


def test_what_a_stack_declares_is_changed_there_alone():
    company = a_company()
    given = AutoReply("", "Declared", "closed", "We are closed.")
    one = service.create(company.admin, given, "atr_declared", STACK)

    refused = call("PATCH", f"{REPLIES}/{one.id}", {"enabled": False}, company.admin)

    assert (refused.status, refused.json["code"]) == (422, "managed")
    with pytest.raises(Managed):
        service.delete(company.admin, one.id)
    assert replace(one, managed_by=None) == replace(given, id="atr_declared")
    service.delete(company.admin, one.id, STACK)
