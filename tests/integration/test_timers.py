"""Timers from the event that asks for one to what they wake: late, early and twice."""

import json
from datetime import timedelta

import boto3
import pytest

from chalicelib.accounts import service as accounts
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.realtime import service as realtime
from chalicelib.runtime.ids import iso, now
from chalicelib.timers import service, worker
from chalicelib.timers.domain import Kind, Timer
from tests.aws import Calls
from tests.builders import an_sqs_event, bus_event, later

TYPES = {"conversation.snoozed", "message.sent"}


def run(*bodies):
    """Let the worker take messages of its queue; the timers it set, with their delay."""
    with Calls() as calls:
        answer = worker.timers(an_sqs_event(*bodies), None)
    assert answer == {"batchItemFailures": []}
    return timers_set(calls)


def timers_set(calls):
    """Timers that went into the queue, by what was asked for."""
    return [
        (json.loads(given["MessageBody"]), given["DelaySeconds"])
        for name, given in calls.sent
        if name == "SendMessage" and "timers" in given["QueueUrl"]
    ]


def follow(company, conversation_id):
    """Deliver what a conversation's newest entry is on the bus; the timers that it asks for."""
    entry = company.thread(conversation_id)[-1]
    return run(bus_event(entry, entry.type))


@pytest.fixture
def snoozed(company):
    """A conversation of Anna's that sleeps for ten minutes."""
    anna, at = company.agent("Anna Berg"), now()
    first = company.message(at=at)
    conversations.take(anna, first.conversation_id, at)
    conversations.snooze(anna, first.conversation_id, later(600, at), at)
    return company, anna, first.conversation_id, at


@pytest.mark.feature("CONV-47")
def test_a_snooze_sets_a_timer_and_ends_when_it_comes(snoozed, clock):
    company, _, id_, at = snoozed
    clock(at)

    [(timer, delay)] = follow(company, id_)

    assert (timer["kind"], timer["id"], delay) == ("snooze", id_, 600)
    clock(later(600, at))
    assert run(timer) == []
    assert company.head(id_).snooze is None
    assert company.thread(id_)[-1].type == "conversation.woken"


@pytest.mark.feature("CONV-47")
def test_a_timer_that_comes_early_waits_on_and_one_that_comes_again_changes_nothing(snoozed, clock):
    company, _, id_, at = snoozed
    clock(at)
    [(timer, _)] = follow(company, id_)

    clock(later(590, at))
    [(again, delay)] = run(timer)
    assert (again, delay) == (timer, 10)
    assert company.head(id_).snooze

    clock(later(700, at))
    assert run(timer, timer) == []
    assert [entry.type for entry in company.thread(id_)].count("conversation.woken") == 1


@pytest.mark.feature("CONV-47")
def test_the_timer_of_an_earlier_snooze_leaves_a_later_one_alone(snoozed, clock):
    company, anna, id_, at = snoozed
    clock(at)
    [(timer, _)] = follow(company, id_)
    conversations.unsnooze(anna, id_, at)
    conversations.snooze(anna, id_, later(86_400, at), at)

    clock(later(600, at))

    assert run(timer) == []
    assert company.head(id_).snooze.until == later(86_400, at)


def test_a_snooze_until_the_customer_writes_needs_no_timer(snoozed, clock):
    company, anna, id_, at = snoozed
    conversations.unsnooze(anna, id_, at)
    conversations.snooze(anna, id_, None, at)

    assert follow(company, id_) == []


def test_a_timer_of_what_is_gone_is_done_with(company, clock):
    at = now()
    clock(at)
    gone = [
        service.message(Timer(kind, company.account_id, "cnv_gone", at, "cnv_gone"))
        for kind in Kind
    ]

    assert run(*gone) == []


def test_a_far_timer_is_a_schedule_that_goes_when_it_was_rung(company):
    at = now()
    timer = Timer(Kind.SNOOZE, company.account_id, "cnv_1", later(3 * 86_400, at))

    with Calls() as calls:
        service.set(timer, at)
        service.set(timer, at)

    assert calls["CreateSchedule"] == 2
    assert timers_set(calls) == []
    client = boto3.client("scheduler")
    names = [one["Name"] for one in client.list_schedules(GroupName="switchboard-dev")["Schedules"]]
    [name] = [name for name in names if name.startswith("snooze-cnv_1-")]
    made = client.get_schedule(GroupName="switchboard-dev", Name=name)
    assert made["ActionAfterCompletion"] == "DELETE"
    assert made["FlexibleTimeWindow"] == {"Mode": "OFF"}
    expression = (timer.due - timedelta(minutes=1)).strftime("at(%Y-%m-%dT%H:%M:00)")
    assert made["ScheduleExpression"] == expression
    assert made["Target"]["Arn"].endswith(":timers")
    assert made["Target"]["RoleArn"].endswith("role/timers")
    assert made["Target"]["DeadLetterConfig"]["Arn"].endswith(":timers-dead")
    assert service.read(json.loads(made["Target"]["Input"])) == timer


def test_no_refusal_of_the_scheduler_is_passed_over(company, monkeypatch):
    timer = Timer(Kind.SNOOZE, company.account_id, "cnv_1", later(86_400, now()))
    monkeypatch.setenv("TIMERS_GROUP", "nowhere")
    from tests.aws import forget

    forget()
    with pytest.raises(Exception, match="nowhere"):
        service.set(timer, now())
    monkeypatch.undo()
    forget()


def test_a_poisoned_record_keeps_back_only_itself(company, clock):
    at = now()
    clock(at)
    good = service.message(Timer(Kind.AUTO_CLOSE, company.account_id, "cnv_gone", at))

    failed = worker.timers(an_sqs_event("poison", good, {"kind": "nonsense"}), None)

    assert failed == {
        "batchItemFailures": [{"itemIdentifier": "sqs-1"}, {"itemIdentifier": "sqs-3"}]
    }


@pytest.mark.feature("RT-11")
def test_a_presence_timer_asks_whether_the_user_came_back(company, clock, monkeypatch):
    at = now()
    clock(at)
    asked = []
    monkeypatch.setattr(realtime, "presence_due", lambda *given: asked.append(given))

    run(service.message(Timer(Kind.PRESENCE, company.account_id, "usr_1", at)))

    assert asked == [(company.account_id, "usr_1", at)]


@pytest.fixture
def silent(company):
    """A conversation that Anna answered just now, where silence of an hour ends one."""
    anna, at = company.agent("Anna Berg"), now()
    policy = {"auto_close_minutes": 60, "auto_close_message": "We close this for now."}
    accounts.update_policy(company.admin, policy)
    first = company.message(at=at)
    conversations.reply(anna, first.conversation_id, Written("Yes, we do"), at)
    return company, anna, first.conversation_id, at


def silence(company, id_, clock, at):
    """The timer that an answer sets."""
    clock(at)
    with Calls() as calls:
        entry = next(one for one in company.thread(id_) if one.type == "message.sent")
        worker.timers(an_sqs_event(bus_event(entry, "message.sent")), None)
    [given] = [given for name, given in calls.sent if name == "CreateSchedule"]
    return json.loads(given["Target"]["Input"])


@pytest.mark.feature("CONV-54")
def test_after_so_much_silence_a_conversation_is_closed_with_a_last_word(silent, clock):
    company, _, id_, at = silent
    timer = silence(company, id_, clock, at)
    due = service.read(timer).due
    assert timedelta(minutes=60) <= due - at < timedelta(minutes=61)

    clock(due)
    run(timer)
    run(timer)

    assert not company.head(id_).is_open
    said = [one.data["text"] for one in company.thread(id_) if one.type == "message.sent"]
    assert said == ["Yes, we do", "We close this for now."]


@pytest.mark.feature("CONV-54")
def test_an_answer_in_the_meantime_puts_it_off(silent, clock):
    company, anna, id_, at = silent
    timer = silence(company, id_, clock, at)
    due = service.read(timer).due
    conversations.reply(anna, id_, Written("And to Sweden"), later(3_000, at))

    clock(due)
    with Calls() as calls:
        assert worker.timers(an_sqs_event(timer), None) == {"batchItemFailures": []}

    assert company.head(id_).is_open
    [given] = [given for name, given in calls.sent if name == "CreateSchedule"]
    again = service.read(json.loads(given["Target"]["Input"])).due
    assert timedelta(0) <= again - later(3_000 + 3_600, at) < timedelta(minutes=1)


@pytest.mark.feature("CONV-54")
def test_nothing_is_closed_while_the_customer_waits_for_us(silent, clock):
    company, _, id_, at = silent
    timer = silence(company, id_, clock, at)
    company.message("Are you sure?", company.head(id_).address, at=later(60, at))

    clock(service.read(timer).due)
    run(timer)

    assert company.head(id_).is_open


@pytest.mark.feature("CONV-54")
def test_a_policy_that_was_switched_off_closes_nothing_any_more(silent, clock):
    company, _, id_, at = silent
    timer = silence(company, id_, clock, at)
    accounts.update_policy(company.admin, {"auto_close_minutes": None})

    clock(service.read(timer).due)
    run(timer)

    assert company.head(id_).is_open


@pytest.mark.feature("CONV-54")
def test_without_a_policy_an_answer_sets_no_timer_and_a_channel_may_have_its_own(company, clock):
    anna, at = company.agent("Anna Berg"), now()
    clock(at)
    quick = company.channel(settings={"auto_close_minutes": 5})
    plain, own = company.message(at=at), company.message(at=at, channel=quick)
    for entry in (plain, own):
        conversations.reply(anna, entry.conversation_id, Written("Yes"), at)

    assert follow(company, plain.conversation_id) == []
    [(timer, delay)] = follow(company, own.conversation_id)
    assert timer["kind"] == "auto_close"
    assert 300 <= delay <= 360
    assert timer["due"] > iso(later(299, at))
